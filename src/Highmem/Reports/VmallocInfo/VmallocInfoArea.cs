using System.Globalization;
using System.Text;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Vmalloc;

namespace Highmem.Reports.VmallocInfo;

/// <summary>A line of a real /proc/vmallocinfo: an area of vmalloc space.</summary>
/// <remarks>
/// Addresses are <see cref="VirtualAddress"/> where the kernel has 32 bits and <see cref="WideAddress"/> where it has
/// 64; both print in hex and compare with numbers and text.
/// </remarks>
public sealed class VmallocInfoArea
{
    internal VmallocInfoArea(VmallocInfoLine line) => Parsed = line;

    /// <summary>The file, or what the text was called.</summary>
    public string Source => Dump.Name;

    /// <summary>The line of the file, from 1.</summary>
    public int Line => Parsed.Number;

    /// <summary>The first address.</summary>
    public IComparable Address => Dump.AddressOf(Parsed.Start);

    /// <summary>One past the last address, the guard page included where there is one.</summary>
    public IComparable End => Dump.AddressOf(Parsed.End);

    /// <summary>Bytes, the guard page included where there is one.</summary>
    public long Size => Parsed.Size;

    /// <summary>Pages of memory that belong to the area (pages=); empty where the line has none.</summary>
    public long? Pages => Parsed.Pages;

    /// <summary>What an ioremap area maps (phys=); empty where the line has none.</summary>
    public IComparable? PhysicalAddress =>
        Parsed.Physical is not { } physical ? null
        : physical >> 36 == 0 ? (PhysicalAddress)(long)physical
        : (WideAddress)physical;

    /// <summary>Who asked for the area, with the offset in its code and the module; empty where the line has none.</summary>
    public string Caller => Parsed.Caller;

    /// <summary>What the area is.</summary>
    public VmallocInfoFlags Flags => Parsed.Flags;

    /// <summary>Pages by NUMA node as printed (<c>N0=3 N1=2</c>); empty where the line has none.</summary>
    public string Nodes => Parsed.Nodes;

    /// <summary>How its place agrees with the kernel's rule.</summary>
    public VmallocInfoPlacement Placement { get; internal set; }

    /// <summary>The same in words.</summary>
    public string Explanation { get; internal set; } = "";

    /// <summary>The dump it stands in.</summary>
    internal VmallocDump Dump { get; set; } = null!;

    internal VmallocInfoLine Parsed { get; }

    /// <summary>Whether the last page is a guard page: always, but for what has no owner and for areas that are full.</summary>
    internal bool HasGuard =>
        (Flags & (VmallocInfoFlags.VmMapRam | VmallocInfoFlags.Unpurged)) == VmallocInfoFlags.None
        && Pages * Dump.PageSize != Size
        && !IsFromTop;

    /// <summary>Whether pcpu_get_vm_areas placed it, which goes downwards and leaves no guard pages.</summary>
    internal bool IsFromTop => Caller.StartsWith("pcpu_get_vm_areas+", StringComparison.Ordinal);

    /// <summary>The area for a machine to be set up with.</summary>
    internal VmAreaPlan ToPlan()
    {
        var flags =
            Flags.HasFlag(VmallocInfoFlags.Ioremap) ? VmFlags.Ioremap
            : (Flags & (VmallocInfoFlags.Vmap | VmallocInfoFlags.VmMapRam)) != VmallocInfoFlags.None ? VmFlags.Map
            : Flags.HasFlag(VmallocInfoFlags.User) ? VmFlags.Alloc | VmFlags.UserMap
            : VmFlags.Alloc;
        return new(
            VirtualAddress.FromEnd((long)Parsed.Start),
            Size,
            flags,
            PhysicalAddress as PhysicalAddress?,
            Caller.Length > 0 ? Caller : VmallocInfoLine.Words(Flags).Trim(),
            Flags == VmallocInfoFlags.Unpurged
        );
    }

    /// <summary>The line as the kernel prints it.</summary>
    public override string ToString()
    {
        var width = Parsed.Digits == 8 ? "x8" : "x16";
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $"0x{Hex(Parsed.Start)}-0x{Hex(Dump.Is64Bit ? Parsed.End : (uint)Parsed.End)} {Size, 7}"
        );
        if (Caller.Length > 0)
        {
            line.Append(' ').Append(Caller);
        }

        if (Pages is { } pages)
        {
            line.Append(CultureInfo.InvariantCulture, $" pages={pages}");
        }

        if (Parsed.Physical is { } physical)
        {
            // %lx, or %pa with its prefix and all digits
            line.Append(" phys=")
                .Append(
                    Parsed.PhysicalDigits == 0
                        ? physical.ToString("x", CultureInfo.InvariantCulture)
                        : "0x" + physical.ToString($"x{Parsed.PhysicalDigits}", CultureInfo.InvariantCulture)
                );
        }

        line.Append(VmallocInfoLine.Words(Flags));
        return Nodes.Length > 0 ? line.Append(' ').Append(Nodes).ToString() : line.ToString();

        string Hex(ulong value) => value.ToString(width, CultureInfo.InvariantCulture);
    }
}
