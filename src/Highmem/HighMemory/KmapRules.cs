using Highmem.Boot;

namespace Highmem.HighMemory;

/// <summary>kmap and kmap_atomic of a kernel (mm/highmem.c, asm-i386/highmem.h, arch/x86/mm/highmem_32.c).</summary>
internal sealed record KmapRules : IRules
{
    /// <summary>Where the address of a mapped page is kept.</summary>
    public required PageAddressPolicy PageAddress { get; init; }

    /// <summary>Whether a wrap of the slots flushes the TLB even if no slot was released by it.</summary>
    public required bool FlushesOnEveryWrap { get; init; }

    /// <summary>Whether there is kmap_nonblock, which gives up where kmap sleeps.</summary>
    public bool HasNonblocking { get; init; }

    /// <summary>Whether kmap in an interrupt is a BUG; otherwise a kernel with sleep debugging complains and goes on.</summary>
    public bool StopsInInterrupt { get; init; }

    /// <summary>The slots of kmap_atomic.</summary>
    public required AtomicSlotPolicy AtomicSlots { get; init; }

    /// <summary>Whether kmap_atomic raises preempt_count, so that nothing may sleep until it is undone.</summary>
    public required bool AtomicDisablesPreemption { get; init; }

    /// <summary>Whether it does so on a kernel without HIGHMEM too.</summary>
    public bool AtomicDisablesPreemptionWithoutHighmem { get; init; }

    /// <summary>
    /// Whether kmap_atomic insists on an empty slot without CONFIG_DEBUG_HIGHMEM too, as kunmap_atomic always empties it. The
    /// others then take the slot as it is, leave it as it is, and flush when they take it.
    /// </summary>
    public required bool AtomicClearsSlots { get; init; }

    /// <summary>
    /// The lines of the warnings that kmap_atomic gives, with CONFIG_DEBUG_HIGHMEM, for a type that does not suit the
    /// context (debug_kmap_atomic).
    /// </summary>
    public Func<string, KmapContext, IEnumerable<int>> AtomicTypeWarnings { get; init; } = (_, _) => [];

    public IEnumerable<RuleFact> Facts =>
        [
            new(
                nameof(PageAddress),
                PageAddress.Name,
                "where the address of a mapped page is kept",
                "mm/highmem.c: page_address"
            ),
            new(
                nameof(FlushesOnEveryWrap),
                FlushesOnEveryWrap,
                "whether a wrap that frees no slot flushes all the same",
                "mm/highmem.c: flush_all_zero_pkmaps"
            ),
            new("HasKmapNonblock", HasNonblocking, "whether there is kmap_nonblock", "asm-i386/highmem.h"),
            new(
                "KmapStopsInInterrupt",
                StopsInInterrupt,
                "whether kmap in an interrupt is a BUG",
                "asm-i386/highmem.h: kmap"
            ),
            new("AtomicSlots", AtomicSlots.Name, "which slot kmap_atomic uses", "asm/kmap_types.h"),
            new("AtomicTypes", AtomicSlots.Types, "the slots of kmap_atomic", "asm/kmap_types.h"),
            new(
                nameof(AtomicDisablesPreemption),
                AtomicDisablesPreemption,
                "whether nothing may sleep while such a slot is held",
                "arch/i386/mm/highmem.c: kmap_atomic"
            ),
            new(
                nameof(AtomicClearsSlots),
                AtomicClearsSlots,
                "whether kunmap_atomic always empties the slot",
                "arch/x86/mm/highmem_32.c: kunmap_atomic"
            ),
        ];
}
