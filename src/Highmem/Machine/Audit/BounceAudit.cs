using System.Globalization;
using Highmem.Machine.State;
using Highmem.Physical;

namespace Highmem.Machine.Audit;

/// <summary>Finds the pages of bounce buffers once more: those in the pools and those of I/O in flight.</summary>
internal sealed class BounceAudit(BootSequence parts, FrameUse[] claims, Action<string, string, string, string> report)
{
    public void Run()
    {
        foreach (var pool in parts.Bounce.Pools)
        {
            Check(
                "bounce pool",
                pool.IsIsa ? "isa" : "highmem",
                pool.Pages.Count <= pool.Size,
                "no more than its size"
            );
            foreach (var pfn in pool.Pages)
            {
                Claim(pfn, pool.IsIsa);
            }
        }

        var inUse = 0;
        foreach (var request in parts.Bounce.Requests.Where(r => r.BouncePfn != 0))
        {
            inUse++;
            Claim(request.BouncePfn, request.Pool!.IsIsa);
        }

        Check("NR_BOUNCE", "bounce", inUse == parts.Bounce.PagesInUse, inUse.ToString(CultureInfo.InvariantCulture));
    }

    private void Claim(int pfn, bool isIsa)
    {
        var end = isIsa ? parts.Pages.Zones[0].End : parts.Layout.MaxLowPfn;
        var subject = FormattableString.Invariant($"pfn {pfn}");
        Check("bounce page", subject, pfn < end, "memory that the device reaches");
        var isOwn = claims[pfn] == FrameUse.Free && parts.Frames.Use(pfn) == FrameUse.BounceBuffer;
        Check("page owned once", subject, isOwn, "a frame of its own for bouncing");
        claims[pfn] = FrameUse.BounceBuffer;
    }

    private void Check(string invariant, string subject, bool holds, string expected)
    {
        if (!holds)
        {
            report(invariant, subject, expected, "not so");
        }
    }
}
