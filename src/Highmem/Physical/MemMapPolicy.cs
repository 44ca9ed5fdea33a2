using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Physical;

/// <summary>How many page frames mem_map describes.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="FramesOf">The frames, given num_physpages and the pages of a largest block.</param>
internal sealed record MemMapPolicy(string Name, Func<long, long, long> FramesOf) : IPolicy
{
    /// <summary>All there are, and one more.</summary>
    public static MemMapPolicy OneMore { get; } = new("all frames and one more", (pages, _) => pages + 1);

    /// <summary>Whole largest blocks.</summary>
    public static MemMapPolicy WholeBlocks { get; } = new("whole largest blocks", PageSize.AlignUp);
}
