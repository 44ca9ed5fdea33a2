using Highmem.Addressing;

namespace Highmem.Paging;

/// <summary>A kernel-mode access met a page that is not mapped, or wrote to a read-only one: an oops.</summary>
public sealed class PageFaultException : Exception
{
    internal PageFaultException(PageWalk walk, bool write)
        : base(Describe(walk, write))
    {
        Walk = walk;
        IsWrite = write;
    }

    /// <summary>The address that faulted (CR2).</summary>
    public VirtualAddress Address => Walk.Address;

    /// <summary>Whether it was a write.</summary>
    public bool IsWrite { get; }

    /// <summary>The lines of the oops, as they went to the kernel log.</summary>
    public IReadOnlyList<string> KernelMessages { get; internal set; } = [];

    internal PageWalk Walk { get; }

    private static string Describe(in PageWalk walk, bool write) =>
        walk.IsMapped
            ? $"Page fault: {walk.Address} is read-only."
            : $"Page fault: the {(write ? "write to" : "read of")} {walk.Address} met no page.";
}
