using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Machine;

// What the machine could still give.
public sealed partial class I386Machine
{
    /// <summary>
    /// The largest vmalloc that would succeed now. It is tried on copies: the machine, its counters and its log stay as
    /// they are.
    /// </summary>
    /// <param name="variant">Which function.</param>
    /// <param name="stop">Ends the search early.</param>
    /// <exception cref="NotInKernelException">The kernel has no such function.</exception>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public VmallocLimit FindVmallocLimit(
        VmallocVariant variant = VmallocVariant.Vmalloc,
        CancellationToken stop = default
    ) => Search(variant).Largest(stop);

    /// <summary>How many areas of a size would succeed now, one after the other.</summary>
    /// <param name="size">Bytes of each.</param>
    /// <param name="most">Where to stop counting.</param>
    /// <param name="variant">Which function.</param>
    /// <param name="progress">Told of each area.</param>
    /// <param name="stop">Ends the search early.</param>
    /// <exception cref="NotInKernelException">The kernel has no such function.</exception>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public VmallocLimit CountVmallocAreas(
        long size,
        int most = int.MaxValue,
        VmallocVariant variant = VmallocVariant.Vmalloc,
        Action<int>? progress = null,
        CancellationToken stop = default
    ) => Search(variant).Count(size, most, progress, stop);

    private VmallocLimitSearch Search(VmallocVariant variant)
    {
        CheckKernelHas(NameOf(variant), kernel => kernel.Vmalloc.Variants.Contains(variant));
        lock (gate)
        {
            return new VmallocLimitSearch(this, StateCopy.Of(parts), variant);
        }
    }
}
