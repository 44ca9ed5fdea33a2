using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gives the regions of the kernel's part of the address space, from PAGE_OFFSET to 4 GB.</summary>
[Cmdlet(VerbsCommon.Get, "MemoryLayout")]
[OutputType(typeof(MemoryRegion))]
public sealed class GetMemoryLayoutCommand : MachineCommand
{
    private protected override void Run(I386Machine machine) =>
        WriteObject(machine.GetRegions(), enumerateCollection: true);
}
