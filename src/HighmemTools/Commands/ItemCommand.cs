using System.Diagnostics;
using System.Globalization;
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Stopwatch clock = Stopwatch.StartNew();

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

    /// <summary>Shows how far a long row is, now and then.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="items">What there are many of.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="count">How many there will be.</param>
    private protected void ShowProgress(string activity, string items, int done, int count)
    {
        if (count > 1 && (done & 0xff) == 0 && clock.Elapsed > Patience)
        {
            WriteProgress(
                new ProgressRecord(
                    0,
                    activity,
                    string.Create(CultureInfo.InvariantCulture, $"{done} of {count} {items}")
                )
                {
                    PercentComplete = (int)(100L * done / count),
                }
            );
        }
    }
}
