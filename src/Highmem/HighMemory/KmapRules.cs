using Highmem.Boot;

namespace Highmem.HighMemory;

/// <summary>kmap and kmap_atomic of a kernel (mm/highmem.c, asm-i386/highmem.h, arch/x86/mm/highmem_32.c).</summary>
public sealed record KmapRules
{
    /// <summary>Where the address of a mapped page is kept.</summary>
    public required PageAddressRule PageAddress { get; init; }

    /// <summary>Whether a wrap of the slots flushes the TLB even if no slot was released by it (before 2.6.31).</summary>
    public required bool FlushesOnEveryWrap { get; init; }

    /// <summary>Whether there is kmap_nonblock, which gives up where kmap sleeps.</summary>
    public bool HasNonblocking { get; init; }

    /// <summary>Whether kmap in an interrupt is a BUG; otherwise a kernel with sleep debugging complains and goes on.</summary>
    public bool StopsInInterrupt { get; init; }

    /// <summary>km_type: the names of the kmap_atomic slots of a CPU, in order.</summary>
    public required ItemList<string> AtomicTypes { get; init; }

    /// <summary>Whether kmap_atomic raises preempt_count, so that nothing may sleep until it is undone.</summary>
    public required bool AtomicDisablesPreemption { get; init; }

    /// <summary>Whether it does so on a kernel without HIGHMEM too (2.6.31).</summary>
    public bool AtomicDisablesPreemptionWithoutHighmem { get; init; }

    /// <summary>
    /// Whether kmap_atomic insists on an empty slot without CONFIG_DEBUG_HIGHMEM too, as kunmap_atomic always empties it
    /// (2.6.31). The others then take the slot as it is, leave it as it is, and flush when they take it.
    /// </summary>
    public required bool AtomicClearsSlots { get; init; }

    /// <summary>The number of a kmap_atomic type by its name, with or without <c>KM_</c>; -1 if the kernel has none.</summary>
    public int AtomicTypeOf(string name)
    {
        for (var type = 0; type < AtomicTypes.Count; type++)
        {
            var full = AtomicTypes[type];
            if (
                full.Equals(name, StringComparison.OrdinalIgnoreCase)
                || full.AsSpan("KM_".Length).Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            {
                return type;
            }
        }

        return -1;
    }
}
