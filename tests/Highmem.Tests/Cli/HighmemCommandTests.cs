using System.Globalization;
using System.Text.RegularExpressions;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.Drawing;
using Highmem.Tests.Reports;

namespace Highmem.Tests.Cli;

public sealed class HighmemCommandTests : IDisposable
{
    private readonly List<string> files = [];

    public void Dispose() => files.ForEach(File.Delete);

    [Fact]
    public void Help_calls_the_command_by_its_name()
    {
        var run = CommandRun.Of("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("highmem [command] [options]", run.Output, StringComparison.Ordinal);
        foreach (var command in new[] { "layout", "vmalloc <size>", "translate <address>", "check <bootlog>", "demo" })
        {
            Assert.Contains($"  {command} ", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("layout", "--memory <size>")]
    [InlineData("vmalloc", "--count <n>")]
    [InlineData("translate", "--format <format>")]
    public void Every_command_has_help(string command, string part)
    {
        var run = CommandRun.Of(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_a_plain_number() =>
        Assert.Matches(@"^[0-9]+(\.[0-9]+)+$", CommandRun.Of("--version").Output.Trim());

    [Fact]
    public void Without_a_command_help_is_an_error()
    {
        var run = CommandRun.Of();

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_lists_the_regions()
    {
        var run = CommandRun.Of("layout", "--memory", "512M", "--kernel", "2.4.21");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Name            Start       End               Size  Description", run.Lines[0]);
        Assert.Equal(
            "VMALLOC_OFFSET  0xe0000000  0xe0800000     8388608  catches overruns of the direct map",
            run.Lines[2]
        );
        Assert.All(run.Lines, line => Assert.All(line, c => Assert.InRange(c, ' ', '~')));
    }

    [Fact]
    public void Layout_in_csv_quotes_what_needs_it()
    {
        var run = CommandRun.Of("layout", "--format", "csv");

        var records = run.Output.Split("\r\n");
        Assert.Equal("Machine,Name,Start,End,Size,Kind,Description", records[0]);
        Assert.Equal(
            "i386,lowmem,0xc0000000,0xf77fe000,931127296,DirectMap,low memory: physical address + PAGE_OFFSET",
            records[1]
        );
        Assert.Contains(
            records,
            record => record.EndsWith(",Fixmap,\"fixed mappings, kmap_atomic slots\"", StringComparison.Ordinal)
        );
        Assert.Equal("", records[^1]);
        Assert.DoesNotContain('\n', string.Concat(records));
    }

    [Fact]
    public void Layout_in_json_has_addresses_as_hex_text_and_sizes_as_numbers()
    {
        var run = CommandRun.Of("layout", "--format", "json", "--highmem", "none");

        var last = run.Json.EnumerateArray().Last();
        Assert.Equal("0x100000000", last.GetProperty("End").GetString());
        Assert.Equal(4096, last.GetProperty("Size").GetInt64());
        Assert.Equal("Reserved", last.GetProperty("Kind").GetString());
    }

    [Fact]
    public void Layout_draws_what_the_library_draws()
    {
        var machine = I386Machine.Boot(new MachineOptions { Map = E820Map.FromMemorySize(256 << 20) });

        Assert.Equal(
            LayoutDrawing.Draw(machine),
            CommandRun.Of("layout", "-m", "256M", "--draw").Lines,
            StringComparer.Ordinal
        );
        Assert.Equal(
            LayoutDrawing.Draw(machine, new LayoutDrawingOptions { Width = 50, UseUnicode = false }),
            CommandRun.Of("layout", "-m", "256M", "--draw", "--width", "50", "--ascii").Lines,
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Machine_options_reach_the_machine()
    {
        var run = CommandRun.Of(
            "layout",
            "-f",
            "json",
            "--split",
            "2G",
            "--cmdline",
            "vmalloc=256M",
            "--cpus",
            "2",
            "--config",
            "NR_CPUS=4",
            "--config",
            "X86_IO_APIC=n"
        );

        var expected = I386Machine.Boot(
            new MachineOptions
            {
                MemorySplit = MemorySplit.All.Single(split => split.Name == "2G"),
                CommandLine = "vmalloc=256M",
                ProcessorCount = 2,
                Config = ["NR_CPUS=4", "X86_IO_APIC=n"],
            }
        );
        Assert.Equal(
            expected.GetRegions().Select(region => region.Start.ToString()),
            run.Json.EnumerateArray().Select(region => region.GetProperty("Start").GetString()!),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Memory_can_come_from_an_e820_file()
    {
        var file = WriteFile(
            "BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)\n\nBIOS-e820: 0000000000100000 - 0000000010000000 (usable)\n"
        );

        var run = CommandRun.Of("layout", "-f", "json", "--e820", file);

        Assert.Equal(256 << 20, run.Json[0].GetProperty("Size").GetInt64());
    }

    [Fact]
    public void A_bad_e820_file_is_refused_with_the_line_and_the_reason()
    {
        var file = WriteFile("0000000000100000 - 0000000010000000 (usable)\nsome nonsense\n");

        CommandRun.Of("layout", "--e820", file).AssertRefused($"{file}: 'some nonsense' is not an e820 range.");
        CommandRun.Of("layout", "--e820", WriteFile("")).AssertRefused("The e820 map is empty");
        CommandRun.Of("layout", "--e820", file + ".missing").AssertRefused("Could not find file");
    }

    [Fact]
    public void Vmalloc_lists_the_areas()
    {
        var run = CommandRun.Of("vmalloc", "100", "64K", "--memory", "512M", "--kernel", "2.4.21");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal(
            [
                "Address     End          Size  RequestedSize  Pages  Flags",
                "0xe0800000  0xe0802000   8192            100      1  Alloc",
                "0xe0802000  0xe0813000  69632          65536     16  Alloc",
            ],
            run.Lines,
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Vmalloc_counts_frees_and_says_what_failed()
    {
        var run = CommandRun.Of(
            "vmalloc",
            "5M",
            "--count",
            "30",
            "--free",
            "0xf7ffe000",
            "--free",
            "0xf8000001",
            "-f",
            "csv"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("highmem: vmalloc(5242880) failed 7 of 30 times: no hole", run.Error, StringComparison.Ordinal);
        Assert.Contains("vmap allocation for size 5246976 failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("Trying to vfree() bad address (f8000001)", run.Error, StringComparison.Ordinal);
        Assert.Contains("highmem: vfree(0xf8000001) freed nothing", run.Error, StringComparison.Ordinal);

        // 23 fit, one was freed, and each has a second area with the array of its pages.
        Assert.Equal(1 + (2 * 22), run.Lines.Length);
    }

    [Fact]
    public void Translate_walks_the_tables()
    {
        var run = CommandRun.Of("translate", "c0100000", "0xf7800000", "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("0x00100000", run.Json[0].GetProperty("PhysicalAddress").GetString());
        Assert.Equal(256, run.Json[0].GetProperty("PageFrame").GetInt32());
        Assert.True(run.Json[0].GetProperty("Mapped").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.Json[1].GetProperty("PhysicalAddress").ValueKind);
        Assert.Equal("VMALLOC_OFFSET", run.Json[1].GetProperty("Region").GetString());
    }

    [Fact]
    public void A_boot_log_says_which_machine_to_boot()
    {
        var log = BootLogData.PathOf("39-2.6.31-17-generic-pae-4096M.txt");

        var run = CommandRun.Of("layout", "--boot-log", log, "-f", "json");
        var changed = CommandRun.Of("layout", "--boot-log", log, "-f", "json", "--cmdline", "vmalloc=256M");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("assuming: PAE, by the name", run.Error, StringComparison.Ordinal);
        Assert.Equal("0xf79fe000", run.Json[0].GetProperty("End").GetString());
        Assert.Equal(256 << 20, changed.Json[2].GetProperty("Size").GetInt64());
        CommandRun.Of("layout", "--boot-log", log + ".missing").AssertRefused("the file cannot be read");
    }

    [Fact]
    public void Check_recomputes_a_boot_log()
    {
        var run = CommandRun.Of("check", BootLogData.PathOf("01-2.4.21-1024M.txt"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.StartsWith("LineNumber  Quantity", run.Lines[0], StringComparison.Ordinal);
        Assert.Matches("^ +12  HIGHMEM available   127MB     127MB     Match", run.Lines[1]);
        Assert.Equal("13 numbers: 9 match, 0 differ, 4 cannot be derived.", run.Lines[^1]);
    }

    [Fact]
    public void A_number_that_differs_fails_the_check()
    {
        var text = BootLogData.Text("01-2.4.21-1024M.txt");
        var file = WriteFile(text.Replace("127MB HIGHMEM", "128MB HIGHMEM", StringComparison.Ordinal));

        var run = CommandRun.Of("check", file, BootLogData.PathOf("13-2.6.5-1024M.txt"), "-f", "csv");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(",HIGHMEM available,128MB,127MB,Mismatch,", run.Output, StringComparison.Ordinal);
        Assert.Contains("13-2.6.5-1024M.txt,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_boot_log_is_refused_but_the_others_are_checked()
    {
        var run = CommandRun.Of("check", WriteFile("hello"), BootLogData.PathOf("01-2.4.21-1024M.txt"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no e820 map in it", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("cannot be derived.", run.Lines[^1], StringComparison.Ordinal);
        CommandRun.Of("check", WriteFile("")).AssertRefused("");
    }

    [Fact]
    public void A_screen_gets_a_grid_if_it_is_wide_enough()
    {
        Assert.StartsWith("╭", CommandRun.On(80, true, "layout").Output, StringComparison.Ordinal);
        Assert.All(CommandRun.On(80, true, "layout").Lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.StartsWith("Name ", CommandRun.On(60, true, "layout").Output, StringComparison.Ordinal);
        Assert.Contains("\e[32m", CommandRun.On(60, true, "layout", "--draw").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layout --memory 1M", "--memory: 1M is out of range: it is from 2M to 64G.")]
    [InlineData("layout --memory abc", "--memory: 'abc' is not a size.")]
    [InlineData("layout --memory -1", "--memory: -1 is not a size: sizes are 0 or more bytes.")]
    [InlineData("layout --memory", "--memory")]
    [InlineData("layout --memory 1G --e820 x", "--memory, --e820 and --boot-log each say")]
    [InlineData("layout --kernel 2.7", "--kernel: '2.7' is none of 2.4.21, 2.6.9, 2.6.31.")]
    [InlineData("layout --highmem 8G", "--highmem: '8G' is none of auto, none, 4G, 64G.")]
    [InlineData("layout --split 5G", "--split: '5G' is none of 3G, 3G_OPT, 2G, 2G_OPT, 1G.")]
    [InlineData("layout --split 2G --kernel 2.4.21", "Linux 2.4.21 has no memory split 2G")]
    [InlineData("layout --cpus 0", "--cpus: '0' is not a whole number from 1 to 255.")]
    [InlineData("layout --config FOO", "--config: 'FOO' is not a configuration option")]
    [InlineData("layout --format xml", "--format: 'xml' is none of table, csv, json.")]
    [InlineData("layout --draw --format csv", "--draw and --format exclude each other")]
    [InlineData("layout --width 100", "--width and --ascii are for --draw.")]
    [InlineData("layout --draw --width 10", "--width: '10' is not a whole number from 40 to 200.")]
    [InlineData("layout --memory 4M", "Give the machine more memory.")]
    [InlineData("layout surplus", "'surplus'")]
    [InlineData("vmalloc", "vmalloc")]
    [InlineData("vmalloc -- -1", "size: -1 is not a size")]
    [InlineData("vmalloc 1 --count 0", "--count: '0' is not a whole number from 1 to 1000000.")]
    [InlineData("vmalloc 1 --free x", "--free: 'x' is not an address.")]
    [InlineData("translate 0x100000000", "address: 0x100000000 is not a 32-bit virtual address")]
    [InlineData("nonsense", "'nonsense'")]
    public void Bad_arguments_are_refused_by_name_value_and_range(string arguments, string message) =>
        CommandRun.Of(arguments.Split(' ')).AssertRefused(message);

    [Fact]
    public void The_demo_tells_the_first_session()
    {
        var run = CommandRun.Of("demo");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.All(
            [
                "They lie 8 KB apart",
                "  Unable to handle kernel paging request at virtual address e0801000",
                "They lie 12 KB apart",
                "1024 pages came from the HighMem zone",
                "vmap allocation for size 1052672 failed",
                "0 differences.",
                " 0xe0801000 │▒▒▒ ××× guard page",
            ],
            text =>
                Assert.Contains(
                    run.Lines,
                    line =>
                        line.StartsWith(text, StringComparison.Ordinal) || line.Contains(text, StringComparison.Ordinal)
                )
        );
        Assert.False(Regex.IsMatch(run.Output, "\e"), "No escape sequences into a file.");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Output_is_the_same_in_every_culture(string culture)
    {
        string[][] commands =
        [
            ["demo"],
            ["layout", "-f", "CSV"],
            ["translate", "c0000000", "-f", "json"],
        ];
        var expected = commands.Select(arguments => CommandRun.Of(arguments).Output).ToList();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(
                expected,
                commands.Select(arguments => CommandRun.Of(arguments).Output),
                StringComparer.Ordinal
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private string WriteFile(string text)
    {
        var file = Path.GetTempFileName();
        files.Add(file);
        File.WriteAllText(file, text);
        return file;
    }
}
