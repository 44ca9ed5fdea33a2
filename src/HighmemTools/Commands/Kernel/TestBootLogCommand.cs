using System.Management.Automation;
using Highmem.Reports.BootLogs;

namespace HighmemTools.Commands;

/// <summary>Recomputes every number that a real kernel printed while it booted, and says which agree.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BootLog", DefaultParameterSetName = Paths)]
[OutputType(typeof(BootLogCheck))]
public sealed class TestBootLogCommand : FileCommand
{
    /// <summary>Files with boot messages; wildcards are allowed.</summary>
    [Parameter(
        ParameterSetName = Paths,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[] Path { get; set; } = [];

    /// <summary>Boot messages themselves, as one text or line by line.</summary>
    [Parameter(ParameterSetName = nameof(Text), Mandatory = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Text { get; set; } = [];

    /// <summary>The release, such as <c>2.6.9-34.ELsmp</c>, where the messages do not tell it or are not to be believed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KernelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kernel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == nameof(Text))
        {
            Check("-Text", () => BootLog.ParseAll(string.Join('\n', Text), "-Text", Kernel));
            return;
        }

        foreach (var file in FindFiles())
        {
            if (Stopping)
            {
                return;
            }

            ShowProgress("Checking boot logs", file);
            Check(file, () => BootLog.ReadAll(file, Kernel));
        }
    }

    // A file that cannot be checked leaves the others alone.
    private void Check(string name, Func<IEnumerable<BootLog>> read)
    {
        List<BootLogCheck> checks;
        try
        {
            checks = [.. read().SelectMany(BootLogChecker.Check)];
        }
        catch (BootLogException problem)
        {
            WriteError(Errors.InvalidBootLog(problem, name));
            return;
        }

        WriteObject(checks, enumerateCollection: true);
    }
}
