using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Machine;

/// <summary>Finds out how much more vmalloc a machine could give, by trying it on copies of its state.</summary>
internal sealed class VmallocLimitSearch(I386Machine machine, BootSequence state, VmallocVariant variant)
{
    /// <summary>The largest request that succeeds; of 0 bytes if none does.</summary>
    public VmallocLimit Largest(CancellationToken stop)
    {
        // No more than there are addresses or pages: one page more fails for sure.
        var limit = (int)Math.Min(machine.MaxPfn, VirtualAddress.EndOfSpace.PageNumber) + 1;
        var largest = 0;
        foreach (var (first, last) in ArrayClasses(limit).Reverse())
        {
            if (Succeeds(first, stop))
            {
                largest = Last(first, last, stop);
                break;
            }
        }

        var copy = StateCopy.Of(state);
        if (largest == 0 || copy.Vmalloc.Allocate(Bytes(largest), variant, "", out _) is null)
        {
            (copy, largest) = (StateCopy.Of(state), 0);
        }

        var next = StateCopy.Of(state);
        next.Vmalloc.Allocate(Bytes(largest + 1), variant, "", out var failure);
        return Result(copy, Bytes(largest), largest > 0 ? 1 : 0, failure, largest + 1);
    }

    /// <summary>How many areas of a size there is room for.</summary>
    public VmallocLimit Count(long size, int most, Action<int>? progress, CancellationToken stop)
    {
        var copy = StateCopy.Of(state);
        var count = 0;
        var failure = VmallocFailure.None;
        while (count < most && copy.Vmalloc.Allocate(size, variant, "", out failure) is not null)
        {
            stop.ThrowIfCancellationRequested();
            count++;
            progress?.Invoke(count);
        }

        return Result(copy, size, count, failure, (int)PageSize.PagesFor(size));
    }

    // With a fixed kind of pages array a larger request never fits where a smaller one does not. But a cache of kmalloc
    // may have an object left when a smaller one has none.
    private IEnumerable<(int First, int Last)> ArrayClasses(int limit)
    {
        var first = 1;
        for (var pages = 2; pages <= limit + 1; pages++)
        {
            if (pages > limit || ArrayClass(pages) != ArrayClass(first))
            {
                yield return (first, pages - 1);
                first = pages;
            }
        }
    }

    private int ArrayClass(int pages) =>
        machine.Profile.Vmalloc.PagesArray.KindFor(pages, machine.Profile.Slab.KmallocSizes);

    private int Last(int good, int last, CancellationToken stop)
    {
        var bad = last + 1;
        while (bad - good > 1)
        {
            var middle = good + ((bad - good) / 2);
            (good, bad) = Succeeds(middle, stop) ? (middle, bad) : (good, middle);
        }

        return good;
    }

    private bool Succeeds(int pages, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return StateCopy.Of(state).Vmalloc.Allocate(Bytes(pages), variant, "", out _) is not null;
    }

    private VmallocLimit Result(BootSequence copy, long size, int areas, VmallocFailure failure, int nextPages) =>
        new(machine)
        {
            Variant = variant,
            Size = size,
            Areas = areas,
            StoppedBy = failure switch
            {
                VmallocFailure.None => VmallocLimitKind.None,
                VmallocFailure.InvalidSize => VmallocLimitKind.RequestSize,
                VmallocFailure.OutOfPages => VmallocLimitKind.Pages,
                VmallocFailure.OutOfVmallocSpace or VmallocFailure.NoSpaceForPagesArray or VmallocFailure.WrapsAround =>
                    VmallocLimitKind.AddressSpace,
                VmallocFailure.NoPagesArray when IsTooLargeForKmalloc(nextPages) => VmallocLimitKind.KmallocLimit,
                _ => VmallocLimitKind.LowMemory,
            },
            Failure = failure,
            LowFreePages = copy.Pages.Zones[0].Buddy.FreePages + copy.Pages.Zones[1].Buddy.FreePages,
            HighFreePages = copy.Pages.Zones[2].Buddy.FreePages,
            LargestHole = GapList.Measure(machine, copy.Vmalloc).LargestHole,
            PageTablePages = copy.Costs.PageTablePages - state.Costs.PageTablePages,
        };

    private bool IsTooLargeForKmalloc(int pages) =>
        machine.Profile.Vmalloc.PagesArray.IsTooLarge(pages, machine.Profile.Slab.KmallocSizes);

    private static long Bytes(int pages) => (long)pages << PageSize.Shift;
}
