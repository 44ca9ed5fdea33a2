using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Paging;

namespace Highmem.Machine;

// The CPUs' TLBs.
public sealed partial class I386Machine
{
    /// <summary>What a CPU has in its TLB, set by set, the latest used first; entries for large pages come last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public IReadOnlyList<TlbEntry> GetTlbEntries(int cpu)
    {
        lock (gate)
        {
            var mmu = MmuOf(cpu);
            return [.. mmu.Tlb.Entries.Select(entry => new TlbEntry(this, cpu, entry, IsStale(mmu, entry)))];
        }
    }

    /// <summary>Makes a CPU drop everything in its TLB, as toggling CR4.PGE does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public void ClearTlb(int cpu)
    {
        lock (gate)
        {
            MmuOf(cpu).Tlb.FlushAll();
        }
    }

    /// <summary>Makes a CPU drop what is not global, as loading CR3 does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public void ClearNonGlobalTlb(int cpu)
    {
        lock (gate)
        {
            MmuOf(cpu).Tlb.FlushNonGlobal();
        }
    }

    /// <summary>Makes a CPU drop the translation of one page, as INVLPG does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public void ClearTlb(int cpu, VirtualAddress address)
    {
        lock (gate)
        {
            MmuOf(cpu).Tlb.Invalidate((uint)address.PageNumber);
        }
    }

    private static bool IsStale(Mmu mmu, (int Set, int Age, uint Page, ulong Value, bool Large) entry)
    {
        var address = VirtualAddress.FromPage((int)entry.Page);
        return mmu.IsOutdated(address, (long)(entry.Value & PageTables.FrameMask)) || mmu.IsGivenUp(address);
    }
}
