using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Machine.Audit;

/// <summary>Counts all slabs and objects of kmalloc once more, from the slabs' own chains.</summary>
internal sealed class SlabAudit(BootSequence parts, Action<string, string, string, string> report)
{
    private readonly HashSet<ObjectRef> waiting = [];
    private readonly HashSet<long> managements = [];

    /// <summary>Checks all, and claims the frames of slabs by <paramref name="claim"/>.</summary>
    public void Run(Action<int> claim)
    {
        foreach (var entry in parts.Slab.Caches.SelectMany(c => c.Waiting))
        {
            if (!waiting.Add(entry) || entry.Slab.Links[entry.Index] != ObjectSlab.Waiting)
            {
                report("object in one place", Name(entry.Slab, entry.Index), "in one array once", "not so");
            }
        }

        var allocated = new Dictionary<KmallocCache, long>();
        foreach (var slab in parts.Slab.Slabs)
        {
            CheckFrames(slab, claim);
            allocated[slab.Cache] = allocated.GetValueOrDefault(slab.Cache) + CheckObjects(slab);
            if (slab.Cache.Fault(slab) is { } fault)
            {
                report("slab in its list", Name(slab, 0), "as its count of objects says", fault);
            }
        }

        foreach (var cache in parts.Slab.Caches)
        {
            Check("objects in use", cache.Name, allocated.GetValueOrDefault(cache), cache.Allocated);
        }
    }

    private void CheckFrames(ObjectSlab slab, Action<int> claim)
    {
        for (var pfn = slab.Pfn; pfn < slab.Pfn + slab.Pages; pfn++)
        {
            var isOwn = parts.Frames.Use(pfn) == FrameUse.Slab && parts.Frames.Next(pfn) == slab.Id;
            if (!isOwn || pfn >= parts.Layout.MaxLowPfn)
            {
                report("slab frames", "pfn " + Text(pfn), "a low frame of this slab", parts.Frames.Use(pfn).ToString());
            }

            claim(pfn);
        }

        var first = (long)slab.Pfn << PageSize.Shift;
        var end = first + ((long)slab.Pages << PageSize.Shift);
        if (slab.Start < first || slab.AddressOf(slab.Objects) > end)
        {
            report("objects in slab", Name(slab, 0), "inside its pages", "not so");
        }

        if (slab.Management >= 0 && !managements.Add(slab.Management))
        {
            report("management in one place", Name(slab, 0), "of one slab", "of two");
        }
    }

    // Each object is free once, or waits in an array, or is in use; what is in use is returned.
    private long CheckObjects(ObjectSlab slab)
    {
        var isFree = new bool[slab.Objects];
        var free = 0;
        var first = slab.Cache is UnqueuedCache unqueued ? unqueued.FirstFree(slab) : slab.FirstFree;
        for (var i = first; i >= 0; i = slab.Links[i])
        {
            if (i >= slab.Objects || isFree[i])
            {
                report("object free once", Name(slab, Math.Min(i, slab.Objects)), "in the chain once", "not so");
                break;
            }

            isFree[i] = true;
            free++;
        }

        var used = 0;
        for (var i = 0; i < slab.Objects; i++)
        {
            if (slab.Links[i] is ObjectSlab.Used or ObjectSlab.Held)
            {
                used++;
            }
            else if (isFree[i] == waiting.Contains(new(slab, i)))
            {
                report("object in one place", Name(slab, i), "free, or in an array", isFree[i] ? "both" : "neither");
            }
        }

        // A slab that a CPU holds counts all of its objects as in use.
        var isHeld = slab.Cache is UnqueuedCache holder && holder.Held == slab;
        Check("inuse", Name(slab, 0), isHeld ? slab.Objects : slab.Objects - free, slab.InUse);
        return used;
    }

    private void Check(string invariant, string subject, long expected, long found)
    {
        if (expected != found)
        {
            report(invariant, subject, Text(expected), Text(found));
        }
    }

    private static string Name(ObjectSlab slab, int index) =>
        FormattableString.Invariant($"{slab.Cache.Name} 0x{slab.AddressOf(index):x8}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
