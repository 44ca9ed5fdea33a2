using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>Shows page frames, a stretch at a time, so that millions stream and others may work between.</summary>
internal sealed class FrameList(
    IMemorySource source,
    BootSequence parts,
    IReadOnlyDictionary<int, string> callers,
    object gate
)
{
    private const int Stretch = 4096;

    public IEnumerable<PageFrame> Range(int first, int end)
    {
        for (var at = first; at < end; at += Stretch)
        {
            foreach (var frame in Snapshot(at, Math.Min(at + Stretch, end)))
            {
                yield return frame;
            }
        }
    }

    private List<PageFrame> Snapshot(int first, int end)
    {
        lock (gate)
        {
            var owners = OwnersByFrame(first, end);
            var frames = new List<PageFrame>(end - first);
            for (var pfn = first; pfn < end; pfn++)
            {
                frames.Add(Show(pfn, owners));
            }

            return frames;
        }
    }

    private PageFrame Show(int pfn, Dictionary<int, string> owners)
    {
        var use = parts.Frames.Use(pfn);
        var order = parts.Frames.BlockOrder(pfn);
        var owner = use switch
        {
            FrameUse.Vmalloc or FrameUse.User => owners.GetValueOrDefault(pfn, ""),
            FrameUse.Pages => callers.GetValueOrDefault(pfn, ""),
            _ => "",
        };
        return new PageFrame(source, pfn, parts.Pages.ZoneOf(pfn).Name, use, order < 0 ? null : order, owner);
    }

    // Whom a page belongs to is known from the areas' and the processes' side only.
    private Dictionary<int, string> OwnersByFrame(int first, int end)
    {
        var owners = new Dictionary<int, string>();
        var (hasVmalloc, hasUser) = (false, false);
        for (var pfn = first; pfn < end && !(hasVmalloc && hasUser); pfn++)
        {
            hasVmalloc |= parts.Frames.Use(pfn) == FrameUse.Vmalloc;
            hasUser |= parts.Frames.Use(pfn) == FrameUse.User;
        }

        foreach (var area in hasVmalloc ? parts.Vmalloc.Live.Where(a => a.Flags.HasFlag(VmFlags.Alloc)) : [])
        {
            for (var address = area.Usable.Start; address < area.Usable.End; address += PageSize.Bytes)
            {
                var at = parts.Tables.PteAddress(address);
                var pfn = at < 0 ? -1 : PageTables.PfnOf(parts.Tables.ReadEntry(at));
                if (pfn >= first && pfn < end)
                {
                    owners[pfn] = area.Address.ToString();
                }
            }
        }

        foreach (var space in hasUser ? parts.Processes.All : [])
        {
            foreach (var pfn in space.Areas.SelectMany(area => ProcessTable.PagesOf(space, area)))
            {
                owners[pfn] = space.Name;
            }
        }

        return owners;
    }
}
