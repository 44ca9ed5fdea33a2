using System.CommandLine;
using System.Globalization;
using Highmem.Addressing;
using Highmem.Cli.Rows;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Cli.Commands;

/// <summary><c>highmem vmalloc</c>: allocates and frees areas on a fresh machine and lists what is left.</summary>
internal static class VmallocCommand
{
    /// <summary>The columns of an area.</summary>
    public static RowWriter<VmArea> Areas { get; } =
        new(
            new Column<VmArea>("Machine", area => area.Machine) { IsInTable = false },
            new Column<VmArea>("Address", area => area.Address),
            new Column<VmArea>("End", area => area.End),
            new Column<VmArea>("Size", area => area.Size) { IsNumber = true },
            new Column<VmArea>("RequestedSize", area => area.RequestedSize) { IsNumber = true },
            new Column<VmArea>("Pages", area => area.Pages) { IsNumber = true },
            new Column<VmArea>("Flags", area => area.Flags),
            new Column<VmArea>("PhysicalAddress", area => area.PhysicalAddress) { IsInTable = false },
            new Column<VmArea>("Caller", area => area.Caller) { IsInTable = false }
        );

    public static Command Build(Terminal terminal)
    {
        var sizes = new Argument<ByteSize[]>("size")
        {
            Description = "bytes to allocate: 100, 4K, 1M, 0x1000",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ArgumentText.Many("size", ByteSize.Parse),
        };
        var count = new Option<int?>("--count", "-n")
        {
            Description = "how often to allocate each size, from 1 to 1000000 (default 1)",
            HelpName = "n",
            CustomParser = ArgumentText.One<int?>("--count", text => ArgumentText.Number(text, 1, 1_000_000)),
        };
        var free = new Option<VirtualAddress[]>("--free")
        {
            Description = "an address to free after that; may be repeated",
            HelpName = "address",
            CustomParser = ArgumentText.Many("--free", VirtualAddress.Parse),
        };
        var format = new FormatOption();
        var machine = new MachineArguments();
        var command = new Command("vmalloc", "Boots a machine, allocates vmalloc areas, and lists them.")
        {
            sizes,
            count,
            free,
            format,
        };
        machine.AddTo(command);
        command.SetAction(parsed =>
        {
            var booted = machine.Boot(parsed, terminal);
            var failures =
                parsed
                    .GetRequiredValue(sizes)
                    .Count(size => !Allocate(terminal, booted, size, parsed.GetValue(count) ?? 1))
                + (parsed.GetValue(free) ?? []).Count(address => !Free(terminal, booted, address));
            Areas.Write(terminal, parsed.GetValue(format), booted.GetVmList());
            return failures == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static bool Allocate(Terminal terminal, I386Machine machine, long size, int count)
    {
        var reasons = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var outcome = machine.Vmalloc(size);
            if (outcome.Area is null)
            {
                reasons.Add(outcome.Reason);
                WriteLines(terminal, outcome.KernelMessages);
            }
        }

        foreach (var reason in reasons.GroupBy(reason => reason, StringComparer.Ordinal))
        {
            terminal.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"highmem: vmalloc({size}) failed {reason.Count()} of {count} times: {reason.Key}."
                )
            );
        }

        return reasons.Count == 0;
    }

    private static bool Free(Terminal terminal, I386Machine machine, VirtualAddress address)
    {
        var outcome = machine.Vfree(address);
        WriteLines(terminal, outcome.KernelMessages);
        if (outcome.Result is VfreeResult.Freed or VfreeResult.Null)
        {
            return true;
        }

        terminal.Error.WriteLine($"highmem: vfree({address}) freed nothing: no area begins there.");
        return false;
    }

    private static void WriteLines(Terminal terminal, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            terminal.Error.WriteLine(line);
        }
    }
}
