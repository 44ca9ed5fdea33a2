using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools.Commands;

/// <summary>Calls vm_unmap_ram (2.6.31).</summary>
[Cmdlet(VerbsLifecycle.Invoke, "VmUnmapRam", DefaultParameterSetName = Items, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class InvokeVmUnmapRamCommand : ItemCommand
{
    /// <summary>The address that vm_map_ram returned, or the mapping.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(VmRamCompleter))]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>How many pages vm_map_ram mapped there; by default those of the mapping, and 1 for a bare address.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Pages")]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && ShouldProcess($"{machine.Name}: {item.Object ?? item}", "vm_unmap_ram")
            )
            {
                Unmap(machine, item);
            }
        }
    }

    private void Unmap(I386Machine machine, AddressReference item)
    {
        var count = Count ?? (item.Object as VmRamMapping)?.Pages ?? 1;
        var outcome = machine.VmUnmapRam(item.Address, count);
        if (outcome.Result != VmUnmapRamResult.Unmapped)
        {
            WriteError(Errors.VmUnmapRamFailed(machine, item.Address, count, outcome));
        }
    }
}
