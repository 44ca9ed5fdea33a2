using System.CommandLine;
using Highmem.Addressing;
using Highmem.Cli.Rows;
using Highmem.Machine.Views;

namespace Highmem.Cli.Commands;

/// <summary><c>highmem translate</c>: walks the page tables of a fresh machine.</summary>
internal static class TranslateCommand
{
    private static readonly RowWriter<AddressTranslation> Translations = new(
        new Column<AddressTranslation>("Machine", row => row.Machine) { IsInTable = false },
        new Column<AddressTranslation>("Address", row => row.Address),
        new Column<AddressTranslation>("PhysicalAddress", row => row.PhysicalAddress),
        new Column<AddressTranslation>("PageFrame", row => row.PageFrame) { IsInTable = false },
        new Column<AddressTranslation>("Mapped", row => row.Mapped) { IsInTable = false },
        new Column<AddressTranslation>("PageSize", row => row.PageSize) { IsNumber = true },
        new Column<AddressTranslation>("Writable", row => row.Writable) { IsInTable = false },
        new Column<AddressTranslation>("Region", row => row.Region),
        new Column<AddressTranslation>("PgdAddress", row => row.PgdAddress) { IsInTable = false },
        new Column<AddressTranslation>("Pgd", row => row.Pgd),
        new Column<AddressTranslation>("PmdAddress", row => row.PmdAddress) { IsInTable = false },
        new Column<AddressTranslation>("Pmd", row => row.Pmd),
        new Column<AddressTranslation>("PteAddress", row => row.PteAddress) { IsInTable = false },
        new Column<AddressTranslation>("Pte", row => row.Pte),
        new Column<AddressTranslation>("Flags", row => row.Flags)
    );

    public static Command Build(Terminal terminal)
    {
        var addresses = new Argument<VirtualAddress[]>("address")
        {
            Description = "a virtual address: 0xc0100000, c0100000 or decimal",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ArgumentText.Many("address", VirtualAddress.Parse),
        };
        var format = new FormatOption();
        var machine = new MachineArguments();
        var command = new Command("translate", "Boots a machine and translates virtual addresses, level by level.")
        {
            addresses,
            format,
        };
        machine.AddTo(command);
        command.SetAction(parsed =>
        {
            var booted = machine.Boot(parsed, terminal);
            Translations.Write(
                terminal,
                parsed.GetValue(format),
                parsed.GetRequiredValue(addresses).Select(booted.Resolve)
            );
            return ExitCode.Success;
        });
        return command;
    }
}
