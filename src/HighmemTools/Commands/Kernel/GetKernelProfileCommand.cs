using System.Management.Automation;
using Highmem.Kernels;

namespace HighmemTools.Commands;

/// <summary>Lists the kernels that can be booted, with their constants.</summary>
[Cmdlet(VerbsCommon.Get, "KernelProfile")]
[OutputType(typeof(KernelProfile))]
public sealed class GetKernelProfileCommand : HighmemCommand
{
    /// <summary>Versions of kernels; wildcards are allowed.</summary>
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
            var pattern = WildcardPattern.Get(version, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var found = KernelProfiles.All.Where(k => pattern.IsMatch(k.Version)).ToList();
            WriteObject(found, enumerateCollection: true);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(version))
            {
                WriteError(Errors.KernelNotFound(version));
            }
        }
    }
}
