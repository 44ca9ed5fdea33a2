using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>
/// The boot-time allocator (bootmem): hands out low memory before the buddy lists exist, first fit from a goal, and
/// then fills those lists with what is left.
/// </summary>
internal sealed class BootMemory(PageFrames frames, int lowEnd)
{
    /// <summary>The frames of the page tables that boot made.</summary>
    public HashSet<int> PageTables { get; } = [];

    /// <summary>Reserves frames that must not be handed out.</summary>
    public void Reserve(int start, int end, FrameUse use)
    {
        for (var pfn = start; pfn < end; pfn++)
        {
            if (frames.Use(pfn) == FrameUse.Free)
            {
                frames.SetUse(pfn, use);
            }
        }
    }

    /// <summary>Takes consecutive pages at or above a goal in bytes, or else anywhere in low memory.</summary>
    /// <exception cref="BootException">Low memory has no such run.</exception>
    public int Allocate(int pages, long goal, FrameUse use)
    {
        var pfn = FindRun(pages, (int)Math.Min(goal >> PageSize.Shift, lowEnd));
        if (pfn == 0)
        {
            pfn = FindRun(pages, 0);
        }

        if (pfn == 0)
        {
            throw new BootException(
                FormattableString.Invariant(
                    $"The kernel runs out of low memory while it boots: {pages} pages for {use} do not fit in {lowEnd >> 8} MB."
                )
            );
        }

        frames.SetUse(pfn, pages, use);
        if (use == FrameUse.PageTable)
        {
            PageTables.UnionWith(Enumerable.Range(pfn, pages));
        }

        return pfn;
    }

    /// <summary>Hands all free frames to the zones, as each kernel's mem_init does.</summary>
    public void ReleaseTo(PageAllocator allocator, BuddyRules rules)
    {
        foreach (var zone in allocator.Zones)
        {
            var isHighmem = zone.Start >= lowEnd;
            zone.Fill(isHighmem, isHighmem && rules.HighmemFilledDescending);
        }
    }

    private int FindRun(int pages, int from)
    {
        for (var start = frames.FindFree(from, lowEnd, free: true); start < lowEnd; )
        {
            var end = frames.FindFree(start, lowEnd, free: false);
            if (end - start >= pages)
            {
                return start;
            }

            start = frames.FindFree(end, lowEnd, free: true);
        }

        return 0;
    }
}
