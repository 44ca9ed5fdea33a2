using Highmem.Kernel;

namespace Highmem.Physical;

/// <summary>A zone of page frames and its free blocks. Watermarks and per-CPU lists belong here when they come.</summary>
internal sealed class Zone(BootZone boot, int index, PageFrames frames, BuddyRules rules)
{
    public string Name { get; } = boot.Name;

    /// <summary>0 for DMA, 1 for Normal, 2 for HighMem.</summary>
    public int Index { get; } = index;

    /// <summary>First page frame.</summary>
    public int Start { get; } = (int)boot.StartPfn;

    /// <summary>One past the last page frame.</summary>
    public int End { get; } = (int)boot.EndPfn;

    /// <summary>Whether the zone has no frame; such a zone is in no zonelist.</summary>
    public bool IsEmpty => Start == End;

    public BuddyAllocator Buddy { get; } = new(frames, rules, (int)boot.StartPfn, (int)boot.EndPfn);

    public bool Contains(int pfn) => Start <= pfn && pfn < End;
}
