using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Reports.VmallocInfo;

namespace HighmemTools.Commands;

/// <summary>
/// Reads real dumps of /proc/vmallocinfo, of 32-bit and 64-bit kernels, and gives their areas; or sets a machine up with them.
/// </summary>
[Cmdlet(VerbsData.Import, "VmallocInfo", DefaultParameterSetName = Paths)]
[OutputType(typeof(VmallocInfoArea), typeof(VmArea))]
public sealed class ImportVmallocInfoCommand : FileCommand
{
    private readonly List<string> lines = [];

    /// <summary>Files with a /proc/vmallocinfo, alone or as a section; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = Paths, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[] Path { get; set; } = [];

    /// <summary>The text of a dump, line by line or as a whole.</summary>
    [Parameter(ParameterSetName = nameof(Text), Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Text { get; set; } = [];

    /// <summary>The kernel's release, such as <c>3.16.0</c>, where the file does not tell it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KernelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kernel { get; set; }

    /// <summary>VMALLOC_START, where the file does not tell it.</summary>
    [Parameter]
    public WideAddress? Start { get; set; }

    /// <summary>VMALLOC_END, where the file does not tell it.</summary>
    [Parameter]
    public WideAddress? End { get; set; }

    /// <summary>A machine without areas, or its name; it gets the same areas at the same addresses.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public MachineReference? Machine { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Machine is not null && Machine.Find() is null)
        {
            ThrowTerminatingError(Errors.MachineNotFound(Machine.Name));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == nameof(Text))
        {
            lines.AddRange(Text);
            return;
        }

        foreach (var file in FindFiles())
        {
            if (Stopping)
            {
                return;
            }

            ShowProgress("Reading vmallocinfo", file);
            Import(file, () => VmallocDump.Read(file, Options));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == nameof(Text))
        {
            Import("-Text", () => VmallocDump.Parse(string.Join('\n', lines), "-Text", Options));
        }
    }

    private VmallocDumpOptions Options =>
        new()
        {
            Kernel = Kernel,
            Start = Start is { } start ? (ulong)start : null,
            End = End is { } end ? (ulong)end : null,
        };

    // A file that cannot be read leaves the others alone.
    private void Import(string name, Func<IReadOnlyList<VmallocDump>> read)
    {
        try
        {
            WriteObject(
                Machine?.Find() is { } machine
                    ? machine.SetUpVmalloc(read()[^1].ToPlans())
                    : read().SelectMany(dump => dump.Areas).ToList(),
                enumerateCollection: true
            );
        }
        catch (Exception problem) when (problem is VmallocInfoException or ArgumentException)
        {
            WriteError(Errors.InvalidVmallocInfo(problem, name));
        }
        catch (VmallocSetupException problem)
        {
            WriteError(Errors.VmallocInfoNotPlaced(problem, name));
        }
    }
}
