using Highmem.Addressing;

namespace Highmem.Boot;

/// <summary>One e820 range [<paramref name="Start"/>, <paramref name="End"/>) of physical bytes.</summary>
/// <param name="Start">First byte. May lie above 64 GiB: firmware lists device space there too.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Type">What the range is.</param>
public sealed record E820Entry(long Start, long End, E820Type Type)
{
    /// <summary>The size in bytes.</summary>
    public long Size => End - Start;

    /// <summary>The first whole page frame inside (start rounded up).</summary>
    public long FirstPfn => PageSize.PagesFor(Start);

    /// <summary>One past the last whole page frame inside (end rounded down).</summary>
    public long EndPfn => End >> PageSize.Shift;

    /// <summary>The name the kernels print for the type.</summary>
    public static string NameOf(E820Type type) =>
        type switch
        {
            E820Type.Usable => "usable",
            E820Type.Reserved => "reserved",
            E820Type.AcpiData => "ACPI data",
            E820Type.AcpiNvs => "ACPI NVS",
            E820Type.Unusable => "unusable",
            _ => FormattableString.Invariant($"type {(int)type}"),
        };

    /// <summary>The range as the boot log of all three kernels prints it, without the source in front.</summary>
    public override string ToString() => FormattableString.Invariant($"{Start:x16} - {End:x16} ({NameOf(Type)})");
}
