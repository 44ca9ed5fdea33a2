using System.Globalization;
using Highmem.Kernels;

namespace Highmem.Machine.Views;

/// <summary>
/// Explains an entry bit by bit, from the lowest: what the processor reads in it (Intel's manual, volume 3, paging),
/// and what the kernel keeps in the bits that the processor leaves to it.
/// </summary>
internal sealed class EntryExplanation(PageTableEntry entry)
{
    private const int FirstSoftwareBit = 9;
    private const int LastSoftwareBit = 11;
    private readonly KernelProfile kernel = entry.Source.Profile;
    private readonly bool pae = entry.Source.Layout.Config.Pae;
    private readonly List<PageTableBit> rows = [];

    private bool IsPage => entry.Level == PageTableLevel.PTE || entry.LargePage;

    /// <summary>All bits of the entry, each once.</summary>
    public IReadOnlyList<PageTableBit> Rows()
    {
        if (!entry.Present)
        {
            ExplainAbsent();
        }
        else if (pae && entry.Level == PageTableLevel.PGD)
        {
            ExplainDirectoryPointer();
        }
        else
        {
            ExplainPresent();
        }

        return rows;
    }

    private void ExplainAbsent()
    {
        Add(0, "P", "not present: an access faults, and the processor reads no other bit");
        var own =
            entry.Level == PageTableLevel.PTE ? kernel.Paging.SoftwareBits.Where(s => !s.OfPresentEntry).ToList() : [];
        var at = 1;
        foreach (var bit in own.OrderBy(s => s.Bit))
        {
            Rest(at, bit.Bit - 1);
            Add(bit.Bit, bit.Name, Has(bit.Bit) ? bit.Meaning : "not so: where the rest is set, it is a place in swap");
            at = bit.Bit + 1;
        }

        Rest(at, pae ? 63 : 31);

        void Rest(int from, int to) =>
            Field(
                from,
                to,
                "free",
                FieldOf(from, to) == 0 ? "empty" : "the kernel's own: a place in swap, or an offset in a file"
            );
    }

    // Four entries stand above the middle directories; they have hardly any rights.
    private void ExplainDirectoryPointer()
    {
        Add(0, "P", "present: points at a page middle directory");
        Field(1, 2, "reserved", "must be 0");
        Cache("the middle directory");
        Field(5, 8, "reserved", "must be 0");
        Field(9, 11, "free", "the processor leaves these bits to the kernel, which does not use them here");
        Frame(12, "the middle directory");
        Field(36, 63, "reserved", "must be 0");
    }

    private void ExplainPresent()
    {
        var what = IsPage ? (entry.LargePage ? "a large page" : "a page") : "a page table";
        Add(0, "P", $"present: {(IsPage ? "maps" : "points at")} {what}");
        Add(1, "RW", entry.Writable ? "may be written" : "read-only, for the kernel too (CR0.WP)");
        Add(2, "US", entry.User ? "user mode is let through" : "kernel mode only");
        Cache(what);
        Add(
            5,
            "A",
            entry.Accessed
                ? "the processor has used the entry, or the kernel made it so"
                : "not used since the bit was cleared"
        );
        Add(
            6,
            IsPage ? "D" : "ignored",
            !IsPage ? "an entry that points at a table has no dirty bit"
                : entry.Dirty ? "the page was written through this entry, or the kernel made it so"
                : "not written since the bit was cleared"
        );
        ExplainBit7();
        Add(
            8,
            IsPage ? "G" : "ignored",
            !IsPage ? "only an entry that maps a page can be global"
                : entry.Global ? "global: survives a reload of CR3 in the TLB"
                : "goes from the TLB when CR3 is reloaded"
        );
        for (var bit = FirstSoftwareBit; bit <= LastSoftwareBit; bit++)
        {
            ExplainSoftware(bit);
        }

        ExplainFrame(what);
        if (pae)
        {
            Field(36, 62, "reserved", "must be 0: physical addresses have 36 bits");
            Add(63, "NX", Has(63) ? "code here cannot be run" : "code here may be run");
        }
    }

    private void ExplainBit7()
    {
        if (entry.Level == PageTableLevel.PTE)
        {
            Add(7, "PAT", "with PCD and PWT chooses one of the eight memory types of the PAT register");
        }
        else
        {
            var size = pae ? "2 MB" : "4 MB";
            Add(7, "PS", entry.LargePage ? $"maps {size} itself" : $"points at a page table for {size}");
        }
    }

    private void ExplainSoftware(int bit)
    {
        var own = entry.Level == PageTableLevel.PTE ? FlagText.Software(kernel, bit, isPresent: true) : null;
        Add(
            bit,
            own?.Name ?? "free",
            own is null ? $"left to the kernel; Linux {kernel.Version} does not use it here"
                : Has(bit) ? own.Meaning
                : "not so"
        );
    }

    private void ExplainFrame(string what)
    {
        if (!entry.LargePage)
        {
            Frame(12, what);
            return;
        }

        var first = pae ? 21 : 22;
        Add(12, "PAT", "the large page's PAT bit; see bits 3 and 4");
        Field(13, first - 1, "reserved", "must be 0");
        Frame(first, what);
    }

    private void Cache(string what)
    {
        Add(3, "PWT", Has(3) ? $"writes to {what} go through the cache" : $"writes to {what} stay in the cache");
        Add(4, "PCD", Has(4) ? $"{what} is not cached" : $"{what} is cached");
    }

    private void Frame(int first, string what) =>
        Field(
            first,
            pae ? 35 : 31,
            "frame",
            $"{what} begins at physical {entry.PhysicalAddress}, page frame {entry.PageFrame.ToString(CultureInfo.InvariantCulture)}"
        );

    private bool Has(int bit) => (entry.Bits >> bit & 1) != 0;

    private ulong FieldOf(int from, int to) => entry.Bits >> from & ((1UL << (to - from + 1)) - 1);

    private void Add(int bit, string name, string meaning) =>
        Row(bit.ToString(CultureInfo.InvariantCulture), name, Has(bit) ? "1" : "0", meaning);

    private void Field(int from, int to, string name, string meaning)
    {
        if (from <= to)
        {
            var bits =
                from == to ? from.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{from}-{to}");
            Row(bits, name, "0x" + FieldOf(from, to).ToString("x", CultureInfo.InvariantCulture), meaning);
        }
    }

    private void Row(string bit, string name, string value, string meaning) =>
        rows.Add(
            new PageTableBit(entry)
            {
                Bit = bit,
                Name = name,
                Value = value,
                Meaning = meaning,
            }
        );
}
