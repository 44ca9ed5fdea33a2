using Highmem.Kernels;
using Highmem.Paging;

namespace Highmem.Machine.Views;

/// <summary>The flag bits of an entry in words.</summary>
internal static class FlagText
{
    private static readonly (int Bit, string Name)[] Hardware =
    [
        (0, "P"),
        (1, "RW"),
        (2, "US"),
        (3, "PWT"),
        (4, "PCD"),
        (5, "A"),
        (6, "D"),
        (7, "PSE"),
        (8, "G"),
        (63, "NX"),
    ];

    /// <summary>The name of bit 7 of a page-table entry, which in a directory is PSE.</summary>
    private const string Pat = "PAT";

    /// <summary>Every name that an entry of a kernel may have.</summary>
    public static IEnumerable<string> AllNames(KernelProfile kernel) =>
        [.. Hardware.Select(h => h.Name), Pat, .. kernel.Paging.SoftwareBits.Select(s => s.Name)];

    /// <summary>The names of the set bits, lowest first.</summary>
    public static string Of(ulong entry, PageTableLevel level, KernelProfile kernel) =>
        string.Join(' ', Names(entry, level, kernel));

    /// <summary>The same one by one.</summary>
    public static IEnumerable<string> Names(ulong entry, PageTableLevel level, KernelProfile kernel)
    {
        var isPresent = (entry & (ulong)EntryBits.Present) != 0;
        for (var rest = entry & ~PageTables.FrameMask; rest != 0; rest &= rest - 1)
        {
            var bit = System.Numerics.BitOperations.TrailingZeroCount(rest);
            var software = level == PageTableLevel.PTE ? SoftwareName(kernel, bit, isPresent) : null;
            var name = software ?? HardwareName(bit, level);
            if (name is not null)
            {
                yield return name;
            }
        }
    }

    /// <summary>What a kernel calls a bit of a page-table entry that is its own; null if it has no name for it.</summary>
    public static SoftwareBit? Software(KernelProfile kernel, int bit, bool isPresent) =>
        kernel.Paging.SoftwareBits.FirstOrDefault(s => s.Bit == bit && s.OfPresentEntry == isPresent);

    private static string? SoftwareName(KernelProfile kernel, int bit, bool isPresent) =>
        Software(kernel, bit, isPresent)?.Name;

    private static string? HardwareName(int bit, PageTableLevel level) =>
        bit == 7 && level == PageTableLevel.PTE ? Pat : Array.Find(Hardware, h => h.Bit == bit).Name;
}
