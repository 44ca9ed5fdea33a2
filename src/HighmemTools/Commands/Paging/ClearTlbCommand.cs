using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Makes CPUs drop translations: all, those that are not global, or that of one page.</summary>
[Cmdlet(VerbsCommon.Clear, "Tlb", DefaultParameterSetName = All)]
[OutputType(typeof(TlbEntry))]
public sealed class ClearTlbCommand : TlbCommand
{
    private const string All = nameof(All);

    /// <summary>Only the translations of these pages, as INVLPG drops them, global or not.</summary>
    [Parameter(ParameterSetName = nameof(Address), Mandatory = true)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>Only translations that are not global, as a load of CR3 drops them.</summary>
    [Parameter(ParameterSetName = nameof(NonGlobal), Mandatory = true)]
    public SwitchParameter NonGlobal { get; set; }

    /// <summary>Emits what is left.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Run(I386Machine machine, int cpu)
    {
        if (NonGlobal)
        {
            machine.ClearNonGlobalTlb(cpu);
        }
        else if (ParameterSetName == All)
        {
            machine.ClearTlb(cpu);
        }

        foreach (var item in Address)
        {
            machine.ClearTlb(cpu, item.Address);
        }

        if (PassThru)
        {
            WriteObject(machine.GetTlbEntries(cpu), enumerateCollection: true);
        }
    }
}
