using Highmem.Physical;

namespace Highmem.Reports.Drawing;

/// <summary>What a cell of a frame map shows.</summary>
/// <param name="Use">The use that stands for the frames of the cell.</param>
/// <param name="InPart">Whether less than half of the frames have it.</param>
internal readonly record struct FrameCell(FrameUse Use, bool InPart)
{
    /// <summary>
    /// The most frequent use that takes pages from the allocator, however few: a single page in a sea of free ones is
    /// what breaks up a large block. Else pages in per-CPU lists; else free or hole, whichever there is more of.
    /// </summary>
    public static FrameCell Of(ReadOnlySpan<int> counts)
    {
        var use = FrameUse.Free;
        var frames = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            frames += counts[i];
            if (counts[i] > 0 && (Rank((FrameUse)i), counts[i]).CompareTo((Rank(use), counts[(int)use])) > 0)
            {
                use = (FrameUse)i;
            }
        }

        return new(use, Rank(use) > 0 && counts[(int)use] * 2 < frames);
    }

    private static int Rank(FrameUse use) =>
        use switch
        {
            FrameUse.Free or FrameUse.Hole => 0,
            FrameUse.PerCpu => 1,
            _ => 2,
        };
}
