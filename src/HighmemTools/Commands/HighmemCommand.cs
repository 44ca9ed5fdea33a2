using System.Management.Automation;

namespace HighmemTools.Commands;

/// <summary>What all commands share.</summary>
public abstract class HighmemCommand : PSCmdlet
{
    /// <summary>Ends the command, or only this record where others follow from the pipeline.</summary>
    private protected void Fail(ErrorRecord error)
    {
        if (MyInvocation.ExpectingInput)
        {
            WriteError(error);
        }
        else
        {
            ThrowTerminatingError(error);
        }
    }

    /// <summary>The full path of a file that may not exist; null where a path can name no file.</summary>
    private protected string? FindFile(string path)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? file : null;
    }
}
