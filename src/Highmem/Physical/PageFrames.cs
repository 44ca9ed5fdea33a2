using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>
/// The book-keeping of all page frames (mem_map), ten bytes each. A fresh entry means "free, and not the head of a
/// block", so that booting a large machine touches little. Frame 0 is always reserved: 0 stands for "none".
/// </summary>
internal sealed class PageFrames(int count)
{
    private readonly int[] next = new int[count];
    private readonly int[] previous = new int[count];
    private readonly byte[] block = new byte[count];
    private readonly byte[] use = new byte[count];
    private const int OrderMask = 0x1f;
    private const int TypeShift = 5;

    /// <summary>Bytes of book-keeping per page frame.</summary>
    public const int BytesPerFrame = sizeof(int) + sizeof(int) + sizeof(byte) + sizeof(FrameUse);

    /// <summary>How many frames there are (max_pfn).</summary>
    public int Count { get; } = count;

    /// <summary>The next free block of a list.</summary>
    public ref int Next(int pfn) => ref next[pfn];

    /// <summary>The previous free block of a list; 0 for the first.</summary>
    public ref int Previous(int pfn) => ref previous[pfn];

    /// <summary>What the frame is used for.</summary>
    public FrameUse Use(int pfn) => (FrameUse)use[pfn];

    /// <summary>The order of the block that begins here, or -1 if none does.</summary>
    public int BlockOrder(int pfn) => (block[pfn] & OrderMask) - 1;

    /// <summary>The migrate type of the list that a free block, or a page of a per-CPU list, is in.</summary>
    public MigrateType ListType(int pfn) => (MigrateType)(block[pfn] >> TypeShift);

    /// <summary>Notes the migrate type of a page of a per-CPU list (page->private).</summary>
    public void SetListType(int pfn, MigrateType type) => block[pfn] = (byte)((int)type << TypeShift);

    /// <summary>Whether a free block of this order begins here.</summary>
    public bool IsFreeBlock(int pfn, int order) =>
        (block[pfn] & OrderMask) == order + 1 && use[pfn] == (byte)FrameUse.Free;

    /// <summary>Marks the first frame of a block.</summary>
    public void SetBlock(int pfn, int order, MigrateType type = MigrateType.Unmovable) =>
        block[pfn] = (byte)(((int)type << TypeShift) | (order + 1));

    /// <summary>The frame is no longer the first of a block.</summary>
    public void ClearBlock(int pfn) => block[pfn] = 0;

    /// <summary>Sets the use of a range of frames.</summary>
    public void SetUse(int start, int frames, FrameUse value) => use.AsSpan(start, frames).Fill((byte)value);

    /// <summary>Sets the use of a frame.</summary>
    public void SetUse(int pfn, FrameUse value) => use[pfn] = (byte)value;

    /// <summary>The first frame at or after <paramref name="start"/> that is (or is not) free, or the end.</summary>
    public int FindFree(int start, int end, bool free)
    {
        var span = use.AsSpan(start, end - start);
        var at = free ? span.IndexOf((byte)FrameUse.Free) : span.IndexOfAnyExcept((byte)FrameUse.Free);
        return at < 0 ? end : start + at;
    }

    /// <summary>Adds to each use the number of frames in a range that have it.</summary>
    public void CountUses(int start, int end, Span<int> counts)
    {
        for (var span = use.AsSpan(start, end - start); !span.IsEmpty; )
        {
            var first = span[0];
            var run = span.IndexOfAnyExcept(first);
            run = run < 0 ? span.Length : run;
            counts[first] += run;
            span = span[run..];
        }
    }

    /// <summary>Marks everything that the map does not call usable as a hole.</summary>
    public void MarkHoles(E820Map map)
    {
        var at = 0;
        foreach (var range in map.Usable)
        {
            var start = (int)Math.Min(range.FirstPfn, Count);
            SetUse(at, Math.Max(0, start - at), FrameUse.Hole);
            at = (int)Math.Min(Math.Max(range.EndPfn, at), Count);
        }

        SetUse(at, Count - at, FrameUse.Hole);
    }
}
