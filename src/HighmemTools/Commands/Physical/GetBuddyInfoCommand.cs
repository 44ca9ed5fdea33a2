using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace HighmemTools.Commands;

/// <summary>Gives the free blocks of each zone, by order.</summary>
[Cmdlet(VerbsCommon.Get, "BuddyInfo", DefaultParameterSetName = Objects)]
[OutputType(typeof(BuddyInfo), ParameterSetName = [Objects])]
[OutputType(typeof(string), ParameterSetName = [nameof(AsText)])]
public sealed class GetBuddyInfoCommand : MachineCommand
{
    private const string Objects = nameof(Objects);

    /// <summary>Names of zones; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = Objects)]
    [ArgumentCompleter(typeof(ZoneCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = ["*"];

    /// <summary>One row for each migrate type, where the kernel keeps them apart (2.6.31).</summary>
    [Parameter(ParameterSetName = Objects)]
    public SwitchParameter ByMigrateType { get; set; }

    /// <summary>/proc/buddyinfo (2.6).</summary>
    [Parameter(ParameterSetName = nameof(AsText), Mandatory = true)]
    public SwitchParameter AsText { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (AsText)
        {
            WriteObject(BuddyInfoText.Lines(machine), enumerateCollection: true);
            return;
        }

        var filter = new NameFilter(Zone);
        WriteObject(machine.GetBuddyInfo(ByMigrateType).Where(b => filter.Takes(b.Zone)), enumerateCollection: true);
        foreach (var name in filter.Missing([.. machine.GetZones().Select(z => z.Name)]))
        {
            WriteError(Errors.ZoneNotFound(machine, name));
        }
    }
}
