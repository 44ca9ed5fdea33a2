using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine.State;

namespace Highmem.Machine.Views;

/// <summary>What is behind an address: the page frame, where else that page is seen, and the object in it.</summary>
internal sealed class FrameOwners(AddressQuestion question, BootSequence parts, AreaOwners areas, SlotOwners slots)
{
    /// <summary>The owners; none if the address is not mapped.</summary>
    public IEnumerable<AddressOwner> Find() =>
        question.Frame is not { } pfn ? []
        : question.IsRam(pfn)
            ? [Frame(pfn), .. DirectMap(pfn), .. areas.OfFrame(pfn), .. slots.OfFrame(pfn), .. Object(pfn)]
        : [Device(pfn)];

    private AddressOwner Frame(int pfn) =>
        question.Answer(
            AddressOwnerKind.PageFrame,
            FormattableString.Invariant($"{pfn}"),
            question.Page,
            FormattableString.Invariant(
                $"page frame {pfn} at {PhysicalAddress.FromPfn(pfn)}, use {parts.Frames.Use(pfn)}"
            )
        );

    private AddressOwner Device(int pfn) =>
        question.Answer(
            AddressOwnerKind.Device,
            PhysicalAddress.FromPfn(pfn).ToString(),
            question.Page,
            "no RAM: device memory, or nothing at all"
        );

    private IEnumerable<AddressOwner> DirectMap(int pfn)
    {
        if (pfn < parts.Layout.MaxLowPfn)
        {
            var lowmem = parts.Layout.Regions.First(region => region.Kind == MemoryRegionKind.DirectMap);
            var at = AddressQuestion.PageFrom(lowmem.Range.Start + ((long)pfn << PageSize.Shift));
            if (at != question.Page)
            {
                yield return question.Answer(
                    AddressOwnerKind.DirectMap,
                    lowmem.Name,
                    at,
                    "the same page in the direct map"
                );
            }
        }
    }

    // kmalloc takes low memory only.
    private IEnumerable<AddressOwner> Object(int pfn)
    {
        if (pfn < parts.Layout.MaxLowPfn && parts.Slab.ObjectAt(question.Physical) is { } found)
        {
            var isLarge = found.Cache.Length == 0;
            yield return question.Answer(
                AddressOwnerKind.SlabObject,
                isLarge ? "kmalloc" : found.Cache,
                AddressRange.OfSize(parts.Layout.PageOffset + found.Address, found.Size),
                isLarge
                    ? FormattableString.Invariant(
                        $"a block of {found.Size} bytes that kmalloc took from the page allocator"
                    )
                    : FormattableString.Invariant($"an object of {found.Size} bytes, {found.State}"),
                question.Physical - found.Address
            );
        }
    }
}
