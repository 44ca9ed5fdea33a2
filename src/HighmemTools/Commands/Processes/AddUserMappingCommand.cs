using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Maps private, anonymous memory into processes. Pages come when they are first touched.</summary>
[Cmdlet(VerbsCommon.Add, "UserMapping")]
[OutputType(typeof(UserMapping))]
public sealed class AddUserMappingCommand : ProcessCommand
{
    /// <summary>The processes: pids, names or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Pid")]
    [ProcessTransformation]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public ProcessReference[] Process { get; set; } = [];

    /// <summary>The first address; a multiple of 4096 below PAGE_OFFSET.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AddressTransformation]
    public AddressReference Address { get; set; } = new(VirtualAddress.Zero);

    /// <summary>How many bytes, rounded up to whole pages.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [SizeTransformation]
    public ByteSize Size { get; set; }

    /// <summary>The memory may only be read.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Touches all pages at once: writes them if they may be written, else reads them.</summary>
    [Parameter]
    public SwitchParameter Populate { get; set; }

    /// <summary>The CPU that touches them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    public int Cpu { get; set; }

    private protected override void Run()
    {
        foreach (var item in Process)
        {
            if (
                FindMachine(item, item.Owner) is { } machine
                && HasCpu(machine, Cpu)
                && FindProcess(machine, item) is { } process
            )
            {
                Add(machine, process);
            }
        }
    }

    private void Add(I386Machine machine, UserProcess process)
    {
        try
        {
            var outcome = machine.AddUserMapping(process.Pid, Address.Address, Size, ReadOnly, Populate, Cpu);
            WriteObject(outcome.Mapping);
            if (outcome.Reason.Length > 0)
            {
                WriteError(Errors.UserMappingNotPopulated(machine, outcome));
            }
        }
        catch (UserProcessException problem)
        {
            WriteError(Errors.UserMappingRefused(problem, Address));
        }
    }
}
