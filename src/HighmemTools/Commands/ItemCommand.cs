using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>
/// A command whose pipeline input is sizes, addresses or ranges. Where these are given as arguments, the pipeline may
/// bring machines instead.
/// </summary>
public abstract class ItemCommand : MachineCommandBase
{
    /// <summary>The parameter set where items come from the pipeline; the default.</summary>
    private protected const string Items = nameof(Items);

    /// <summary>The parameter set where machines come from the pipeline.</summary>
    private protected const string Machines = nameof(Machines);

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ParameterSetName = Items, ValueFromPipelineByPropertyName = true)]
    [Parameter(
        ParameterSetName = Machines,
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }
}
