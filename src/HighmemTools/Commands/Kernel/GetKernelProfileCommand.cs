using System.Management.Automation;
using Highmem.Kernels;

namespace HighmemTools.Commands;

/// <summary>Lists kernels with all that their rules say.</summary>
[Cmdlet(VerbsCommon.Get, "KernelProfile")]
[OutputType(typeof(KernelProfile))]
public sealed class GetKernelProfileCommand : HighmemCommand
{
    /// <summary>Releases, by any name; wildcards stand for the kernels whose rules are all their own.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Kernel")]
    [ArgumentCompleter(typeof(KernelCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Version { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var version in Version)
        {
            if (WildcardPattern.ContainsWildcardCharacters(version))
            {
                var pattern = WildcardPattern.Get(
                    version,
                    WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant
                );
                WriteObject(
                    KernelProfiles.All.Where(k => pattern.IsMatch(k.Version)).Select(WithFacts),
                    enumerateCollection: true
                );
            }
            else if (KernelProfiles.Find(version) is { } kernel)
            {
                WriteObject(WithFacts(kernel));
            }
            else
            {
                WriteError(Errors.KernelNotFound(version));
            }
        }
    }

    // What can differ is known to the floors that obey it; each fact becomes a property of its own.
    private static PSObject WithFacts(KernelProfile kernel)
    {
        var row = new PSObject(kernel);
        Add(nameof(kernel.Version), kernel.Version);
        Add(nameof(kernel.Release), kernel.Release);
        Add(nameof(kernel.Behaviour), kernel.Behaviour);
        Add(nameof(kernel.IsRead), kernel.IsRead);
        Add(nameof(kernel.Source), kernel.Source);
        foreach (var fact in kernel.GetFacts())
        {
            Add(fact.Name, fact.Value);
        }

        return row;

        void Add(string name, object? value) => row.Properties.Add(new PSNoteProperty(name, value));
    }
}
