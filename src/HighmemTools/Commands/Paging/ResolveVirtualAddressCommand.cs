using System.Management.Automation;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Translates virtual addresses, level by level.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "VirtualAddress", DefaultParameterSetName = Items)]
[OutputType(typeof(AddressTranslation))]
public sealed class ResolveVirtualAddressCommand : ItemCommand
{
    /// <summary>The virtual address, or an object that has one.</summary>
    [Parameter(
        ParameterSetName = Items,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Parameter(ParameterSetName = Machines, Mandatory = true, Position = 0)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference[] Address { get; set; } = [];

    /// <summary>The process whose page tables are walked: its pid, its name or an object; without it the kernel's own.</summary>
    [Parameter]
    [ProcessTransformation]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public ProcessReference? Process { get; set; }

    private protected override void Run()
    {
        foreach (var item in Address)
        {
            if (FindMachine(item, item.Owner ?? Process?.Owner) is not { } machine)
            {
                continue;
            }

            if (Process is null)
            {
                WriteObject(machine.Resolve(item.Address));
            }
            else if (FindProcess(machine, Process) is { } process)
            {
                WriteObject(machine.Resolve(process.Pid, item.Address));
            }
        }
    }
}
