using System.CommandLine;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.BootLogs;

namespace Highmem.Cli;

/// <summary>The options that say which machine to boot.</summary>
internal sealed class MachineArguments
{
    private const string DefaultMemory = "1G";

    private static readonly (string Name, HighmemSupport? Value)[] HighmemChoices =
    [
        ("auto", null),
        ("none", HighmemSupport.None),
        ("4G", HighmemSupport.Highmem4G),
        ("64G", HighmemSupport.Highmem64G),
    ];

    private readonly Option<long?> memory = new("--memory", "-m")
    {
        Description = $"RAM of a PC, from 2M to 64G (default {DefaultMemory})",
        HelpName = "size",
        CustomParser = ArgumentText.One<long?>("--memory", text => Memory(text)),
    };

    private readonly Option<FileInfo?> e820 = new("--e820")
    {
        Description = "a file with the e820 map, lines like '0000000000100000 - 0000000040000000 (usable)'",
        HelpName = "file",
    };

    private readonly Option<string?> bootLog = new("--boot-log")
    {
        Description = "a boot log that says memory, kernel, command line and configuration; other options change them",
        HelpName = "file",
    };

    private readonly Option<KernelProfile?> kernel = new("--kernel", "-k")
    {
        Description =
            $"the kernel: any release, such as {string.Join(", ", KernelProfiles.All)} (default {KernelProfiles.Default})",
        HelpName = "version",
        CustomParser = ArgumentText.One(
            "--kernel",
            text =>
                KernelProfiles.Find(text)
                ?? throw new FormatException($"'{text}' is none of {string.Join(", ", KernelProfiles.All)}.")
        ),
    };

    private readonly Option<HighmemSupport?> highmem = new("--highmem")
    {
        Description = "high memory support: auto, none, 4G or 64G, which is PAE (default auto)",
        HelpName = "support",
        CustomParser = ArgumentText.One("--highmem", text => ArgumentText.Choice(text, HighmemChoices)),
    };

    private readonly Option<string?> commandLine = new("--cmdline", "-c")
    {
        Description = "the kernel command line, such as 'vmalloc=256M mem=512M'",
        HelpName = "text",
    };

    private readonly Option<MemorySplit?> split = new("--split")
    {
        Description = $"the memory split: {string.Join(", ", MemorySplit.All)} (default 3G)",
        HelpName = "name",
        CustomParser = ArgumentText.One(
            "--split",
            text => ArgumentText.Choice(text, MemorySplit.All.Select(s => (s.Name, s)))
        ),
    };

    private readonly Option<int?> processors = new("--cpus")
    {
        Description = "CPUs that are online, from 1 to 255 (default 1)",
        HelpName = "n",
        CustomParser = ArgumentText.One<int?>("--cpus", text => ArgumentText.Number(text, 1, 255)),
    };

    private readonly Option<string[]> config = new("--config")
    {
        Description = "a configuration option that decides the layout, such as NR_CPUS=64; may be repeated",
        HelpName = "NAME=value",
        CustomParser = ArgumentText.Many("--config", CheckConfig),
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [memory, e820, bootLog, kernel, highmem, commandLine, split, processors, config];
        Array.ForEach(all, command.Options.Add);
        command.Validators.Add(result =>
        {
            if (new Option[] { memory, e820, bootLog }.Count(option => result.GetResult(option) is not null) > 1)
            {
                result.AddError("--memory, --e820 and --boot-log each say how much memory there is: give one of them.");
            }
        });
    }

    /// <summary>Boots the machine that the options describe; what a boot log leaves open is told on standard error.</summary>
    public I386Machine Boot(ParseResult parsed, Terminal terminal)
    {
        var options =
            parsed.GetValue(bootLog) is { } log ? ReadLog(log, terminal)
            : parsed.GetValue(e820) is { } file ? new MachineOptions { Map = ReadMap(file) }
            : new MachineOptions { Map = E820Map.FromMemorySize(parsed.GetValue(memory) ?? Memory(DefaultMemory)) };
        return I386Machine.Boot(
            options with
            {
                Kernel = parsed.GetValue(kernel) ?? options.Kernel,
                Highmem = parsed.GetValue(highmem),
                CommandLine = parsed.GetValue(commandLine) ?? options.CommandLine,
                MemorySplit = parsed.GetValue(split),
                ProcessorCount = parsed.GetValue(processors) ?? options.ProcessorCount,
                Config = parsed.GetValue(config) ?? [],
            }
        );
    }

    private static MachineOptions ReadLog(string path, Terminal terminal)
    {
        var machine = BootLogMachine.Of(BootLog.Read(path));
        foreach (var assumption in machine.Assumptions)
        {
            terminal.Error.WriteLine($"{path}: assuming: {assumption}");
        }

        return machine.ToOptions();
    }

    private static long Memory(string text) => ArgumentText.Size(text, 2 << 20, E820Map.PhysicalLimit, "2M to 64G");

    private static string CheckConfig(string assignment)
    {
        new KernelConfig().With(assignment);
        return assignment;
    }

    private static E820Map ReadMap(FileInfo file)
    {
        try
        {
            return E820Map.Parse(File.ReadLines(file.FullName));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"{file}: {ArgumentText.Plain(e)}", e);
        }
    }
}
