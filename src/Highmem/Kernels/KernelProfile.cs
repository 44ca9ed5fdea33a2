using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Slab;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>
/// A kernel: its numbers, its formulas, and the rules it is made of. Everything in which kernels differ is said in
/// one of these; see <c>Kernel/Profiles</c>.
/// </summary>
public sealed record KernelProfile
{
    private const long Megabyte = 1 << 20;

    internal KernelProfile(KernelRules rules) => Rules = rules;

    /// <summary>The kernel version, as it is asked for and printed.</summary>
    public required string Version { get; init; }

    /// <summary>The source the profile was read from.</summary>
    public required string Source { get; init; }

    /// <summary>VMALLOC_OFFSET in bytes: the hole between the direct map and the vmalloc area.</summary>
    public long VmallocOffset { get; init; } = 8 * Megabyte;

    /// <summary>Whether VMALLOC_START is rounded down to a multiple of VMALLOC_OFFSET after adding nearly two of them.</summary>
    public required bool VmallocStartRounded { get; init; }

    /// <summary>__VMALLOC_RESERVE in bytes, when <c>vmalloc=</c> does not change it.</summary>
    public long VmallocReserve { get; init; } = 128 * Megabyte;

    /// <summary>Bytes added to the value of <c>vmalloc=</c>.</summary>
    public long VmallocOptionExtra { get; init; }

    /// <summary>Whether MAXMEM counts from VMALLOC_END (2.6.31) or from the top of the address space.</summary>
    public required bool MaxMemFromVmallocEnd { get; init; }

    /// <summary>Whether MAXMEM counts from FIXADDR_TOP: a guest below a hypervisor's own range (Xen).</summary>
    public bool MaxMemFromFixaddrTop { get; init; }

    /// <summary>Whether <c>reservetop=</c> also adds its value to __VMALLOC_RESERVE (2.6.19 to 2.6.28).</summary>
    public bool ReserveTopAddsToVmallocReserve { get; init; }

    /// <summary>Page frames counted behind the end of the e820 map, for a guest that may grow (Xen, 2.6.16).</summary>
    public long BalloonSlackPages { get; init; }

    /// <summary>FIXADDR_TOP.</summary>
    public required VirtualAddress FixaddrTop { get; init; }

    /// <summary>LAST_PKMAP without PAE: kmap slots.</summary>
    public int LastPkmap { get; init; } = 1024;

    /// <summary>LAST_PKMAP with PAE.</summary>
    public int LastPkmapPae { get; init; } = 512;

    /// <summary>KM_TYPE_NR: kmap_atomic slots per CPU.</summary>
    public required int KmTypeNr { get; init; }

    /// <summary>KM_TYPE_NR with DEBUG_HIGHMEM.</summary>
    public required int KmTypeNrDebug { get; init; }

    /// <summary>NR_CPUS of an SMP build unless it is configured otherwise.</summary>
    public required int SmpNrCpus { get; init; }

    /// <summary>sizeof(struct page) in bytes without HIGHMEM.</summary>
    public required int StructPageSize { get; init; }

    /// <summary>sizeof(struct page) in bytes with HIGHMEM.</summary>
    public required int StructPageSizeHighmem { get; init; }

    /// <summary>sizeof(struct vm_struct) in bytes.</summary>
    public required int VmStructSize { get; init; }

    /// <summary>sizeof(struct vmap_area) in bytes; 0 where the kernel has none.</summary>
    public int VmapAreaSize { get; init; }

    /// <summary>lazy_max_pages per step of CPUs, in pages; 0 where vfree is not lazy.</summary>
    public int LazyPagesPerCpuStep { get; init; }

    /// <summary>The memory splits that can be chosen.</summary>
    public ItemList<MemorySplit> MemorySplits { get; init; } = [MemorySplit.ThreeGigabytes];

    /// <summary>The pages array of vmalloc.</summary>
    public required PagesArrayRule PagesArray { get; init; }

    /// <summary>The functions that allocate virtually contiguous memory.</summary>
    public required ItemList<VmallocVariant> VmallocVariants { get; init; }

    /// <summary>Whether there is vmap.</summary>
    public bool HasVmap { get; init; }

    /// <summary>The blocks of vm_map_ram; null where there is no such function.</summary>
    public VmapBlockRule? VmapBlocks { get; init; }

    /// <summary>How device memory is mapped.</summary>
    public required IoremapRules Ioremap { get; init; }

    /// <summary>How low memory is mapped.</summary>
    public required DirectMapRule DirectMap { get; init; }

    /// <summary>Flag bits of a page-directory entry that boot points at a page table.</summary>
    public required int BootTableFlags { get; init; }

    /// <summary>Flag bits that PAGE_KERNEL_NOCACHE adds.</summary>
    public int NoCacheFlags { get; init; } = 0x010;

    /// <summary>GFP_KERNEL.</summary>
    public required GfpFlags GfpKernel { get; init; }

    /// <summary>The allocation flags by name.</summary>
    public required GfpNames Gfp { get; init; }

    /// <summary>The bits of a page-table entry that are the kernel's own.</summary>
    public required ItemList<SoftwareBit> SoftwareBits { get; init; }

    /// <summary>The placement of vmalloc areas.</summary>
    public required AreaPlacement Placement { get; init; }

    /// <summary>kmap and kmap_atomic.</summary>
    public required KmapRules Kmap { get; init; }

    /// <summary>The buddy allocator.</summary>
    public required BuddyRules Buddy { get; init; }

    /// <summary>Whether page frame 0 counts as reserved memory; since 2.6.26 it is no RAM for that count.</summary>
    public bool CountsPageZero { get; init; } = true;

    /// <summary>When a zone gives pages.</summary>
    public required WatermarkRule Watermarks { get; init; }

    /// <summary>The per-CPU lists of single pages.</summary>
    public required PerCpuRule PerCpuLists { get; init; }

    /// <summary>The settings that move the zones' marks.</summary>
    public required MemoryTunable Tunables { get; init; }

    /// <summary>The texts that tell of the zones.</summary>
    public required MemoryReports Reports { get; init; }

    /// <summary>The image of the build whose sizes are the default.</summary>
    public required KernelImage Image { get; init; }

    /// <summary>Object sizes that kmalloc has caches for, in bytes, ascending.</summary>
    public required ItemList<int> KmallocSizes { get; init; }

    /// <summary>The slab allocator.</summary>
    public required SlabRules Slab { get; init; }

    /// <summary>Bounce buffers of block I/O.</summary>
    public required BounceRules Bounce { get; init; }

    /// <summary>Page directories, page tables and anonymous memory of processes.</summary>
    public required ProcessRules Processes { get; init; }

    /// <summary>Whether zones and "totalpages" count only RAM; otherwise holes too.</summary>
    public required bool ZonesCountRamOnly { get; init; }

    /// <summary>Whether a zone's own struct page array is taken off its present pages.</summary>
    public required bool ZonesLoseMemmap { get; init; }

    /// <summary>Whether the pages of that array are rounded down (2.6.19 to 2.6.25); otherwise up.</summary>
    public bool MemmapRoundedDown { get; init; }

    /// <summary>Whether free pages wait in a vendor's own per-CPU lists, whose size is not known.</summary>
    public bool HasUnknownPerCpuLists { get; init; }

    /// <summary>Whether a zone must start on a multiple of the largest block.</summary>
    public required bool ZonesMustBeAligned { get; init; }

    /// <summary>MAX_ARCH_PFN is checked while the e820 map is read (2.6.28 and later), silently.</summary>
    public bool CapsAtMaxArchPfn { get; init; }

    /// <summary>Whether usable memory from 640 KB to 1 MB is taken out of the firmware's map.</summary>
    public bool CutsIsaHole { get; init; }

    /// <summary>Whether a map edited by the user must have two ranges at least; with fewer the kernel panics.</summary>
    public bool RefusesShortUserMap { get; init; }

    /// <summary>Whether a HIGHMEM-less kernel also cuts max_pfn down to what it can use.</summary>
    public required bool NoHighmemCutsMaxPfn { get; init; }

    /// <summary>Where the PGD lies in physical memory; null for the first page of bss.</summary>
    public long? SwapperPgDir { get; init; }

    /// <summary>The lowest physical address for the boot-time page tables.</summary>
    public required long BootTablesGoal { get; init; }

    /// <summary>The formulas and texts.</summary>
    internal KernelRules Rules { get; init; }

    /// <summary>The configuration when none is asked for, by the number of CPUs.</summary>
    public KernelConfig DefaultConfig(int cpus) =>
        Rules.DefaultConfig(cpus > 1) with
        {
            NrCpus = cpus > 1 ? Math.Max(SmpNrCpus, cpus) : 1,
        };

    /// <summary>KM_TYPE_NR under a configuration.</summary>
    public int KmTypeCount(KernelConfig config) => config.DebugHighmem ? KmTypeNrDebug : KmTypeNr;

    /// <summary>LAST_PKMAP under a configuration.</summary>
    public int PkmapSlots(KernelConfig config) => config.Pae ? LastPkmapPae : LastPkmap;

    /// <summary>sizeof(struct page) under a configuration.</summary>
    public int PageStructSize(KernelConfig config) => config.HasHighmem ? StructPageSizeHighmem : StructPageSize;

    /// <summary>The version.</summary>
    public override string ToString() => Version;
}
