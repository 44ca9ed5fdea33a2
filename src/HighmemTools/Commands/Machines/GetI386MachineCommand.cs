using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>Lists the session's machines.</summary>
[Cmdlet(VerbsCommon.Get, "I386Machine", DefaultParameterSetName = Named)]
[OutputType(typeof(I386Machine))]
public sealed class GetI386MachineCommand : HighmemCommand
{
    private const string Named = nameof(Name);

    /// <summary>Names of machines; wildcards are allowed.</summary>
    [Parameter(
        ParameterSetName = Named,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Alias("Machine")]
    [ArgumentCompleter(typeof(MachineCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only the machine that commands use when none is named.</summary>
    [Parameter(ParameterSetName = nameof(Current), Mandatory = true)]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Current)
        {
            if (MachineSession.Mine.Current is { } current)
            {
                WriteObject(current);
            }
            else
            {
                ThrowTerminatingError(Errors.NoCurrentMachine());
            }

            return;
        }

        foreach (var name in Name)
        {
            Write(name);
        }
    }

    private void Write(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var found = MachineSession
            .Mine.Machines.Where(m =>
                pattern.IsMatch(m.Name) || m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        WriteObject(found, enumerateCollection: true);
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteError(Errors.MachineNotFound(name));
        }
    }
}
