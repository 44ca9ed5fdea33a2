using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Processes;

/// <summary>A process's address space (mm_struct): its directory and what is mapped in it.</summary>
internal sealed class UserSpace(int pid, string name, PageTables tables)
{
    private readonly List<UserArea> areas = [];

    public int Pid { get; } = pid;
    public string Name { get; } = name;
    public PageTables Tables { get; } = tables;

    /// <summary>In address order.</summary>
    public IReadOnlyList<UserArea> Areas => areas;

    /// <summary>Pages of its own (rss).</summary>
    public long ResidentPages { get; set; }

    /// <summary>Page tables of its own.</summary>
    public long PageTables { get; set; }

    /// <summary>Page faults that gave it a page (min_flt).</summary>
    public long MinorFaults { get; set; }

    /// <summary>Page faults that brought an entry of the kernel's directory into its own.</summary>
    public long VmallocFaults { get; set; }

    /// <summary>The area an address lies in (find_vma).</summary>
    public UserArea? AreaAt(VirtualAddress address) => areas.Find(area => area.Contains(address));

    /// <summary>An area that has a page in common with a range.</summary>
    public UserArea? AreaIn(VirtualAddress start, VirtualAddress end) =>
        areas.Find(area => area.Start < end && start < area.End);

    public void Add(UserArea area)
    {
        var index = areas.FindIndex(other => other.Start > area.Start);
        areas.Insert(index < 0 ? areas.Count : index, area);
    }

    public void ClearAreas() => areas.Clear();
}
