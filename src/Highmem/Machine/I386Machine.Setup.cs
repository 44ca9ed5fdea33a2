using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Physical;
using Highmem.Vmalloc;

namespace Highmem.Machine;

// A machine with the areas of another.
public sealed partial class I386Machine
{
    private const int LargestVmallocOption = 1024;
    private const int OptionStep = 8;

    /// <summary>
    /// Places areas where another machine has them: vmalloc areas get pages of their own, vmap areas pages of
    /// alloc_pages, ioremap areas their device memory.
    /// </summary>
    /// <param name="plans">The areas, which do not overlap.</param>
    /// <returns>The list of areas as it is then: those that were freed lazily are not in it, and an area of pages that
    /// the other kernel did not need is.</returns>
    /// <exception cref="VmallocSetupException">
    /// It cannot be done: the machine has areas already, one lies outside the window or maps what is RAM here, or pages
    /// run out. What was placed until then is freed again.
    /// </exception>
    public IReadOnlyList<VmArea> SetUpVmalloc(IReadOnlyCollection<VmAreaPlan> plans)
    {
        lock (gate)
        {
            CheckSetup(plans);
            try
            {
                SetUpAll(plans);
            }
            catch (VmallocSetupException)
            {
                UndoSetup();
                throw;
            }

            return GetVmList();
        }
    }

    private void SetUpAll(IReadOnlyCollection<VmAreaPlan> plans)
    {
        var rest = plans.OrderBy(p => p.Address).ToList();
        foreach (var plan in plans.OrderBy(p => p.Address))
        {
            // A pages array that is listed comes with its area.
            if (rest.Remove(plan))
            {
                SetUp(plan, rest);
            }
        }
    }

    private void CheckSetup(IReadOnlyCollection<VmAreaPlan> plans)
    {
        if (parts.Vmalloc.Nodes.Any())
        {
            throw new VmallocSetupException(
                parts.Vmalloc.Nodes.Any(area => !area.IsLazy)
                    ? $"{Name} has areas already, which may lie where those of the dump do; free them, or boot a machine for it."
                    : $"{Name} has areas that wait for the purge and keep their addresses until then; call Invoke-VmPurge first."
            );
        }

        foreach (var plan in plans)
        {
            if (plan.Address < VmallocStart || plan.Address + plan.Size > VmallocEnd)
            {
                var (low, high) = (plans.Min(p => p.Address), plans.Max(p => p.Address + p.Size));
                throw new VmallocSetupException(
                    $"The area {plan.Address}-{plan.Address + plan.Size} lies outside the vmalloc window of {Name}, {VmallocStart} to {VmallocEnd}. {Suggest(low, high)}"
                );
            }
        }
    }

    // Frees what has been placed, as vfree, vunmap and iounmap do, and purges, so that its addresses are free too.
    private void UndoSetup()
    {
        foreach (var area in parts.Vmalloc.Live.Where(a => a.PagesOf is null).ToList())
        {
            if (area.Physical >= 0)
            {
                parts.Ioremap.Memtypes.Free(area.Physical, area.Physical + area.Usable.Size);
            }

            var frames = area.Mapped;
            parts.Vmalloc.FreeArea(area);
            Array.ForEach(frames, FreeSetupPage);
        }

        if (parts.Vmalloc.Areas.IsLazy)
        {
            parts.Vmalloc.Areas.Purge();
        }
    }

    private void FreeSetupPage(int pfn)
    {
        pageCallers.Remove(pfn);
        parts.Pages.Free(pfn, 0);
    }

    // Which option would give a window for all areas.
    private string Suggest(VirtualAddress low, VirtualAddress high)
    {
        for (var megabytes = OptionStep; megabytes <= LargestVmallocOption; megabytes += OptionStep)
        {
            var option = FormattableString.Invariant($"vmalloc={megabytes}M");
            if (Fits(options with { CommandLine = $"{CommandLine} {option}".TrimStart() }, low, high))
            {
                return $"It would fit with {option} on the command line.";
            }
        }

        for (var megabytes = LargestVmallocOption; megabytes > 0; megabytes -= OptionStep)
        {
            if (Fits(options with { Map = E820Map.FromMemorySize((long)megabytes << 20) }, low, high))
            {
                return FormattableString.Invariant($"It would fit a machine with {megabytes} MB of memory.");
            }
        }

        return "Neither vmalloc= nor another memory size alone would fit it: choose the kernel, -Highmem or -MemorySplit of that machine.";
    }

    private static bool Fits(MachineOptions other, VirtualAddress low, VirtualAddress high)
    {
        try
        {
            var layout = other.Kernel.ComputeLayout(other.ToConfig(), other.Map, other.CommandLine, other.Cpu);
            return layout.VmallocStart <= low && high <= layout.VmallocEnd;
        }
        catch (Exception problem) when (problem is BootException or ArgumentException)
        {
            return false; // no such machine
        }
    }

    private void SetUp(VmAreaPlan plan, List<VmAreaPlan> rest)
    {
        var places = parts.Vmalloc.Areas.Places;
        var array = HasArea(plan) ? FindArray(plan, rest) : null;
        var room = HasArea(plan) ? array?.Address ?? FindRoomForArray(plan, rest) : (VirtualAddress?)null;
        rest.RemoveAll(p => p == array);
        places.Enqueue(plan.Address);
        if (room is { } place)
        {
            places.Enqueue(place);
        }

        var reason =
            plan.Size <= PageSize.Bytes ? "its only page would be the guard page. Leave the line out."
            : plan.Flags.HasFlag(VmFlags.Ioremap) ? SetUpIoremap(plan)
            : plan.Flags.HasFlag(VmFlags.Map) && Profile.Vmalloc.HasVmap ? SetUpVmap(plan)
            : SetUpPages(plan);
        places.Clear();
        if (reason.Length > 0)
        {
            throw new VmallocSetupException(
                $"The area {plan.Address}-{plan.Address + plan.Size} cannot be set up on {Name}: {reason}"
            );
        }
    }

    private string SetUpPages(VmAreaPlan plan)
    {
        var variant =
            plan.Flags.HasFlag(VmFlags.UserMap) && Profile.Vmalloc.Variants.Contains(VmallocVariant.VmallocUser)
                ? VmallocVariant.VmallocUser
                : VmallocVariant.Vmalloc;
        var area = parts.Vmalloc.Allocate(plan.Size - PageSize.Bytes, variant, plan.Caller, out var failure);
        if (area is not null && plan.IsLazy)
        {
            parts.Vmalloc.FreeArea(area);
        }

        return area is null ? $"{new VmallocOutcome(null, failure, []).Reason}." : "";
    }

    private string SetUpVmap(VmAreaPlan plan)
    {
        var frames = new int[(int)(plan.Size >> PageSize.Shift) - 1];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = parts.Pages.Allocate(GfpKernel | GfpFlags.Highmem, 0, FrameUse.Pages);
            if (frames[i] == 0)
            {
                Array.ForEach(frames[..i], FreeSetupPage);
                return $"{new VmallocOutcome(null, VmallocFailure.OutOfPages, []).Reason}.";
            }

            pageCallers[frames[i]] = plan.Caller;
        }

        if (parts.Vmalloc.Map(frames, plan.Caller, out var failure) is not null)
        {
            return "";
        }

        Array.ForEach(frames, FreeSetupPage);
        return $"{new VmallocOutcome(null, failure, []).Reason}.";
    }

    private string SetUpIoremap(VmAreaPlan plan)
    {
        if (plan.Physical is not { } physical)
        {
            return "the line has no phys=, or one of 64 GB or more, so what it maps is not known here.";
        }

        var mode = Profile.Vmalloc.Ioremap.Modes[0];
        var size = plan.Size - PageSize.Bytes;
        parts.Ioremap.Map(PageSize.AlignDown((long)physical), size, mode, plan.Caller, out var area, out var failure);
        return failure != IoremapFailure.None
                ? $"ioremap of {physical} is refused ({failure}). Where it is RAM here but not there, give that machine's map: -BootLog or -E820."
            : area is null
                ? $"{physical} is in the ISA hole, for which this kernel's ioremap returns the direct map. Leave the line out."
            : "";
    }

    // Whether vmalloc takes an area of its own for the list of this one's pages.
    private bool HasArea(VmAreaPlan plan) =>
        plan.Flags.HasFlag(VmFlags.Alloc) && Profile.Vmalloc.PagesArray.IsArea(Pages(plan));

    // The lowest place that the areas which are still to come leave free.
    private VirtualAddress FindRoomForArray(VmAreaPlan plan, List<VmAreaPlan> rest)
    {
        var size = ArraySize(plan);
        var gap = parts.Vmalloc.Areas.GapAfterArea;
        var at = (long)VmallocStart;
        var taken = rest.Append(plan)
            .Select(p => (Start: (long)p.Address, p.Size))
            .Concat(parts.Vmalloc.Nodes.Select(a => (Start: (long)a.Address, a.Size)))
            .Order();
        foreach (var (start, bytes) in taken)
        {
            if (at + size <= start)
            {
                break;
            }

            at = start + bytes + gap;
        }

        return at + size <= (long)VmallocEnd
            ? VirtualAddress.FromEnd(at)
            : throw new VmallocSetupException(
                $"The area {plan.Address}-{plan.Address + plan.Size} cannot be set up on {Name}: {new VmallocOutcome(null, VmallocFailure.NoSpaceForPagesArray, []).Reason}."
            );
    }

    private static VmAreaPlan? FindArray(VmAreaPlan plan, List<VmAreaPlan> plans)
    {
        var size = ArraySize(plan);
        return plans.Find(p =>
            p != plan && p.Flags.HasFlag(VmFlags.Alloc) && p.Size == size && p.Address > plan.Address
        );
    }

    private static long ArraySize(VmAreaPlan plan) =>
        PageSize.AlignUp(PagesArrayPolicy.BytesFor(Pages(plan))) + PageSize.Bytes;

    private static long Pages(VmAreaPlan plan) => (plan.Size >> PageSize.Shift) - 1;
}
