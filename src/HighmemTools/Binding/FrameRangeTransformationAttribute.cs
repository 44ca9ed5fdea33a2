using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Reads page frames: <c>4096</c>, <c>0x1000</c>, <c>4096-8192</c>.</summary>
public sealed class FrameRangeTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value switch
        {
            // Taken here, before the number alone is bound by its property's name.
            PageBlock block => new FrameRangeReference(block),
            PageFrame frame => new FrameRangeReference(frame),
            _ => TextOf(value) is { } text ? FrameRangeReference.Parse(text) : null,
        };
}
