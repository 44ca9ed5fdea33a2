using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace HighmemTools.Commands;

/// <summary>Gives the caches of kmalloc.</summary>
[Cmdlet(VerbsCommon.Get, "SlabInfo", DefaultParameterSetName = Objects)]
[OutputType(typeof(SlabInfo), ParameterSetName = [Objects])]
[OutputType(typeof(string), ParameterSetName = [nameof(AsText)])]
public sealed class GetSlabInfoCommand : MachineCommand
{
    private const string Objects = nameof(Objects);

    /// <summary>Names of caches; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = Objects)]
    [ArgumentCompleter(typeof(SlabCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>/proc/slabinfo, as the machine's kernel prints it.</summary>
    [Parameter(ParameterSetName = nameof(AsText), Mandatory = true)]
    public SwitchParameter AsText { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (AsText)
        {
            WriteObject(SlabInfoText.Lines(machine), enumerateCollection: true);
            return;
        }

        var filter = new NameFilter(Name);
        var caches = machine.GetSlabInfo();
        WriteObject(caches.Where(c => filter.Takes(c.Name)), enumerateCollection: true);
        foreach (var name in filter.Missing([.. caches.Select(c => c.Name)]))
        {
            WriteError(Errors.SlabCacheNotFound(machine, name));
        }
    }
}
