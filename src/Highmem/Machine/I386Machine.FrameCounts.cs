using Highmem.Machine.Views;

namespace Highmem.Machine;

// Page frames in bulk.
public sealed partial class I386Machine
{
    /// <summary>Counts page frames by use, a bucket of frames at a time, without showing each of them.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="end">One past the last; the machine's end if it has fewer.</param>
    /// <param name="bucketSize">Frames a bucket.</param>
    internal FrameCounts CountFrames(int first, int end, int bucketSize)
    {
        lock (gate)
        {
            return new FrameCounts(parts.Frames, first, Math.Min(end, parts.Frames.Count), bucketSize);
        }
    }
}
