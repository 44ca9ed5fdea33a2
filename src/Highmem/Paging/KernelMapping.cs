using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Layout;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>
/// Builds the kernel's page tables at boot (paging_init): the direct map, and empty tables under the fixmap and the
/// kmap slots. The directory lies in the kernel image; tables come from boot memory.
/// </summary>
internal sealed class KernelMapping
{
    private readonly MemoryLayout layout;
    private readonly PagingRules rules;
    private readonly KernelImage image;
    private readonly PhysicalMemory ram;
    private readonly BootMemory memory;
    private readonly PageTables tables;

    private KernelMapping(
        MemoryLayout layout,
        PagingRules rules,
        KernelImage image,
        PhysicalMemory ram,
        BootMemory memory,
        CpuFeatures cpu
    )
    {
        this.layout = layout;
        this.rules = rules;
        this.image = image;
        this.ram = ram;
        this.memory = memory;
        PageFlags = EntryBits.Kernel | (cpu.Pge ? EntryBits.Global : EntryBits.None);
        tables = new PageTables(ram, rules.PageDirectory(image), layout.Config.Pae);
    }

    /// <summary>PAGE_KERNEL: 0x163, without global pages 0x063.</summary>
    public EntryBits PageFlags { get; }

    /// <summary>Builds everything.</summary>
    public static (PageTables Tables, EntryBits PageFlags) Build(
        MemoryLayout layout,
        PagingRules rules,
        KernelImage image,
        PhysicalMemory ram,
        BootMemory memory,
        CpuFeatures cpu
    )
    {
        var mapping = new KernelMapping(layout, rules, image, ram, memory, cpu);
        if (layout.Config.Pae)
        {
            mapping.AddMiddleDirectories();
        }

        mapping.MapLowMemory();
        mapping.MapFixedAddresses();
        if (layout.Config.HasHighmem)
        {
            mapping.AddTables(layout.PkmapBase, layout.PkmapEnd);
        }

        return (mapping.tables, mapping.PageFlags);
    }

    // With PAE every directory-pointer entry of the kernel half gets its PMD; processes share it.
    private void AddMiddleDirectories()
    {
        for (var index = (long)layout.PageOffset >> 30; index < 4; index++)
        {
            var pfn = NewTable(rules.BootTablesGoal);
            tables.WriteEntry(tables.Pgd + (index << 3), PageTables.Entry(pfn, EntryBits.Present));
        }
    }

    private void MapLowMemory()
    {
        var goal = rules.FirstTableBehindImage ? image.End : 0;
        foreach (var (start, end, large) in layout.DirectMapPieces())
        {
            var step = large ? layout.LargePageBytes : PageSize.Bytes;
            for (var physical = start; physical < end; physical += step)
            {
                var address = layout.PageOffset + physical;
                if (large)
                {
                    var entry = PageTables.Entry((int)(physical >> PageSize.Shift), PageFlags | EntryBits.LargePage);
                    tables.WriteEntry(tables.PmdEntryAddress(address), entry);
                }
                else
                {
                    EnsureTable(address, Math.Max(goal, rules.BootTablesGoal));
                    goal = 0;
                    tables.WriteEntry(
                        tables.PteAddress(address),
                        PageTables.Entry((int)(physical >> PageSize.Shift), PageFlags)
                    );
                }
            }
        }
    }

    private void MapFixedAddresses()
    {
        AddTables(PageSize.AlignDown((long)layout.Fixmap.BootStart, layout.LargePageBytes), VirtualAddress.EndOfSpace);
        MapDevice("APIC_BASE", layout.Config.LocalApic, 0xFEE00000);
        MapDevice("IO_APIC_BASE", layout.Config.IoApic, 0xFEC00000);
    }

    private void MapDevice(string name, bool configured, long physical)
    {
        if (configured && layout.Fixmap.IndexOf(name) is { } index)
        {
            var entry = PageTables.Entry((int)(physical >> PageSize.Shift), PageFlags | rules.NoCacheFlags);
            tables.WriteEntry(tables.PteAddress(layout.Fixmap.AddressOf(index)), entry);
        }
    }

    private void AddTables(VirtualAddress start, VirtualAddress end)
    {
        for (var at = (long)start; at < (long)end; at += layout.LargePageBytes)
        {
            EnsureTable(VirtualAddress.FromEnd(at), rules.BootTablesGoal);
        }
    }

    private void EnsureTable(VirtualAddress address, long goal)
    {
        if (tables.PteAddress(address) < 0)
        {
            tables.SetTable(address, NewTable(goal), rules.BootTableFlags);
        }
    }

    private int NewTable(long goal)
    {
        var pfn = memory.Allocate(1, goal, FrameUse.PageTable);
        ram.ClearPage(pfn);
        return pfn;
    }
}
