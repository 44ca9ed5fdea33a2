using Highmem.Machine.Views;

namespace Highmem.Reports.VmallocInfo;

/// <summary>A stretch of a real machine's vmalloc window that holds no memory, as its dump shows it.</summary>
public sealed class VmallocInfoGap
{
    private readonly VmallocDump dump;
    private readonly ulong start;
    private readonly ulong end;

    internal VmallocInfoGap(VmallocDump dump, ulong start, ulong end, string after, VmGapKind kind)
    {
        this.dump = dump;
        this.start = start;
        this.end = end;
        After = after;
        Kind = kind;
    }

    /// <summary>The file, or what the text was called.</summary>
    public string Source => dump.Name;

    /// <summary>The first address.</summary>
    public IComparable Address => dump.AddressOf(start);

    /// <summary>One past the last address.</summary>
    public IComparable End => dump.AddressOf(end);

    /// <summary>Bytes.</summary>
    public long Size => (long)(end - start);

    /// <summary>Pages.</summary>
    public long Pages => Size / dump.PageSize;

    /// <summary>What lies before it: <c>VMALLOC_START</c>, or the address of an area.</summary>
    public string After { get; }

    /// <summary>What the stretch is.</summary>
    public VmGapKind Kind { get; }
}
