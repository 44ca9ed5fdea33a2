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
}
