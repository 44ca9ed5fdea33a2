using Highmem.Reports.VmallocInfo;

namespace Highmem.Tests.Reports;

/// <summary>What is no dump, or a damaged one, is refused with the line and the reason.</summary>
public sealed class VmallocDumpInputTests
{
    private const string Good = "0xf8802000-0xf8804000    8192 hpet_enable+0x37/0x230 phys=fed00000 ioremap";

    [Theory]
    [InlineData("", 0, "is empty")]
    [InlineData("\n# a remark\n", 0, "is empty")]
    [InlineData("MemTotal:       507748 kB", 1, "no line of /proc/vmallocinfo")]
    [InlineData("0xf8802000-0xf8804", 1, "ends before its size")]
    [InlineData("0xf8802000-0xf8804000    81", 1, "ends too early")]
    [InlineData("0xf8802000-0xf8804000    8192", 1, "ends too early")]
    [InlineData("0xf8802000-0xf8804000    8192 hpet_ena", 1, "'hpet_ena'")]
    [InlineData("0xf8802000-0xf8804000    8192 hpet_enable+0x37/0x230", 1, "ends too early")]
    [InlineData("0xf8802000-0xf8804000    8192 hpet_enable+0x37/0x230 phys=fed00000", 1, "ends too early")]
    [InlineData("0xf8802000-0xf8804000    8192 hpet_enable+0x37/0x230 phys=fed00000 iorem", 1, "'iorem' is none")]
    [InlineData("0xf8802000-0xf8804000    8192 a+0x1/0x2 pages=1 vmalloc vmalloc", 1, "twice")]
    [InlineData("0xf8802000-0xf8804000    8192 a+0x1/0x2 pages=1 user vmalloc", 1, "no kernel prints the line so")]
    [InlineData("0xf8802000-0xf8804000    8192 a+0x1/0x2 pages=01 vmalloc", 1, "no kernel prints the line so")]
    [InlineData("0xf8802000-0xf8804000    8192 a+0x1/0x2 pages=9 vmalloc", 1, "9 pages cannot be in")]
    [InlineData("0xf8802000-0xf8804000    8192 a+0x1/0x2 pages=1 vmalloc N0=2", 1, "the nodes have 2 pages")]
    [InlineData("0xf8802000-0xf8803000    8192 a+0x1/0x2 pages=1 vmalloc", 1, "4096 bytes apart")]
    [InlineData("0xf8804000-0xf8802000    8192 a+0x1/0x2 pages=1 vmalloc", 1, "the end lies before")]
    [InlineData("0xf8802010-0xf8804010    8192 a+0x1/0x2 pages=1 vmalloc", 1, "begins and ends with a page")]
    [InlineData("0xf880200-0xf880400    512 a+0x1/0x2 pages=1 vmalloc", 1, "8 hex digits")]
    [InlineData(Good + "\n" + Good, 2, "is that of line 1 again")]
    [InlineData(Good + "\n0xf8803000-0xf8805000    8192 a+0x1/0x2 pages=1 vmalloc", 2, "overlaps that of line 1")]
    [InlineData("0xf8801000-0xf8803000    8192 a+0x1/0x2 pages=1 vmalloc\n" + Good, 2, "overlaps that of line 1")]
    [InlineData(Good + "\n0x00000000f8900000-0x00000000f8902000 8192 a+0x1/0x2 vmap", 2, "two kernels are mixed")]
    [InlineData("0x00000000-0x00000000    8192 a+0x1/0x2 pages=1 vmalloc", 1, "all are 0")]
    [InlineData("0x(____ptrval____)-0x(____ptrval____)    8192 a+0x1/0x2 pages=1 vmalloc", 1, "hides the addresses")]
    [InlineData("PK\u0003\u0004\0\0", 1, "binary")]
    [InlineData("===== /proc/meminfo =====\nVmallocUsed: 1 kB", 0, "no section /proc/vmallocinfo")]
    [InlineData(
        "===== /proc/vmallocinfo =====\ncat: /proc/vmallocinfo: No such file",
        0,
        "no section /proc/vmallocinfo"
    )]
    public void A_damaged_dump_is_refused(string text, int line, string reason)
    {
        var problem = Assert.Throws<VmallocInfoException>(() => VmallocDump.Parse(text, "dump.txt"));

        Assert.Equal(line, problem.Line);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            line > 0 ? $"dump.txt, line {line}: " : "dump.txt: ",
            problem.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Hashed_addresses_are_refused_with_the_way_out()
    {
        const string Text = """
            0x00000000e3a1b2c4-0x0000000071f09a33    8192 gen_pool_add_owner+0x42/0xb0 pages=1 vmalloc N0=1
            0x000000002d0c8a17-0x00000000a9b3e5d0   20480 irq_init_percpu_irqstack+0xcf/0x130 vmap
            """;

        var problem = Assert.Throws<VmallocInfoException>(() => VmallocDump.Parse(Text, "dump.txt"));

        Assert.Contains("hashed", problem.Message, StringComparison.Ordinal);
        Assert.Contains("kptr_restrict", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    [InlineData("  \n\t")]
    public void Line_ends_and_indentation_do_not_matter(string end) =>
        Assert.Equal([Good], VmallocDump.Parse($"  {Good}{end}", "x")[0].Lines);

    [Fact]
    public void A_file_that_cannot_be_read_says_why()
    {
        Assert.Throws<VmallocInfoException>(() => VmallocDump.Read(Path.Combine(Path.GetTempPath(), "no-such-dump")));
        Assert.Throws<VmallocInfoException>(() => VmallocDump.Read(Path.GetTempPath()));
    }

    [Fact]
    public void The_window_must_not_be_upside_down() =>
        Assert.Throws<ArgumentException>(() =>
            VmallocDump.Parse(Good, "x", new() { Start = 0xF9000000, End = 0xF8000000 })
        );

    // A random change of a real dump gives an error that names a line, or as many areas as lines are left.
    [Fact]
    public void Random_damage_never_crashes_and_loses_nothing()
    {
        var random = new Random(20091024);
        var texts = VmallocInfoData.Rows.Select(r => File.ReadAllText(VmallocInfoData.PathOf(r["file"]))).ToList();
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Damage(texts[random.Next(texts.Count)], random);
            try
            {
                var dump = VmallocDump.Parse(damaged, "x")[0];
                var lines = damaged.Split('\n').Count(l => l.Trim() is { Length: > 0 } text && text[0] != '#');
                Assert.Equal(lines, dump.Areas.Count);
                _ = dump.Measure();
                _ = dump.GetGaps();
            }
            catch (VmallocInfoException problem)
            {
                refused++;
                Assert.NotEmpty(problem.Message);
            }
        }

        Assert.InRange(refused, 10_000, 20_000);
    }

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        switch (random.Next(6))
        {
            case 0:
                return text[..at];
            case 1:
                return text.Remove(at, 1);
            case 2:
                return text.Insert(at, ((char)random.Next(32, 127)).ToString());
            case 3:
                return text.Remove(at, 1).Insert(at, "0123456789abcdef x=-+/"[random.Next(22)].ToString());
            case 4:
                lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)]);
                return string.Join('\n', lines);
            default:
                return text + text[at..];
        }
    }
}
