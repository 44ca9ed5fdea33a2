using System.Runtime.CompilerServices;

namespace Highmem.Paging;

/// <summary>
/// The entries of a TLB for one page size, set-associative. The entries of a set stand in the order of their last use,
/// the latest first, so that most look-ups end at the first.
/// </summary>
internal sealed class TlbArray(int entries, int ways)
{
    private readonly Entry[] slots = new Entry[entries];
    private readonly uint setMask = (uint)(entries / ways) - 1;

    /// <summary>The entries in use.</summary>
    public IEnumerable<(int Set, int Age, uint Page, ulong Value)> Entries
    {
        get
        {
            for (var i = 0; i < slots.Length; i++)
            {
                if (slots[i].Value != 0)
                {
                    yield return (i / ways, i % ways, slots[i].Page, slots[i].Value);
                }
            }
        }
    }

    /// <summary>The value kept for a page number; 0 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Find(uint page)
    {
        ref var first = ref slots[(page & setMask) * (uint)ways];
        return first.Page == page && first.Value != 0 ? first.Value : FindOlder(page);
    }

    /// <summary>Whether a value is kept for a page number.</summary>
    public bool Holds(uint page)
    {
        foreach (ref var entry in SetOf(page))
        {
            if (entry.Page == page && entry.Value != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps a value (not 0) for a page number; the set's least recently used entry makes room.</summary>
    public void Insert(uint page, ulong value)
    {
        var set = SetOf(page);
        var age = 0;
        while (age < ways - 1 && set[age].Value != 0 && set[age].Page != page)
        {
            age++;
        }

        MakeLatest(set, age, new Entry { Page = page, Value = value });
    }

    /// <summary>Drops what is kept for a page number.</summary>
    public void Remove(uint page)
    {
        var set = SetOf(page);
        for (var age = 0; age < ways; age++)
        {
            if (set[age].Page == page && set[age].Value != 0)
            {
                set[(age + 1)..].CopyTo(set[age..]);
                set[ways - 1] = default;
                return;
            }
        }
    }

    /// <summary>Drops the entries whose values are of a kind.</summary>
    public void RemoveWhere(Predicate<ulong> isOut)
    {
        for (var start = 0; start < slots.Length; start += ways)
        {
            var kept = start;
            for (var i = start; i < start + ways; i++)
            {
                if (slots[i].Value != 0 && !isOut(slots[i].Value))
                {
                    slots[kept++] = slots[i];
                }
            }

            slots.AsSpan(kept, start + ways - kept).Clear();
        }
    }

    /// <summary>Drops all entries.</summary>
    public void Clear() => slots.AsSpan().Clear();

    private ulong FindOlder(uint page)
    {
        var set = SetOf(page);
        for (var age = 1; age < set.Length; age++)
        {
            if (set[age].Page == page && set[age].Value is not 0 and var value)
            {
                MakeLatest(set, age, set[age]);
                return value;
            }
        }

        return 0;
    }

    private Span<Entry> SetOf(uint page) => slots.AsSpan((int)(page & setMask) * ways, ways);

    private static void MakeLatest(Span<Entry> set, int age, Entry entry)
    {
        set[..age].CopyTo(set[1..]);
        set[0] = entry;
    }

    private struct Entry
    {
        public uint Page;
        public ulong Value;
    }
}
