using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace HighmemTools.Commands;

/// <summary>Gives the zones of physical memory: their borders, pages, marks and reserves.</summary>
[Cmdlet(VerbsCommon.Get, "MemoryZone", DefaultParameterSetName = Objects)]
[OutputType(typeof(MemoryZone), ParameterSetName = [Objects])]
[OutputType(typeof(string), ParameterSetName = [nameof(AsText)])]
public sealed class GetMemoryZoneCommand : MachineCommand
{
    private const string Objects = nameof(Objects);

    /// <summary>Names of zones; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = Objects)]
    [ArgumentCompleter(typeof(ZoneCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>All zones as the kernel prints them: /proc/zoneinfo (2.6.31), SysRq-m (2.4.21).</summary>
    [Parameter(ParameterSetName = nameof(AsText), Mandatory = true)]
    public SwitchParameter AsText { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (AsText)
        {
            var lines = machine.Profile.Proc.ShowFreeAreas is not null
                ? ShowFreeAreasText.Lines(machine)
                : ZoneInfoText.Lines(machine);
            WriteObject(lines, enumerateCollection: true);
            return;
        }

        var filter = new NameFilter(Name);
        WriteObject(machine.GetZones().Where(z => filter.Takes(z.Name)), enumerateCollection: true);
        foreach (var name in filter.Missing([.. machine.GetZones().Select(z => z.Name)]))
        {
            WriteError(Errors.ZoneNotFound(machine, name));
        }
    }
}
