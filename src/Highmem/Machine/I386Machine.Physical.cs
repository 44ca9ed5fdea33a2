using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Machine;

// Pages: taking them, giving them back, and what is left.
public sealed partial class I386Machine
{
    // Who asked for a block, by its first frame.
    private readonly Dictionary<int, string> pageCallers = [];

    /// <summary>The kernel's profile.</summary>
    public KernelProfile Profile => options.Kernel;

    /// <summary>The settings of the zones' marks.</summary>
    public MemoryTunables GetTunables()
    {
        lock (gate)
        {
            return parts.Tunables;
        }
    }

    /// <summary>Changes the settings of the zones' marks, as writing to the kernel's sysctls does.</summary>
    public void SetTunables(MemoryTunables tunables)
    {
        lock (gate)
        {
            parts.Tunables = tunables;
            parts.Pages.SetMarks(tunables, parts.ManagedPages);
        }
    }

    /// <summary>alloc_pages.</summary>
    /// <param name="gfp">The flags; see <see cref="GfpNames"/>.</param>
    /// <param name="order">log2 of the number of pages, from 0 to MAX_ORDER - 1; a larger one is answered with NULL.</param>
    /// <param name="caller">Who asks.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative, or a flag is none of this kernel's.</exception>
    public AllocPagesOutcome AllocPages(GfpFlags gfp, int order, string caller = "alloc_pages")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if ((gfp & ~Profile.Physical.Gfp.Known) != GfpFlags.None)
        {
            throw new ArgumentOutOfRangeException(
                nameof(gfp),
                gfp,
                $"Linux {Kernel} does not know all of these flags."
            );
        }

        lock (gate)
        {
            if (order >= parts.Pages.MaxOrder)
            {
                return new(null, FormattableString.Invariant($"the largest order is {parts.Pages.MaxOrder - 1}"), []);
            }

            var logged = parts.Log.Count;
            var pfn = parts.Pages.Allocate(gfp, order, FrameUse.Pages);
            if (pfn == 0)
            {
                parts.Pages.PrintFailure(TaskFacts.DefaultTask, order, gfp);
                return new(null, WhyNoPages(gfp, order), MessagesSince(logged));
            }

            if ((gfp & GfpFlags.Zero) != GfpFlags.None && (Profile.Physical.Gfp.Known & GfpFlags.Zero) != GfpFlags.None)
            {
                ClearPages(pfn, 1 << order);
            }

            pageCallers[pfn] = caller;
            return new(new PageBlock(this, pfn, order, parts.Pages.ZoneOf(pfn).Name, gfp, caller), "", []);
        }
    }

    /// <summary>free_pages. A mistake changes nothing; where the kernel would corrupt its books, this one refuses.</summary>
    /// <param name="pfn">The first page frame of the block.</param>
    /// <param name="order">The order it was allocated with.</param>
    public FreePagesOutcome FreePages(int pfn, int order)
    {
        lock (gate)
        {
            var logged = parts.Log.Count;
            var (result, reason) = CheckFree(pfn, order);
            if (
                result == FreePagesResult.NotYours
                && parts.Frames.Use(pfn) is FrameUse.Reserved or FrameUse.KernelImage or FrameUse.MemMap
            )
            {
                parts.Pages.PrintReservedPageFreed(TaskFacts.DefaultTask, pfn);
            }

            if (result == FreePagesResult.Freed)
            {
                pageCallers.Remove(pfn);
                parts.Pages.Free(pfn, order);
            }

            return new(result, reason, MessagesSince(logged));
        }
    }

    /// <summary>The figures of /proc/meminfo.</summary>
    public MemoryInfo GetMemoryInfo()
    {
        lock (gate)
        {
            var vmalloc = GapList.Measure(this, parts.Vmalloc);
            var total = parts.ManagedPages.Sum();
            var highTotal = parts.Pages.Zones[2].Boot.RamPages;
            var (free, highFree) = (parts.Pages.FreePages, HighFreePages);
            var pieces = Layout.DirectMapPieces();
            return new MemoryInfo(this)
            {
                MemTotal = total << PageSize.Shift,
                MemFree = free << PageSize.Shift,
                HighTotal = highTotal << PageSize.Shift,
                HighFree = highFree << PageSize.Shift,
                LowTotal = (total - highTotal) << PageSize.Shift,
                LowFree = (free - highFree) << PageSize.Shift,
                Slab = parts.Slab.SlabPages << PageSize.Shift,
                AnonPages = parts.Processes.All.Sum(p => p.ResidentPages) << PageSize.Shift,
                PageTables = parts.Processes.All.Sum(p => p.PageTables) << PageSize.Shift,
                Bounce = (long)(Profile.Bounce.CountsPages ? parts.Bounce.PagesInUse : 0) << PageSize.Shift,
                VmallocTotal = vmalloc.Total,
                VmallocUsed = vmalloc.Used,
                VmallocChunk = vmalloc.LargestChunk,
                DirectMap4k = pieces.Where(p => !p.Large).Sum(p => p.End - p.Start),
                DirectMapLarge = pieces.Where(p => p.Large).Sum(p => p.End - p.Start),
            };
        }
    }

    private (FreePagesResult Result, string Reason) CheckFree(int pfn, int order)
    {
        if (pfn < 0 || pfn >= parts.Frames.Count || parts.Frames.Use(pfn) == FrameUse.Hole)
        {
            return (FreePagesResult.NoSuchFrame, "there is no RAM behind that page frame");
        }

        var use = parts.Frames.Use(pfn);
        var actual = parts.Frames.BlockOrder(pfn);
        return use switch
        {
            FrameUse.Free or FrameUse.PerCpu => (FreePagesResult.AlreadyFree, "the page is free already"),
            not FrameUse.Pages => (
                FreePagesResult.NotYours,
                $"the page is not from alloc_pages: it is in use as {use}"
            ),
            _ when actual < 0 => (
                FreePagesResult.TailPage,
                "the page lies inside a block; free the block by its first page"
            ),
            _ when actual != order => (
                FreePagesResult.WrongOrder,
                FormattableString.Invariant($"the block was allocated with order {actual}, not {order}")
            ),
            _ => (FreePagesResult.Freed, ""),
        };
    }

    private string WhyNoPages(GfpFlags gfp, int order)
    {
        var zones = parts
            .Pages.ZonesFor(gfp)
            .Select(z =>
                FormattableString.Invariant(
                    $"{z.Name} has {z.Buddy.FreePages} free pages, keeps {z.Marks.Min} back, largest order {LargestOrder(z)}"
                )
            );
        return FormattableString.Invariant($"no zone may give a block of order {order}: {string.Join("; ", zones)}");
    }

    private void ClearPages(int pfn, int count)
    {
        for (var i = 0; i < count; i++)
        {
            parts.Ram.ClearPage(pfn + i);
        }

        parts.Costs.PagesZeroed += count;
    }
}
