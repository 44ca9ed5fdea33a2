using System.Runtime.CompilerServices;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>
/// A CPU's view of memory in kernel mode: translations come from its TLB or, where that has none, from walking the
/// tables that CR3 points at, which sets Accessed and Dirty there. Read-only pages are honoured (CR0.WP is set on every
/// CPU since the 486).
/// </summary>
internal sealed class Mmu
{
    private const ulong ReadyForWrite = (ulong)(EntryBits.Writable | EntryBits.Dirty);
    private readonly PhysicalMemory ram;
    private readonly PageTables kernelTables;
    private readonly VirtualAddress pageOffset;

    /// <summary>A CPU's memory unit, with an empty TLB.</summary>
    /// <param name="cpu">The CPU's number.</param>
    /// <param name="ram">The memory.</param>
    /// <param name="kernelTables">The kernel's tables (init_mm), which CR3 points at first.</param>
    /// <param name="pageOffset">Where the kernel's part of the address space begins.</param>
    /// <param name="geometry">The shape of the TLB.</param>
    public Mmu(int cpu, PhysicalMemory ram, PageTables kernelTables, VirtualAddress pageOffset, TlbGeometry geometry)
    {
        Cpu = cpu;
        this.ram = ram;
        this.kernelTables = kernelTables;
        this.pageOffset = pageOffset;
        Tables = kernelTables;
        Tlb = new Tlb(geometry, kernelTables.PmdShift);
    }

    /// <summary>The CPU's number.</summary>
    public int Cpu { get; }

    /// <summary>The tables that CR3 points at.</summary>
    public PageTables Tables { get; private set; }

    public Tlb Tlb { get; }

    /// <summary>What the kernel does about a fault; null if it can do nothing.</summary>
    public PageFaultHandler? FaultHandler { get; set; }

    /// <summary>Translations that the TLB had.</summary>
    public long Hits { get; private set; }

    /// <summary>Translations for which the tables had to be walked.</summary>
    public long Misses { get; private set; }

    /// <summary>Accesses through translations that the page tables no longer hold, or that the kernel has given up.</summary>
    public long StaleAccesses { get; private set; }

    /// <summary>Loads CR3: all translations go but the global ones.</summary>
    public void LoadCr3(PageTables tables)
    {
        Tables = tables;
        Tlb.FlushNonGlobal();
    }

    /// <summary>Reads bytes at a virtual address.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">What is read.</param>
    /// <param name="reached">Hears of each page that is accessed.</param>
    /// <exception cref="PageFaultException">A page is not mapped. What was read before it stays in the buffer.</exception>
    public void Read(VirtualAddress address, Span<byte> bytes, Action<MemoryAccess>? reached = null)
    {
        while (!bytes.IsEmpty)
        {
            var part = PartInPage(address, bytes.Length);
            var access = Access(address, write: false);
            ram.Read(access.Physical, bytes[..part]);
            reached?.Invoke(access);
            bytes = bytes[part..];
            address += part;
        }
    }

    /// <summary>Writes bytes at a virtual address.</summary>
    /// <exception cref="PageFaultException">
    /// A page is not mapped or read-only. The bytes before it have been written, as by the processor.
    /// </exception>
    public void Write(VirtualAddress address, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = PartInPage(address, bytes.Length);
            ram.Write(Access(address, write: true).Physical, bytes[..part]);
            bytes = bytes[part..];
            address += part;
        }
    }

    /// <summary>Translates for an access, and tells whether the translation was stale.</summary>
    /// <exception cref="PageFaultException">The page is not mapped or read-only.</exception>
    public MemoryAccess Access(VirtualAddress address, bool write)
    {
        var misses = Misses;
        var physical = Translate(address, write);
        var fromTlb = Misses == misses;
        var isStale = (fromTlb && IsOutdated(address, physical)) || IsGivenUp(address);
        StaleAccesses += isStale ? 1 : 0;
        return new MemoryAccess(physical, isStale);
    }

    /// <summary>Translates as the processor does, and gives the physical address.</summary>
    /// <exception cref="PageFaultException">The page is not mapped or read-only.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Translate(VirtualAddress address, bool write)
    {
        var found = Tlb.Find((uint)address.PageNumber);
        if (found == 0 || (write && (found & ReadyForWrite) != ReadyForWrite))
        {
            return TranslateByWalk(address, write);
        }

        Hits++;
        return (long)(found & PageTables.FrameMask) | ((long)address & (PageSize.Bytes - 1));
    }

    /// <summary>Whether the kernel has freed a page's address, although the tables still map it.</summary>
    public Predicate<VirtualAddress> IsGivenUp { get; set; } = _ => false;

    /// <summary>
    /// Whether the tables no longer say so. For the kernel's part the kernel's own tables count: a process may have to
    /// copy from them yet.
    /// </summary>
    public bool IsOutdated(VirtualAddress address, long physical) =>
        (address >= pageOffset ? kernelTables : Tables).Translate(address) != physical;

    // A page fault drops the translation that caused it, so that the access is tried with what the tables say now.
    private long TranslateByWalk(VirtualAddress address, bool write)
    {
        Misses++;
        var walk = Tables.Walk(address);
        while (!Allows(walk, write))
        {
            Tlb.Invalidate((uint)address.PageNumber);
            if (FaultHandler is null || !FaultHandler(this, walk, write))
            {
                // What the kernel changed before it gave up shows in the oops.
                throw new PageFaultException(Tables.Walk(address), write);
            }

            walk = Tables.Walk(address);
        }

        Tlb.Insert(MarkUsed(walk, write));
        return walk.Physical;
    }

    private static bool Allows(in PageWalk walk, bool write) => walk.IsMapped && (!write || walk.IsWritable);

    private static int PartInPage(VirtualAddress address, int length) =>
        Math.Min(length, PageSize.Bytes - (int)((long)address & (PageSize.Bytes - 1)));

    private PageWalk MarkUsed(PageWalk walk, bool write)
    {
        var bits = (ulong)(write ? EntryBits.Accessed | EntryBits.Dirty : EntryBits.Accessed);
        if ((walk.Leaf & bits) != bits)
        {
            walk = walk with { Leaf = walk.Leaf | bits };
            Tables.WriteEntry(walk.LeafAddress, walk.Leaf);
        }

        // PAE's directory-pointer entries have no Accessed bit.
        var (at, entry) = Tables.Pae ? (walk.PmdAddress, walk.Pmd) : (walk.PgdAddress, walk.Pgd);
        if (at != walk.LeafAddress && (entry & (ulong)EntryBits.Accessed) == 0)
        {
            Tables.WriteEntry(at, entry | (ulong)EntryBits.Accessed);
        }

        return walk;
    }
}
