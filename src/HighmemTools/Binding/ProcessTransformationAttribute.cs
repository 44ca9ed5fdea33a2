using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Reads processes: <c>1</c>, <c>bash</c>, a process, or a mapping of one.</summary>
public sealed class ProcessTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value switch
        {
            // Taken here, before a property of theirs is bound by its name.
            UserProcess process => new ProcessReference(process),
            UserMapping mapping => new ProcessReference(mapping),
            _ => TextOf(value) is { Length: > 0 } text ? new ProcessReference(text) : null,
        };
}
