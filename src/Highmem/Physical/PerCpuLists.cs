namespace Highmem.Physical;

/// <summary>The lists of single free pages of CPU 0, where all tasks run, in front of a zone.</summary>
internal abstract class PerCpuLists(Zone zone)
{
    /// <summary>The list that freed pages go to; where there are two, the hot one.</summary>
    public abstract PerCpuList Hot { get; }

    /// <summary>The list of cold pages; null where there is one list only.</summary>
    public virtual PerCpuList? Cold => null;

    /// <summary>Pages in the lists.</summary>
    public int Pages => Hot.Count + (Cold?.Count ?? 0);

    protected Zone Zone { get; } = zone;

    /// <summary>Takes a page; 0 if there is none.</summary>
    public abstract int Take(MigrateType type, bool cold);

    /// <summary>Gives a page back.</summary>
    public abstract void Give(int pfn);

    /// <summary>How many of the pages that boot gives back one by one are in the list in the end.</summary>
    public abstract int KeptOf(int total);

    /// <summary>Gives a batch of the oldest pages of a list to the zone.</summary>
    protected void Drain(PerCpuList list)
    {
        for (var i = 0; i < list.Batch && list.Count > 0; i++)
        {
            Zone.TakeBack(list, list.Last);
        }
    }
}
