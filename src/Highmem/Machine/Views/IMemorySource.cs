using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Machine.Views;

/// <summary>
/// What a result was seen in, as far as those need know it who only look. It never changes, so that a result may ask
/// later and still be a snapshot.
/// </summary>
internal interface IMemorySource
{
    /// <summary>The machine's name.</summary>
    string Name { get; }

    /// <summary>The borders of its memory.</summary>
    MemoryLayout Layout { get; }

    /// <summary>Its kernel.</summary>
    KernelProfile Profile { get; }
}
