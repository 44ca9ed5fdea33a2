using Highmem.Physical;

namespace Highmem.Machine.Views;

/// <summary>How many page frames of a range have which use, bucket by bucket of equal size; the last may be smaller.</summary>
internal sealed class FrameCounts
{
    private static readonly int Uses = Enum.GetValues<FrameUse>().Length;

    private readonly int[] counts;

    public FrameCounts(PageFrames frames, int first, int end, int bucketSize)
    {
        Buckets = (end - first + bucketSize - 1) / bucketSize;
        counts = new int[Buckets * Uses];
        for (var i = 0; i < Buckets; i++)
        {
            var start = first + (i * bucketSize);
            frames.CountUses(start, Math.Min(start + bucketSize, end), counts.AsSpan(i * Uses, Uses));
        }
    }

    /// <summary>How many buckets there are.</summary>
    public int Buckets { get; }

    /// <summary>Frames of a bucket, by <see cref="FrameUse"/>.</summary>
    public ReadOnlySpan<int> this[int bucket] => counts.AsSpan(bucket * Uses, Uses);

    /// <summary>Frames of all buckets with a use.</summary>
    public int Sum(FrameUse use)
    {
        var sum = 0;
        for (var i = (int)use; i < counts.Length; i += Uses)
        {
            sum += counts[i];
        }

        return sum;
    }
}
