using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>The texts of the format views; their geometry is in HighmemTools.format.ps1xml.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Format
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB"];

    /// <summary>A number of bytes for people, e.g. <c>1023.61 MB</c>; exact where it is whole.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Units[unit]}");
    }

    /// <summary>A number of bytes with its text for people.</summary>
    public static string BytesInFull(long bytes) =>
        bytes < 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes ({Bytes(bytes)})");

    /// <summary>A percentage with its sign.</summary>
    public static string Percent(int percent) => string.Create(CultureInfo.InvariantCulture, $"{percent} %");

    /// <summary>High memory support without the word itself.</summary>
    public static string Highmem(HighmemSupport support) =>
        support switch
        {
            HighmemSupport.Highmem4G => "4G",
            HighmemSupport.Highmem64G => "64G",
            _ => "None",
        };

    /// <summary>The version that the name of a machine's kernel begins with.</summary>
    public static string Version(I386Machine machine) => VersionNumber().Match(machine.Kernel).Value;

    /// <summary>A star for the session's current machine.</summary>
    public static string CurrentMark(I386Machine machine) => MachineSession.Mine.Current == machine ? "*" : "";

    /// <summary>A number of pages as bytes for people.</summary>
    public static string Pages(long pages) => Bytes(pages << PageSize.Shift);

    /// <summary>LAST_PKMAP without and with PAE.</summary>
    public static string PkmapSlots(KernelProfile kernel) =>
        string.Create(CultureInfo.InvariantCulture, $"{kernel.Layout.LastPkmap}/{kernel.Layout.LastPkmapPae}");

    /// <summary>__VMALLOC_RESERVE of a kernel.</summary>
    public static string VmallocReserve(KernelProfile kernel) => Bytes(kernel.Layout.VmallocReserve);

    /// <summary>FIXADDR_TOP of a kernel.</summary>
    public static string FixaddrTop(KernelProfile kernel) => kernel.Layout.FixaddrTop.ToString();

    /// <summary>Whether a kernel's vfree leaves areas to a purge.</summary>
    public static string LazyVfree(KernelProfile kernel) => YesNo(kernel.Vmalloc.Free.IsLazy);

    /// <summary>The memory splits of a kernel.</summary>
    public static string Splits(KernelProfile kernel) => kernel.Config.MemorySplits.ToString();

    /// <summary>The pages a zone keeps from requests for Normal and for HighMem memory.</summary>
    public static string Reserve(MemoryZone zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{zone.ReserveNormal}/{zone.ReserveHighMem}");

    /// <summary>A truth in a word.</summary>
    public static string YesNo(bool value) => value ? "yes" : "no";

    [GeneratedRegex(@"^\d+(\.\d+){1,2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionNumber();
}
