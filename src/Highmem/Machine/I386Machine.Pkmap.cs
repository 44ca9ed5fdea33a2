using Highmem.Machine.Views;

namespace Highmem.Machine;

// The slots of kmap, and who waits for one.
public sealed partial class I386Machine
{
    /// <summary>The slots of kmap, in order; none without HIGHMEM.</summary>
    public IReadOnlyList<PkmapEntry> GetPkmapEntries()
    {
        lock (gate)
        {
            return parts.Kmap is { } kmap
                ? [.. Enumerable.Range(0, kmap.Slots).Select(slot => new PkmapEntry(this, parts, kmap, slot))]
                : [];
        }
    }

    /// <summary>A slot of kmap.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public PkmapEntry GetPkmapEntry(int slot)
    {
        lock (gate)
        {
            return parts.Kmap is { } kmap && slot >= 0 && slot < kmap.Slots
                ? new PkmapEntry(this, parts, kmap, slot)
                : throw new ArgumentOutOfRangeException(nameof(slot), slot, "There is no such slot of kmap.");
        }
    }

    /// <summary>The slot of kmap that a page is mapped in, with users or without; null if it is in none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page frame.</exception>
    public int? FindPkmapSlot(int pfn)
    {
        lock (gate)
        {
            CheckFrame(pfn);
            return IsHighmem(pfn) && parts.Kmap?.SlotOf(pfn) is >= 0 and var slot ? slot : null;
        }
    }

    /// <summary>
    /// The tasks that sleep in kmap, in the order in which they would be woken, and behind them those whose results have
    /// not been received yet.
    /// </summary>
    public IReadOnlyList<KmapWaiter> GetKmapWaiters()
    {
        lock (gate)
        {
            return parts.KmapWaiters is { } queue
                ?
                [
                    .. queue.Sleepers.Select((waiter, i) => new KmapWaiter(this, waiter, i + 1)),
                    .. queue.Ready.Select(waiter => new KmapWaiter(this, waiter, null)),
                ]
                : [];
        }
    }
}
