using System.Diagnostics;
using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>A command that reads files, by paths with wildcards or as they are.</summary>
public abstract class FileCommand : HighmemCommand
{
    /// <summary>The parameter set of paths; the default.</summary>
    private protected const string Paths = nameof(Path);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Files; wildcards are allowed.</summary>
    public abstract string[] Path { get; set; }

    /// <summary>Files, whatever characters their names have.</summary>
    [Parameter(ParameterSetName = nameof(LiteralPath), Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files that the paths name; what names none has been reported.</summary>
    private protected IEnumerable<string> FindFiles() =>
        ParameterSetName == Paths ? Path.SelectMany(Expand) : LiteralPath.SelectMany(Literally);

    /// <summary>Shows which file is read, once it takes long.</summary>
    private protected void ShowProgress(string activity, string file)
    {
        if (clock.Elapsed > Patience)
        {
            WriteProgress(new ProgressRecord(0, activity, file));
        }
    }

    private IEnumerable<string> Expand(string path)
    {
        try
        {
            var files = GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name == "FileSystem")
            {
                return files;
            }

            WriteError(Errors.NotAFile(path));
        }
        catch (ItemNotFoundException)
        {
            WriteError(Errors.FileNotFound(path));
        }

        return [];
    }

    private IEnumerable<string> Literally(string path)
    {
        if (FindFile(path) is { } file)
        {
            return [file];
        }

        WriteError(Errors.NotAFile(path));
        return [];
    }
}
