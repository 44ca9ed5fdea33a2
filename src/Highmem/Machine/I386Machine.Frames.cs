using Highmem.Addressing;
using Highmem.Machine.Views;

namespace Highmem.Machine;

// Page frames, and where they are seen.
public sealed partial class I386Machine
{
    /// <summary>Page frames, streamed.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="end">One past the last; the machine's end if it has fewer.</param>
    public IEnumerable<PageFrame> GetPageFrames(int first = 0, int end = int.MaxValue) =>
        new FrameList(this, parts, pageCallers, gate).Range(Math.Max(first, 0), Math.Min(end, parts.Frames.Count));

    /// <summary>The first frame of each block that alloc_pages handed out, by page frame number.</summary>
    public IReadOnlyList<PageFrame> GetAllocatedFrames()
    {
        lock (gate)
        {
            return [.. pageCallers.Keys.Order().Select(GetPageFrame)];
        }
    }

    /// <summary>pfn_to_page: a page frame.</summary>
    /// <exception cref="AddressConversionException">There is no such frame.</exception>
    public PageFrame GetPageFrame(int pfn) =>
        pfn >= 0 && pfn < parts.Frames.Count ? GetPageFrames(pfn, pfn + 1).Single() : throw NoSuchFrame(pfn);

    /// <summary>virt_to_phys: the physical address of an address in the direct map.</summary>
    /// <exception cref="AddressConversionException">The address lies elsewhere; the message says where and what to do.</exception>
    public PhysicalAddress VirtToPhys(VirtualAddress address) =>
        PageOffset <= address && address < HighMemory
            ? (PhysicalAddress)(address - PageOffset)
            : throw new AddressConversionException(
                $"virt_to_phys knows the direct map only, {PageOffset} to {HighMemory}: {address} lies outside. Ask the page tables: Resolve-VirtualAddress {address}"
            );

    /// <summary>phys_to_virt: where the direct map shows a physical address.</summary>
    /// <exception cref="AddressConversionException">The address is not low memory.</exception>
    public VirtualAddress PhysToVirt(PhysicalAddress address) =>
        address.Pfn < MaxLowPfn
            ? PageOffset + (long)address
            : throw new AddressConversionException(
                $"phys_to_virt knows low memory only, up to {PhysicalAddress.FromPfn((int)MaxLowPfn)}: {address} has no address of its own until it is mapped by kmap or vmap."
            );

    /// <summary>Counts page frames by use, a bucket of frames at a time, without showing each of them.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="end">One past the last; the machine's end if it has fewer.</param>
    /// <param name="bucketSize">Frames a bucket.</param>
    internal FrameCounts CountFrames(int first, int end, int bucketSize)
    {
        lock (gate)
        {
            return new FrameCounts(parts.Frames, first, Math.Min(end, parts.Frames.Count), bucketSize);
        }
    }

    private AddressConversionException NoSuchFrame(int pfn) =>
        new(FormattableString.Invariant($"There is no page frame {pfn}: mem_map holds 0 to {parts.Frames.Count - 1}."));
}
