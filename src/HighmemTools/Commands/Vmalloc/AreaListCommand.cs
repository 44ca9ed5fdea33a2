using System.Management.Automation;
using Highmem.Machine;
using Highmem.Reports.VmallocInfo;

namespace HighmemTools.Commands;

/// <summary>A command that looks at the areas of a machine, or at those of a real dump from the pipeline.</summary>
public abstract class AreaListCommand : MachineCommandBase
{
    private const string Machines = nameof(Machine);
    private protected const string Dumps = nameof(Area);
    private readonly Dictionary<VmallocDump, List<VmallocInfoArea>> dumps = [];

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(
        ParameterSetName = Machines,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }

    /// <summary>Areas that Import-VmallocInfo read, in place of a machine's.</summary>
    [Parameter(ParameterSetName = Dumps, Mandatory = true, ValueFromPipeline = true)]
    public VmallocInfoArea[] Area { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        foreach (var (dump, areas) in dumps)
        {
            Run(dump, areas);
        }
    }

    private protected sealed override void Run()
    {
        if (ParameterSetName == Dumps)
        {
            foreach (var area in Area)
            {
                if (!dumps.TryGetValue(area.Dump, out var areas))
                {
                    dumps.Add(area.Dump, areas = []);
                }

                areas.Add(area);
            }
        }
        else if (FindMachine() is { } machine)
        {
            Run(machine);
        }
    }

    /// <summary>Does the work for one machine.</summary>
    private protected abstract void Run(I386Machine machine);

    /// <summary>Does the work for areas of one dump.</summary>
    private protected abstract void Run(VmallocDump dump, IReadOnlyList<VmallocInfoArea> areas);
}
