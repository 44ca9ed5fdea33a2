using System.Text;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Reports.BootLogs;

namespace Highmem.Tests.Reports;

/// <summary>Which texts are boot logs, in which clothes they come, and what is said about those that are none.</summary>
public sealed class BootLogInputTests : IDisposable
{
    private const string Small = """
        Linux version 2.6.9 (gcc) #1
        BIOS-provided physical RAM map:
         BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)
         BIOS-e820: 0000000000100000 - 0000000040000000 (usable)
        128MB HIGHMEM available.
        896MB LOWMEM available.
        Kernel command line: ro root=/dev/hda1
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("bootlog").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n\n")]
    public void An_empty_file_is_refused(string content) =>
        Assert.Equal($"{Write("empty.txt", content)}: the boot log is empty.", Refused("empty.txt").Message);

    [Fact]
    public void A_binary_file_is_refused_with_the_line_that_shows_it()
    {
        var bytes = new byte[4096];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(PathOf("binary.bin"), [.. "text\n"u8, .. bytes]);

        var error = Refused("binary.bin");

        Assert.True(error.Line >= 2);
        Assert.EndsWith("this is a binary file, not the text of a boot log.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_control_characters_is_refused() =>
        Assert.Contains(
            "binary",
            Refused(Write("noise.bin", new string('\x01', 100))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_of_100_MB_is_refused_without_reading_it()
    {
        var path = PathOf("large.txt");
        using (var file = File.Create(path))
        {
            var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a line of some log\n", 55_000)));
            for (var i = 0; i < 101; i++)
            {
                file.Write(lines);
            }
        }

        Assert.True(new FileInfo(path).Length > 100 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Refused("large.txt");

        Assert.Equal(
            $"{path}: the file is larger than 16 MB, so it is no boot log; cut out the boot log.",
            error.Message
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_directory_is_refused() =>
        Assert.Equal(
            $"{folder}: this is a directory; name the boot log files in it.",
            Assert.Throws<BootLogException>(() => BootLog.Read(folder)).Message
        );

    [Fact]
    public void A_missing_file_is_refused()
    {
        var error = Refused("nowhere.txt");

        Assert.StartsWith(
            $"{PathOf("nowhere.txt")}: the file cannot be read: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.IsType<FileNotFoundException>(error.InnerException);
    }

    [Fact]
    public void A_text_without_a_map_is_refused() =>
        Assert.StartsWith(
            "note: there is no e820 map in it",
            Bad("Linux version 2.6.9\nhello"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_log_without_a_version_asks_for_one()
    {
        var text = Small.Replace("Linux version 2.6.9 (gcc) #1\n", "", StringComparison.Ordinal);

        Assert.Equal("note, line 1: there is no 'Linux version' line; name the kernel.", Bad(text));
        Assert.Equal("2.6.9", BootLog.Parse(text, "note", "2.6.9").Version);
    }

    [Theory]
    [InlineData("(usable)", "(usab")]
    [InlineData("0000000040000000", "00000000400g0000")]
    public void A_damaged_line_of_the_map_is_named(string good, string damaged) =>
        Assert.StartsWith(
            "note, line 4: 'BIOS-e820:",
            Bad(
                Small.Replace(
                    "0000000040000000 (usable)",
                    $"0000000040000000 (usable)".Replace(good, damaged, StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_range_that_is_turned_round_is_named() =>
        Assert.StartsWith(
            "note, line 3: The e820 range",
            Bad(Small.Replace("0000000040000000", "0000000000000010", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_map_without_end_is_refused()
    {
        var ranges = string.Concat(
            Enumerable.Range(0, 600).Select(i => $" BIOS-e820: {i:x12}0000 - {i:x12}8000 (usable)\n")
        );

        Assert.Contains("600 e820 ranges", Bad($"Linux version 2.6.9\n{ranges}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_64_bit_kernel_is_refused() =>
        Assert.Equal(
            "note, line 1: 2.6.26-2-amd64 is a 64-bit kernel.",
            Bad(Small.Replace("2.6.9", "2.6.26-2-amd64", StringComparison.Ordinal))
        );

    [Fact]
    public void A_command_line_that_leaves_no_memory_is_refused() =>
        Assert.Contains(
            "leaves no usable memory",
            Assert
                .Throws<BootLogException>(() =>
                    BootLogChecker.Check(
                        BootLog.Parse(
                            Small.Replace("ro root", "memmap=exactmap root", StringComparison.Ordinal),
                            "note"
                        )
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("[    0.000000] ")]
    [InlineData("[4294667.296000] ")]
    [InlineData("<6>")]
    [InlineData("<4>[    0.000000] ")]
    [InlineData("Oct  3 12:00:00 host kernel: ")]
    [InlineData("Oct 13 12:00:00 host kernel: [    0.000000] ")]
    [InlineData("2009-10-03T12:00:00.123+02:00 host kernel: ")]
    [InlineData("> ")]
    [InlineData("> > ")]
    [InlineData(">> <6>")]
    public void What_loggers_and_mail_put_in_front_is_taken_off(string prefix)
    {
        var text = string.Join('\n', Small.Split('\n').Select(line => prefix + line));

        AssertSame(BootLog.Parse(text, "note"));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\n")]
    public void Line_ends_may_be_of_any_kind(string end) =>
        AssertSame(BootLog.Parse(Small.Replace("\n", end, StringComparison.Ordinal), "note"));

    [Fact]
    public void A_file_may_be_in_UTF_16()
    {
        File.WriteAllText(PathOf("wide.txt"), Small, Encoding.Unicode);

        AssertSame(BootLog.Read(PathOf("wide.txt")));
    }

    [Fact]
    public void Of_a_file_with_sections_only_dmesg_counts()
    {
        var log = BootLog.Parse(
            $"# remark\n===== /proc/version =====\nLinux version 9.9.9\n===== dmesg =====\n{Small}\n===== tail =====\n1MB LOWMEM available.",
            "note"
        );

        AssertSame(log);
        Assert.Equal(10, BootLogChecker.Check(log).Last().LineNumber);
    }

    [Fact]
    public void Several_boots_in_one_file_are_each_read_and_the_last_is_the_one()
    {
        var text =
            $"old talk\n{Small}\n{Small.Replace("2.6.9", "2.4.21", StringComparison.Ordinal)}\nLinux version quoted later";

        var boots = BootLog.ParseAll(text, "note");

        Assert.Equal(["2.6.9", "2.4.21"], boots.Select(boot => boot.Version));
        Assert.Equal("2.4.21", BootLog.Parse(text, "note").Version);
        Assert.Equal([6, 7], BootLogChecker.Check(boots[0]).Select(c => c.LineNumber));
        Assert.Equal([13, 14], BootLogChecker.Check(boots[1]).Select(c => c.LineNumber));
    }

    [Fact]
    public void A_boot_whose_head_is_cut_off_is_not_dropped_in_silence() =>
        Assert.Equal(
            "note, line 1: there is no e820 map before this line of the boot.",
            Bad($"896MB LOWMEM available.\n{Small}")
        );

    [Fact]
    public void A_user_map_without_the_command_line_that_made_it_is_taken_as_it_is()
    {
        var text =
            Small
                .Split("Kernel command line")[0]
                .Replace("128MB HIGH", "0MB HIGH", StringComparison.Ordinal)
                .Replace("896MB", "256MB", StringComparison.Ordinal)
            + " user: 0000000000100000 - 0000000010000000 (usable)\n";

        var checks = BootLogChecker.Check(BootLog.Parse(text, "note")).ToList();

        Assert.All(
            checks.Where(c => c.Quantity.StartsWith("User", StringComparison.Ordinal)),
            c => Assert.Equal(BootLogResult.NotDerivable, c.Result)
        );
        Assert.All(
            checks.Where(c => c.Quantity.EndsWith("available", StringComparison.Ordinal)),
            c => Assert.Equal(BootLogResult.Match, c.Result)
        );
    }

    [Fact]
    public void A_range_missing_from_a_user_map_is_a_mismatch()
    {
        var file = "2.6.27.7-slackware-highmem4g-1024-mem=900M.txt";
        var lines = BootLogData.Text(file).Split('\n').ToList();
        lines.RemoveAt(lines.FindLastIndex(line => line.StartsWith(" user:", StringComparison.Ordinal)));

        var found = Assert.Single(
            BootLogChecker.Check(BootLog.Parse(string.Join('\n', lines), file)),
            c => c.Result == BootLogResult.Mismatch
        );

        Assert.Equal("User map end", found.Quantity);
        Assert.StartsWith("1 more ranges should follow", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nodes_of_a_NUMA_machine_are_not_derivable()
    {
        var text = $"{Small}\nOn node 0 totalpages: 131072\nOn node 1 totalpages: 131072";

        Assert.All(
            BootLogChecker.Check(BootLog.Parse(text, "note")).Where(c => c.Quantity == "Node totalpages"),
            c => Assert.Equal(BootLogResult.NotDerivable, c.Result)
        );
    }

    [Fact]
    public void A_modified_map_is_checked_too()
    {
        var file = "39-2.6.31-17-generic-pae-4096M.txt";
        var text = BootLogData.Text(file);
        string[] modified =
        [
            " modified: 0000000000000000 - 0000000000002000 (usable)",
            " modified: 0000000000002000 - 0000000000006000 (reserved)",
            " modified: 0000000000006000 - 000000000009f800 (usable)",
        ];
        var at = text.IndexOf("last_pfn", StringComparison.Ordinal);

        var checks = BootLogChecker
            .Check(BootLog.Parse(text.Insert(at, string.Join('\n', modified) + "\n"), file))
            .Where(c => c.Quantity.StartsWith("Modified", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(6, checks.Count);
        Assert.Equal(
            "configuration taken from this number: four pages watched for corruption by the BIOS",
            checks[1].Reason
        );
        Assert.All(checks.Take(5).Where((_, i) => i != 1), c => Assert.Equal(BootLogResult.Match, c.Result));
        Assert.Contains("more ranges", checks[5].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("37-2.6.31-14-generic-2048M.txt", "2.6.31", HighmemSupport.Highmem4G, 8, 0xC0000000)]
    [InlineData("39-2.6.31-17-generic-pae-4096M.txt", "2.6.31", HighmemSupport.Highmem64G, 8, 0xC0000000)]
    [InlineData("03-2.4.21-ac2-1024M.txt", "2.4.21", HighmemSupport.None, 1, 0xC0000000)]
    [InlineData("21-2.6.11-bk10-1024M.txt", "2.6.11", HighmemSupport.None, 1, 0xB0000000)]
    [InlineData("18-2.6.9-34.0.2.ELsmp-4096M.txt", "2.6.9 of Red Hat", HighmemSupport.Highmem64G, 8, 0xC0000000)]
    public void A_log_describes_the_machine_to_boot(
        string file,
        string kernel,
        HighmemSupport highmem,
        int cpus,
        uint pageOffset
    )
    {
        var machine = BootLogMachine.Of(BootLog.Read(BootLogData.PathOf(file)));

        Assert.Equal(kernel, machine.Profile.Version);
        Assert.Equal((highmem, cpus), (machine.Config.Highmem, machine.Config.NrCpus));
        Assert.Equal(pageOffset, (uint)machine.Config.PageOffset);
        Assert.Contains(KernelProfiles.All, k => k.Version == machine.Profile.Behaviour);
    }

    [Fact]
    public void The_machine_of_a_log_boots_with_the_borders_that_the_log_prints()
    {
        var machine = BootLogMachine.Of(BootLog.Read(BootLogData.PathOf("36-2.6.28-15-generic-8192M.txt")));

        var booted = I386Machine.Boot(machine.ToOptions());

        Assert.Equal(0xF73FE000, (uint)booted.HighMemory);
        Assert.Equal(0xF7BFE000, (uint)booted.VmallocStart);
        Assert.Equal(0xFF3FE000, (uint)booted.VmallocEnd);
        Assert.Equal("by the rules of 2.6.28, a neighbour of 2.6.31", machine.Assumptions[0]);
    }

    [Fact]
    public void Every_log_describes_a_machine_that_boots() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(BootLogData.Root, "bootlogs"), "*.txt"),
            file => Assert.Empty(I386Machine.Boot(BootLogMachine.Of(BootLog.Read(file)).ToOptions()).Audit())
        );

    [Fact]
    public void A_log_without_version_line_takes_it_from_a_remark()
    {
        var log = BootLog.Read(BootLogData.PathOf("29-2.6.19-rc-384M.txt"));

        Assert.Equal(("2.6.19-rc1", "from a remark in the file"), (log.Version, log.VersionSource));
        Assert.Null(log.Banner);
    }

    private static void AssertSame(BootLog log)
    {
        Assert.Equal(("2.6.9", "ro root=/dev/hda1"), (log.Version, log.CommandLine));
        Assert.Equal(2, log.Map.Count);
        Assert.Equal(["128MB", "896MB"], BootLogChecker.Check(log).Select(c => c.Computed));
        Assert.All(BootLogChecker.Check(log), c => Assert.Equal(BootLogResult.Match, c.Result));
    }

    private static string Bad(string text) =>
        Assert.Throws<BootLogException>(() => BootLog.Parse(text, "note")).Message;

    private BootLogException Refused(string name) => Assert.Throws<BootLogException>(() => BootLog.Read(PathOf(name)));

    private string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
