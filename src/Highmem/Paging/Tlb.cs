using System.Runtime.CompilerServices;
using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Paging;

/// <summary>
/// A CPU's TLB: translations that were found by walking the tables, and that stay, whatever becomes of the tables,
/// until they are flushed or others take their place. The least recently used entry of a set goes first.
/// </summary>
internal sealed class Tlb
{
    private const ulong Global = (ulong)EntryBits.Global;
    private readonly TlbArray small;
    private readonly TlbArray large;
    private readonly int largeShift;
    private readonly uint largeMask;

    /// <summary>An empty TLB.</summary>
    /// <param name="geometry">Its shape.</param>
    /// <param name="pmdShift">log2 of the bytes of a large page.</param>
    public Tlb(TlbGeometry geometry, int pmdShift)
    {
        small = new TlbArray(geometry.Entries, geometry.Ways);
        large = new TlbArray(geometry.LargeEntries, geometry.LargeWays);
        largeShift = pmdShift - PageSize.Shift;
        largeMask = (1U << largeShift) - 1;
    }

    /// <summary>
    /// The translation of a page in the form of an entry for 4 KB: page frame, and the rights of all levels. 0 if there
    /// is none.
    /// </summary>
    /// <param name="page">The virtual page number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Find(uint page)
    {
        var found = small.Find(page);
        return found != 0 ? found : FindLarge(page);
    }

    /// <summary>Whether there is a translation of a page; unlike <see cref="Find"/> this is no use of it.</summary>
    public bool Holds(uint page) => small.Holds(page) || large.Holds(page >> largeShift);

    /// <summary>Keeps a translation.</summary>
    /// <param name="walk">The walk that found it.</param>
    public void Insert(in PageWalk walk)
    {
        var page = (uint)walk.Address.PageNumber;
        var rights = walk.Leaf & ~PageTables.FrameMask;
        if (!walk.IsWritable)
        {
            rights &= ~(ulong)EntryBits.Writable;
        }

        if (!walk.IsUser)
        {
            rights &= ~(ulong)EntryBits.User;
        }

        if (walk.PteAddress >= 0)
        {
            small.Insert(page, (walk.Leaf & PageTables.FrameMask) | rights);
        }
        else
        {
            var frames = (ulong)largeMask << PageSize.Shift;
            large.Insert(page >> largeShift, (walk.Leaf & PageTables.FrameMask & ~frames) | rights);
        }
    }

    /// <summary>INVLPG: drops the translation of a page, global or not.</summary>
    public void Invalidate(uint page)
    {
        small.Remove(page);
        large.Remove(page >> largeShift);
    }

    /// <summary>CR3 is loaded: drops all translations that are not global.</summary>
    public void FlushNonGlobal()
    {
        small.RemoveWhere(value => (value & Global) == 0);
        large.RemoveWhere(value => (value & Global) == 0);
    }

    /// <summary>CR4.PGE is toggled: drops all translations.</summary>
    public void FlushAll()
    {
        small.Clear();
        large.Clear();
    }

    /// <summary>
    /// The translations: for each its set, its place there by last use (0 is the latest), the first virtual page number,
    /// the value, and whether the page is a large one.
    /// </summary>
    public IEnumerable<(int Set, int Age, uint Page, ulong Value, bool Large)> Entries =>
        small
            .Entries.Select(e => (e.Set, e.Age, e.Page, e.Value, false))
            .Concat(large.Entries.Select(e => (e.Set, e.Age, e.Page << largeShift, e.Value, true)));

    private ulong FindLarge(uint page)
    {
        var found = large.Find(page >> largeShift);
        return found == 0 ? 0 : found + ((ulong)(page & largeMask) << PageSize.Shift);
    }
}
