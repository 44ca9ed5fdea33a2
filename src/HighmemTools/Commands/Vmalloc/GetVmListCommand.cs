using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.Proc;

namespace HighmemTools.Commands;

/// <summary>Gives the areas of vmalloc space in address order.</summary>
[Cmdlet(VerbsCommon.Get, "VmList", DefaultParameterSetName = Objects)]
[OutputType(typeof(VmArea), ParameterSetName = [Objects])]
[OutputType(typeof(string), ParameterSetName = [nameof(AsText)])]
public sealed class GetVmListCommand : MachineCommand
{
    private const string Objects = nameof(Objects);

    /// <summary>Only the area that holds this address, its guard page included.</summary>
    [Parameter(ParameterSetName = Objects)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference? Address { get; set; }

    /// <summary>The list as text, in one of the kernel's own forms.</summary>
    [Parameter(ParameterSetName = nameof(AsText), Mandatory = true)]
    public VmListText AsText { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (ParameterSetName == nameof(AsText))
        {
            var lines =
                AsText == VmListText.VmallocInfo ? VmallocText.VmallocInfo(machine) : VmallocText.ShowVmalloc(machine);
            WriteObject(lines, enumerateCollection: true);
            return;
        }

        WriteObject(
            machine
                .GetVmList()
                .Where(area => Address is null || (area.Address <= Address.Address && Address.Address < area.End)),
            enumerateCollection: true
        );
    }
}
