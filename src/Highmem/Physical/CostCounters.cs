namespace Highmem.Physical;

/// <summary>What operations have cost the kernel so far. They only grow, and depend on nothing but the commands.</summary>
internal sealed class CostCounters
{
    /// <summary>Areas looked at while searching vmalloc space and while inserting into its list.</summary>
    public long NodesScanned { get; set; }

    /// <summary>Page-table entries set or cleared.</summary>
    public long PtesWritten { get; set; }

    /// <summary>Page-table pages allocated after boot.</summary>
    public long PageTablePages { get; set; }

    /// <summary>Flushes of the whole TLB on all CPUs (flush_tlb_all).</summary>
    public long TlbFlushes { get; set; }

    /// <summary>Flushes of one page from the TLB of one CPU (__flush_tlb_one).</summary>
    public long TlbFlushesOne { get; set; }

    /// <summary>Loads of CR3 to change the address space.</summary>
    public long Cr3Loads { get; set; }

    /// <summary>Slots of kmap looked at while searching a free one.</summary>
    public long PkmapSlotsScanned { get; set; }

    /// <summary>Passes over all slots of kmap that release those without users (flush_all_zero_pkmaps).</summary>
    public long PkmapFlushes { get; set; }

    /// <summary>Times that a task went to sleep in kmap.</summary>
    public long KmapSleeps { get; set; }

    /// <summary>Pages cleared.</summary>
    public long PagesZeroed { get; set; }

    /// <summary>Purges of lazily freed vmalloc areas.</summary>
    public long Purges { get; set; }

    /// <summary>Page faults that brought a directory entry of the kernel into a process (vmalloc_fault).</summary>
    public long VmallocFaults { get; set; }

    /// <summary>Page faults that gave a process a page.</summary>
    public long MinorFaults { get; set; }

    /// <summary>Kernel-mode page faults that ended in an oops.</summary>
    public int Oopses { get; set; }
}
