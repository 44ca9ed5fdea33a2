using System.Globalization;
using Highmem.Reports.VmallocInfo;

namespace Highmem.Tests.Reports;

/// <summary>The real vmallocinfo dumps under <c>tests/data</c>.</summary>
internal static class VmallocInfoData
{
    /// <summary>A row for each dump: file, release, window, and meminfo where it is of the same moment.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Rows { get; } = [.. BootLogData.Rows("vmallocinfo.csv")];

    public static string PathOf(string file) => Path.Combine(BootLogData.Root, "vmallocinfo", file);

    public static string BootOf(string file) => Path.Combine(BootLogData.Root, "vmallocinfo-boots", file);

    /// <summary>A dump with the release and window that its boot told.</summary>
    public static VmallocDump Read(Dictionary<string, string> row) =>
        VmallocDump
            .Read(
                PathOf(row["file"]),
                new()
                {
                    Kernel = row["release"],
                    Start = Hex(row["VMALLOC_START"]),
                    End = Hex(row["VMALLOC_END"]),
                }
            )
            .Single();

    private static ulong Hex(string digits) =>
        ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
