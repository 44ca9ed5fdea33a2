using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>Reads page frame numbers: <c>4096</c>, <c>0x1000</c>.</summary>
public sealed class FrameTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object value) =>
        value switch
        {
            // Taken here, before the number alone is bound by its property's name.
            PageBlock block => new FrameReference(block),
            PageFrame frame => new FrameReference(frame),
            KmapResult result => new FrameReference(result),
            KmapWaiter waiter => new FrameReference(waiter),
            PkmapEntry entry => new FrameReference(entry),
            AtomicKmapResult result => new FrameReference(result),
            _ => TextOf(value) is { } text ? FrameReference.Parse(text) : null,
        };
}
