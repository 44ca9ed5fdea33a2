namespace Highmem.Physical;

/// <summary>A CPU's list of single free pages in front of a zone (struct per_cpu_pages), linked through the frames.</summary>
internal sealed class PerCpuList(PageFrames frames, int batch, int low, int high)
{
    /// <summary>The first page; 0 if the list is empty.</summary>
    public int Head { get; private set; }

    /// <summary>The last page; 0 if the list is empty.</summary>
    public int Last { get; private set; }

    /// <summary>Pages in the list.</summary>
    public int Count { get; private set; }

    /// <summary>Pages moved at once between the list and the zone.</summary>
    public int Batch { get; } = batch;

    /// <summary>Below this (2.6.9: at this) the list is refilled.</summary>
    public int Low { get; } = low;

    /// <summary>At this the list is drained.</summary>
    public int High { get; } = high;

    /// <summary>The pages, first to last.</summary>
    public IEnumerable<int> Pages
    {
        get
        {
            for (var pfn = Head; pfn != 0; pfn = frames.Next(pfn))
            {
                yield return pfn;
            }
        }
    }

    /// <summary>Adds a page in front, behind another, or (with <paramref name="after"/> the last) at the end.</summary>
    public void Insert(int pfn, int after, MigrateType type)
    {
        var next = after == 0 ? Head : frames.Next(after);
        frames.Next(pfn) = next;
        frames.Previous(pfn) = after;
        if (after == 0)
        {
            Head = pfn;
        }
        else
        {
            frames.Next(after) = pfn;
        }

        if (next == 0)
        {
            Last = pfn;
        }
        else
        {
            frames.Previous(next) = pfn;
        }

        frames.SetUse(pfn, FrameUse.PerCpu);
        frames.SetListType(pfn, type);
        Count++;
    }

    /// <summary>Adds a page at the end.</summary>
    public void Append(int pfn, MigrateType type) => Insert(pfn, Last, type);

    /// <summary>Takes a page out.</summary>
    public int Remove(int pfn)
    {
        var (before, after) = (frames.Previous(pfn), frames.Next(pfn));
        if (before == 0)
        {
            Head = after;
        }
        else
        {
            frames.Next(before) = after;
        }

        if (after == 0)
        {
            Last = before;
        }
        else
        {
            frames.Previous(after) = before;
        }

        frames.ClearBlock(pfn);
        Count--;
        return pfn;
    }

    /// <summary>The page nearest the front (for a cold one, the end) of a migrate type; 0 if there is none.</summary>
    public int Find(MigrateType type, bool cold)
    {
        var pfn = cold ? Last : Head;
        while (pfn != 0 && frames.ListType(pfn) != type)
        {
            pfn = cold ? frames.Previous(pfn) : frames.Next(pfn);
        }

        return pfn;
    }
}
