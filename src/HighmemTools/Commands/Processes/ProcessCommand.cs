using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>A command that works on processes; one given as an object is found on the machine it belongs to.</summary>
public abstract class ProcessCommand : MachineCommandBase
{
    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }
}
