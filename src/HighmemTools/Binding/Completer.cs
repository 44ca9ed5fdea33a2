using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Highmem.Machine;

namespace HighmemTools;

/// <summary>Offers the values that begin with what is typed; quotes are kept, or added where a value needs them.</summary>
public abstract class Completer : IArgumentCompleter
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(
        " \t'\"`$;,(){}|&<>@#"
    );

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var quote = wordToComplete.StartsWith('"') ? "\"" : "'";
        var word = wordToComplete.Trim('\'', '"');
        return Choices(fakeBoundParameters)
            .Where(choice => choice.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(choice => new CompletionResult(
                Quoted(choice.Text),
                choice.Text,
                CompletionResultType.ParameterValue,
                choice.ToolTip
            ));

        string Quoted(string text) =>
            wordToComplete.StartsWith(quote, StringComparison.Ordinal) || text.AsSpan().ContainsAny(Special)
                ? quote + text.Replace("'", quote == "'" ? "''" : "'", StringComparison.Ordinal) + quote
                : text;
    }

    /// <summary>The values there are, with a line about each. <paramref name="bound"/> is what was typed before.</summary>
    private protected abstract IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound);

    /// <summary>The machine that was named, or the current one; null if there is none.</summary>
    private protected static I386Machine? Machine(IDictionary bound) =>
        (bound["Machine"] is PSObject wrapped ? wrapped.BaseObject : bound["Machine"]) switch
        {
            I386Machine machine => machine,
            string name => MachineSession.Mine.Find(name),
            _ => MachineSession.Mine.Current,
        };
}
