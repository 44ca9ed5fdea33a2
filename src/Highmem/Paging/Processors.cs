using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Physical;

namespace Highmem.Paging;

/// <summary>The CPUs' memory units, and how the kernel flushes their TLBs.</summary>
internal sealed class Processors
{
    private readonly Mmu[] all;
    private readonly CpuFeatures features;
    private readonly CostCounters costs;
    private readonly bool neverFlushes;

    /// <summary>All CPUs, with empty TLBs.</summary>
    /// <param name="ram">The memory they share.</param>
    /// <param name="kernelTables">The kernel's tables (init_mm), which all CPUs begin with.</param>
    /// <param name="pageOffset">Where the kernel's part of the address space begins.</param>
    /// <param name="count">CPUs online.</param>
    /// <param name="features">What each of them can do.</param>
    /// <param name="costs">What flushes are counted in.</param>
    /// <param name="neverFlushes">Whether the kernel leaves its flushes of the whole TLB out, for teaching.</param>
    public Processors(
        PhysicalMemory ram,
        PageTables kernelTables,
        VirtualAddress pageOffset,
        int count,
        CpuFeatures features,
        CostCounters costs,
        bool neverFlushes
    )
    {
        all = [.. Enumerable.Range(0, count).Select(cpu => new Mmu(cpu, ram, kernelTables, pageOffset, features.Tlb))];
        this.features = features;
        this.costs = costs;
        this.neverFlushes = neverFlushes;
    }

    /// <summary>How many CPUs there are.</summary>
    public int Count => all.Length;

    /// <summary>What a CPU does after it has dropped all it had (do_flush_tlb_all).</summary>
    public Action<Mmu>? FlushedAll { get; set; }

    /// <summary>The memory units, by CPU.</summary>
    public IReadOnlyList<Mmu> All => all;

    /// <summary>A CPU's memory unit.</summary>
    public Mmu this[int cpu] => all[cpu];

    /// <summary>
    /// flush_tlb_all, and flush_tlb_kernel_range, which is the same on i386: every CPU drops all it has, by toggling
    /// CR4.PGE, or by loading CR3 if it knows no global pages.
    /// </summary>
    public void FlushAll()
    {
        if (neverFlushes)
        {
            return;
        }

        costs.TlbFlushes++;
        foreach (var mmu in all)
        {
            FlushCpu(mmu);
            FlushedAll?.Invoke(mmu);
        }
    }

    /// <summary>__flush_tlb_one: one CPU drops the translation of one page (INVLPG).</summary>
    public void FlushOne(Mmu mmu, VirtualAddress address)
    {
        costs.TlbFlushesOne++;
        mmu.Tlb.Invalidate((uint)address.PageNumber);
    }

    // __flush_tlb_all: one CPU drops all it has.
    private void FlushCpu(Mmu mmu)
    {
        if (features.Pge)
        {
            mmu.Tlb.FlushAll();
        }
        else
        {
            mmu.LoadCr3(mmu.Tables);
        }
    }
}
