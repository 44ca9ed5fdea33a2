using System.Numerics;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>Linux 2.6.31 (September 2009).</summary>
internal static class Linux2_6_31
{
    /// <summary>TOTAL_FIX_BTMAPS, since 2.6.25.</summary>
    internal const int BootMappingPages = 256;

    private const int RulerLength = 77;
    private const GfpFlags GfpKernel = GfpFlags.Wait | GfpFlags.Io | GfpFlags.Fs;

    // What reaches the page allocator from mm/slub.c: allocate_slab.
    private const GfpFlags SlabPageFlags =
        GfpKernel
        | GfpFlags.High
        | GfpFlags.NoWarn
        | GfpFlags.Repeat
        | GfpFlags.NoFail
        | GfpFlags.NoRetry
        | GfpFlags.NoMemAlloc
        | GfpFlags.HardWall
        | GfpFlags.ThisNode;

    private const GfpFlags MempoolGfp = GfpFlags.NoMemAlloc | GfpFlags.NoRetry | GfpFlags.NoWarn;

    public static KernelProfile Profile { get; } =
        new(
            // A distribution's 2.6.31: 4565k code, 2143k data, 540k init.
            image: new(0x100000, 0x575554, 0x78D308, 0x78E000, 0x815000, 0x8A2000),
            config: new()
            {
                DefaultConfig = _ => new KernelConfig
                {
                    Acpi = true,
                    PciMmconfig = true,
                    Paravirt = true,
                },
                SmpNrCpus = 8,
                MemorySplits = MemorySplit.All,
            },
            layout: new()
            {
                VmallocStartRounded = false,
                VmallocOptionExtra = 8 << 20,
                MaxMemTop = MaxMemTop.VmallocEnd,
                FixaddrTop = 0xFFFFF000,
                KmTypeNr = 19,
                KmTypeNrDebug = 39,
                PermanentFixmap = PermanentFixmap,
                TemporaryFixmap = TemporaryFixmap,
                PkmapBase = PkmapBase,
                StructPageSize = 32,
                StructPageSizeHighmem = 32,
                DirectMap = DirectMapPolicy.SmallHeadAndTail,
                ZonesCountRamOnly = true,
                MemmapCharge = MemmapCharge.RoundedUp,
                CapsAtMaxArchPfn = true,
                RefusesShortUserMap = true,
                NoHighmemCutsMaxPfn = true,
                BootOptions = new Dictionary<string, BootOptionHandler>(StringComparer.Ordinal)
                {
                    ["mem"] = Mem,
                    ["memmap"] = MemMap,
                    ["highmem"] = BootOptions.Highmem,
                    ["vmalloc"] = BootOptions.Vmalloc,
                    ["reservetop"] = (options, value) => options with { ReserveTop = BootOptions.Number32(value) },
                },
                TrimMap = TrimMap,
            },
            physical: new()
            {
                Gfp = new(
                    "2.6.31",
                    [
                        ("__GFP_DMA", 0x01, GfpFlags.Dma),
                        ("__GFP_HIGHMEM", 0x02, GfpFlags.Highmem),
                        ("__GFP_DMA32", 0x04, GfpFlags.Dma32),
                        ("__GFP_MOVABLE", 0x08, GfpFlags.Movable),
                        ("__GFP_WAIT", 0x10, GfpFlags.Wait),
                        ("__GFP_HIGH", 0x20, GfpFlags.High),
                        ("__GFP_IO", 0x40, GfpFlags.Io),
                        ("__GFP_FS", 0x80, GfpFlags.Fs),
                        ("__GFP_COLD", 0x100, GfpFlags.Cold),
                        ("__GFP_NOWARN", 0x200, GfpFlags.NoWarn),
                        ("__GFP_REPEAT", 0x400, GfpFlags.Repeat),
                        ("__GFP_NOFAIL", 0x800, GfpFlags.NoFail),
                        ("__GFP_NORETRY", 0x1000, GfpFlags.NoRetry),
                        ("__GFP_COMP", 0x4000, GfpFlags.Compound),
                        ("__GFP_ZERO", 0x8000, GfpFlags.Zero),
                        ("__GFP_NOMEMALLOC", 0x10000, GfpFlags.NoMemAlloc),
                        ("__GFP_HARDWALL", 0x20000, GfpFlags.HardWall),
                        ("__GFP_THISNODE", 0x40000, GfpFlags.ThisNode),
                        ("__GFP_RECLAIMABLE", 0x80000, GfpFlags.Reclaimable),
                    ],
                    ("GFP_ATOMIC", "__GFP_HIGH"),
                    ("GFP_NOWAIT", ""),
                    ("GFP_KERNEL", "__GFP_WAIT|__GFP_IO|__GFP_FS"),
                    ("GFP_TEMPORARY", "__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_RECLAIMABLE"),
                    ("GFP_USER", "__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HARDWALL"),
                    ("GFP_HIGHUSER", "__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HARDWALL|__GFP_HIGHMEM"),
                    ("GFP_HIGHUSER_MOVABLE", "__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HARDWALL|__GFP_HIGHMEM|__GFP_MOVABLE"),
                    ("GFP_NOIO", "__GFP_WAIT"),
                    ("GFP_NOFS", "__GFP_WAIT|__GFP_IO"),
                    ("GFP_DMA", "__GFP_DMA")
                ),
                Buddy = new(
                    MaxOrder: 11,
                    SplitReturnsHighest: false,
                    IndexFromZoneStart: false,
                    HighmemFilledDescending: false,
                    MigrateTypes: true
                ),
                PerCpuLists = PerCpuPolicy.Single with { BatchOf = Batch },
                Watermarks = WatermarkPolicy.ByOrder,
                Marks = ZoneMarksPolicy.Quarters,
                Tunables = MemoryTunable.MinFreeKilobytes | MemoryTunable.LowmemReserveRatio,
                MemMap = MemMapPolicy.WholeBlocks,
                CountsPageZero = false,
            },
            paging: new()
            {
                PageDirectory = Image2_6.FirstPageOfBss,
                BootTablesGoal = 0x7000,
                FirstTableBehindImage = true,
                BootTableFlags = EntryBits.Table,
                NoCacheFlags = EntryBits.CacheDisable | EntryBits.WriteThrough,
                SoftwareBits = Kernels.SoftwareBits.WithProtnoneInBit8,
                TableGfp = GfpKernel | GfpFlags.Repeat | GfpFlags.Zero,
            },
            slab: new()
            {
                Objects = SlabPolicy.Unqueued,
                KmallocSizes = [8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192],
                CacheName = "kmalloc-{0}",
                DmaCacheName = "kmalloc_dma-{0}",
                AllowedFlags = ~(GfpFlags.Highmem | GfpFlags.Dma32),
                PageFlags = SlabPageFlags,
                MaxOrder = 3,
            },
            vmalloc: new()
            {
                Search = new LowestHole
                {
                    GapAfterArea = PageSize.Bytes,
                    ChecksEndAlways = true,
                    WalksTree = true,
                },
                Free = AreaFreePolicy.AtPurge(pagesPerCpuStep: 8192),
                PagesArray = PagesArrayPolicy.KmallocOrArea,
                VmStructSize = 32,
                VmapAreaSize = 52,
                Variants = [VmallocVariant.Vmalloc, VmallocVariant.Vmalloc32, VmallocVariant.VmallocUser],
                HasVmap = true,
                MapRam = new(MaxPages: 32, MinBits: 64, MaxBits: 1024, SpacePages: 32768, StructSize: 24),
                Flags = VmFlagNames.WithVpages,
                HasInfoFile = true,
                Used = VmallocUsed.ListedAreas,
                Ioremap = new()
                {
                    // UC-: device memory that an MTRR may make write-combining.
                    Modes =
                    [
                        new(IoremapVariant.Ioremap, 0x10),
                        new(IoremapVariant.IoremapNocache, 0x10),
                        new(IoremapVariant.IoremapWc, 0x08),
                        new(IoremapVariant.IoremapCache, 0),
                    ],
                    Alignment = IoremapAlignment.AboveSize,
                    KnowsRamByMap = true,
                    UsesPageKernel = true,
                    TracksMemtypes = true,
                },
            },
            kmap: new()
            {
                PageAddress = PageAddressPolicy.Hash,
                FlushesOnEveryWrap = false,
                AtomicSlots = AtomicSlotPolicy.ByType(
                    "KM_BOUNCE_READ",
                    "KM_SKB_SUNRPC_DATA",
                    "KM_SKB_DATA_SOFTIRQ",
                    "KM_USER0",
                    "KM_USER1",
                    "KM_BIO_SRC_IRQ",
                    "KM_BIO_DST_IRQ",
                    "KM_PTE0",
                    "KM_PTE1",
                    "KM_IRQ0",
                    "KM_IRQ1",
                    "KM_SOFTIRQ0",
                    "KM_SOFTIRQ1",
                    "KM_SYNC_ICACHE",
                    "KM_SYNC_DCACHE",
                    "KM_UML_USERCOPY",
                    "KM_IRQ_PTE",
                    "KM_NMI",
                    "KM_NMI_PTE"
                ),
                AtomicDisablesPreemption = true,
                AtomicDisablesPreemptionWithoutHighmem = true,
                AtomicClearsSlots = true,
                AtomicTypeWarnings = AtomicTypeWarnings,
            },
            // mm/bounce.c: __blk_queue_bounce, init_emergency_pool; mm/mempool.c: mempool_alloc
            bounce: new()
            {
                PoolPages = 64,
                PoolGfp = GfpKernel,
                IsaPoolPages = 16,
                PageGfp = MempoolGfp,
                RetryGfp = MempoolGfp | GfpFlags.Wait,
                LimitIsLastFrame = true,
                CountsPages = true,
            },
            // arch/x86/mm/pgtable.c: pgd_alloc, preallocate_pmds; mm/memory.c: do_anonymous_page
            processes: new()
            {
                PageGfp = GfpKernel | GfpFlags.HardWall | GfpFlags.Highmem | GfpFlags.Movable,
                ReadsMapZeroPage = false,
                FaultsOnlyInVmallocArea = true,
            },
            proc: new()
            {
                MemInfo = new(HasByteTable: false, LabelWidth: 16, MemInfoFields),
                SlabInfo = SlabInfoForm.Version2_1,
                BuddyInfo = BuddyInfoForm.Form,
                ZoneInfo = ZoneInfoForm.Form,
            },
            texts: new Words()
        )
        {
            Version = "2.6.31",
            Source = "2.6.31.3 (arch/x86, mm)",
        };

    // fs/proc/meminfo.c: meminfo_proc_show; mm/hugetlb.c; arch/x86/mm/pageattr.c: arch_report_meminfo
    private static IReadOnlyList<string> MemInfoFields(KernelConfig config) =>
        [
            "MemTotal",
            "MemFree",
            "Buffers",
            "Cached",
            "SwapCached",
            "Active",
            "Inactive",
            "Active(anon)",
            "Inactive(anon)",
            "Active(file)",
            "Inactive(file)",
            "Unevictable",
            "Mlocked",
            .. config.HasHighmem ? ["HighTotal", "HighFree", "LowTotal", "LowFree"] : Array.Empty<string>(),
            "SwapTotal",
            "SwapFree",
            "Dirty",
            "Writeback",
            "AnonPages",
            "Mapped",
            "Slab",
            "SReclaimable",
            "SUnreclaim",
            "PageTables",
            "NFS_Unstable",
            "Bounce",
            "WritebackTmp",
            "CommitLimit",
            "Committed_AS",
            "VmallocTotal",
            "VmallocUsed",
            "VmallocChunk",
            "HugePages_Total",
            "HugePages_Free",
            "HugePages_Rsvd",
            "HugePages_Surp",
            "Hugepagesize",
            "DirectMap4k",
            config.Pae ? "DirectMap2M" : "DirectMap4M",
        ];

    // arch/x86/include/asm/fixmap.h
    private static IEnumerable<FixmapEntry> PermanentFixmap(KernelConfig config, int kmTypes)
    {
        yield return new("HOLE");
        yield return new("VDSO");
        yield return new("DBGP_BASE");
        yield return new("EARLYCON_MEM_BASE");
        foreach (var device in FixmapDevices.Of(config, 64))
        {
            yield return device;
        }

        // Reserved on every 32-bit kernel, with or without HIGHMEM.
        yield return new("KMAP", kmTypes * config.NrCpus);
        if (config.PciMmconfig)
        {
            yield return new("PCIE_MCFG");
        }

        if (config.Paravirt)
        {
            yield return new("PARAVIRT_BOOTMAP");
        }

        yield return new("TEXT_POKE1");
        yield return new("TEXT_POKE0");
    }

    // The boot-time mappings begin on a multiple of 256 indices, so that one page table can hold them.
    internal static IEnumerable<FixmapEntry> TemporaryFixmap(KernelConfig config, int permanent)
    {
        yield return new("(alignment)", BootMappingPages - (permanent % BootMappingPages));
        yield return new("BTMAP", BootMappingPages);
        if (config.Ohci1394Dma)
        {
            yield return new("OHCI1394_BASE");
        }

        yield return new("WP_TEST");
    }

    // arch/x86/include/asm/pgtable_32_types.h
    internal static VirtualAddress PkmapBase(KernelConfig config, Fixmap fixmap)
    {
        var slots = config.Pae ? 512 : 1024;
        var pmdSize = config.Pae ? 2 << 20 : 4 << 20;
        return PageSize.AlignDown((long)fixmap.BootStart - (PageSize.Bytes * (slots + 1)), pmdSize);
    }

    // mm/page_alloc.c: zone_batchsize; one less than a power of two, so that two CPUs do not collide in cache colours
    internal static int Batch(long presentPages)
    {
        var quarter = (uint)Math.Max(Math.Min(presentPages / 1024, 128) / 4, 1);
        return (1 << BitOperations.Log2(quarter + (quarter / 2))) - 1;
    }

    // arch/x86/kernel/setup.c: dmi_low_memory_corruption; check.c: setup_bios_corruption_check, which finds one area
    private static E820Map TrimMap(KernelConfig config, E820Map map)
    {
        if (config.ReserveLow64K)
        {
            map = map.Retype(0, 0x10000, E820Type.Reserved);
        }

        return config.CheckBiosCorruption ? map.Retype(0x2000, 0x6000, E820Type.Reserved) : map;
    }

    // mm/highmem.c: debug_kmap_atomic. Each context has types of its own; those of interrupts want interrupts off.
    private static IEnumerable<int> AtomicTypeWarnings(string type, KmapContext context)
    {
        var isIrq = type is "KM_IRQ0" or "KM_IRQ1";
        var isBio = type is "KM_BIO_SRC_IRQ" or "KM_BIO_DST_IRQ";
        var isSoftIrq = type is "KM_SOFTIRQ0" or "KM_SOFTIRQ1";
        var isBounce = type == "KM_BOUNCE_READ";
        var isSkb = type is "KM_SKB_SUNRPC_DATA" or "KM_SKB_DATA_SOFTIRQ";
        if (context == KmapContext.Interrupt && !(isIrq || isBio || isBounce))
        {
            yield return 439;
        }

        if (context == KmapContext.SoftInterrupt && !(isIrq || isSoftIrq || isSkb || isBounce))
        {
            yield return 448;
        }

        var isOn = context is KmapContext.Process or KmapContext.SoftInterrupt;
        if ((isIrq || isBounce || isBio) && isOn)
        {
            yield return 457;
        }
        else if (isSoftIrq && context == KmapContext.Process)
        {
            yield return 462;
        }
    }

    // arch/x86/kernel/e820.c: parse_memopt
    private static BootOptions Mem(BootOptions options, string value)
    {
        if (value == "nopentium")
        {
            return options with { NoPse = true };
        }

        return options.WithUserMap(options.Map.RemoveUsableFrom(NumberText.MemParse(value, out _)));
    }

    // arch/x86/kernel/e820.c: parse_memmap_opt. Text behind the numbers is an error, but the range is added first.
    private static BootOptions MemMap(BootOptions options, string value)
    {
        if (value.StartsWith("exactmap", StringComparison.Ordinal))
        {
            return options.WithUserMap(E820Map.Empty);
        }

        if (value.Length == 0 || !char.IsAsciiDigit(value[0]))
        {
            return options.Refuse("memmap");
        }

        if (BootOptions.RangeOf(value, "@#$", out var size, out var isWhole) is { } range)
        {
            options = options.WithUserMap(options.Map.Add(range));
        }
        else
        {
            options = options.WithUserMap(options.Map.RemoveUsableFrom(size));
        }

        return isWhole ? options : options.Refuse("memmap");
    }

    private sealed class Words : KernelTexts
    {
        protected override string PaeKernel => "HIGHMEM64G";

        public override IEnumerable<string> OnlyFourGigabytes() =>
            ["Warning: only 4GB will be used. Use a HIGHMEM64G enabled kernel!"];

        public override string HighmemIgnored(long availablePages, long requestedPages) =>
            $"only {Megabytes(availablePages)}MB highmem pages available, ignoring highmem size of {Megabytes(requestedPages)}MB!";

        public override string HighmemBiggerThanRam(long requestedPages, long availablePages) =>
            $"highmem size ({Megabytes(requestedPages)}MB) is bigger than pages available ({Megabytes(availablePages)}MB)!";

        public override string HighmemLeavesTooLittle(long requestedPages) =>
            $"highmem size ({Megabytes(requestedPages)}MB) results in <64MB lowmem, ignoring it!";

        public override string? OutOfVmallocSpace(long size) =>
            Invariant($"vmap allocation for size {size} failed: use vmalloc=<size> to increase size.");

        // mm/page_alloc.c: bad_page
        public override string? ReservedPageFreed(string task, int pfn) =>
            Invariant($"BUG: Bad page state in process {task}  pfn:{pfn:x5}");

        // pagefault_out_of_memory leaves it to the OOM killer.
        public override string? KilledForMemory(string task) => null;

        public override string? PageAllocationFailure(string task, int order, int gfp) =>
            Invariant($"{task}: page allocation failure. order:{order}, mode:0x{gfp:x}");

        public override IEnumerable<string> Bug(string site, int count) =>
            [
                "------------[ cut here ]------------",
                $"kernel BUG at {site}!",
                Invariant($"invalid opcode: 0000 [#{count}]"),
            ];

        public override IEnumerable<string> KmapBug(KmapBug bug, int count) =>
            Bug(
                bug switch
                {
                    HighMemory.KmapBug.KunmapInInterrupt => "arch/x86/mm/highmem_32.c:16",
                    HighMemory.KmapBug.AtomicSlotInUse => "arch/x86/mm/highmem_32.c:45",
                    HighMemory.KmapBug.AtomicUserAddress => "arch/x86/mm/highmem_32.c:71",
                    HighMemory.KmapBug.AtomicAboveLowMemory => "arch/x86/mm/highmem_32.c:72",
                    HighMemory.KmapBug.FlushOfEmptyEntry => "mm/highmem.c:109",
                    HighMemory.KmapBug.CountBelowTwo => "mm/highmem.c:210",
                    HighMemory.KmapBug.UnmapWithoutAddress => "mm/highmem.c:259",
                    HighMemory.KmapBug.UnmapWithoutUser => "mm/highmem.c:269",
                    HighMemory.KmapBug.AddressOfLowPage => "mm/highmem.c:371",
                    HighMemory.KmapBug.AddressPoolEmpty => "mm/highmem.c:375",
                    _ => throw new ArgumentOutOfRangeException(nameof(bug), bug, "2.6.31 does not check this."),
                },
                count
            );

        public override IEnumerable<string> KmapMightSleep(TaskFacts task, bool hasHighmem) =>
            [
                $"BUG: sleeping function called from invalid context at {(hasHighmem ? "arch/x86/mm/highmem_32.c:7" : "include/linux/highmem.h:54")}",
                Invariant(
                    $"in_atomic(): {(task.PreemptCount != 0 ? 1 : 0)}, irqs_disabled(): {(task.InterruptsOff ? 1 : 0)}, pid: {task.Pid}, name: {task.Task}"
                ),
            ];

        public override IEnumerable<string> SchedulingWhileAtomic(TaskFacts task) =>
            [Invariant($"BUG: scheduling while atomic: {task.Task}/{task.Pid}/0x{task.PreemptCount:x8}")];

        // The offset in the function is this build's own.
        public override IEnumerable<string> AtomicTypeWarning(int line) =>
            ["------------[ cut here ]------------", Invariant($"WARNING: at mm/highmem.c:{line} debug_kmap_atomic()")];

        public override string IounmapBadAddress(VirtualAddress address) =>
            $"iounmap: bad address {Pointer(address.Page)}";

        // arch/x86/mm/pat.c: reserve_memtype
        public override string? MemtypeConflict(long start, long end, string tracked, string requested) =>
            Invariant($"reserve_memtype failed 0x{start:x}-0x{end:x}, track {tracked}, req {requested}");

        // mm/vmalloc.c: vm_unmap_ram, vb_free, free_unmap_vmap_area_addr
        public override IEnumerable<string> VmUnmapRamFault(VmUnmapRamResult fault, int count) =>
            fault switch
            {
                VmUnmapRamResult.Null => Bug("mm/vmalloc.c:938", count),
                VmUnmapRamResult.BelowWindow => Bug("mm/vmalloc.c:939", count),
                VmUnmapRamResult.AboveWindow => Bug("mm/vmalloc.c:940", count),
                VmUnmapRamResult.NotAligned => Bug("mm/vmalloc.c:941", count),
                VmUnmapRamResult.NoSuchBlock => Bug("mm/vmalloc.c:853", count),
                VmUnmapRamResult.NoSuchArea => Bug("mm/vmalloc.c:624", count),
                _ => [],
            };

        public override IEnumerable<string> KmallocBadFlags(int count) => Bug("mm/slub.c:1152", count);

        // kfree's own check; with slub_debug free_debug_processing, which leaves the object alone.
        public override IEnumerable<string> KfreeFault(
            KfreeResult fault,
            VirtualAddress address,
            string cache,
            int count
        )
        {
            if (fault is KfreeResult.OutOfRange or KfreeResult.NotInSlab)
            {
                return Bug("mm/slub.c:2929", count);
            }

            var reason =
                fault == KfreeResult.NotAnObject
                    ? $"Invalid object pointer 0x{Pointer(address)}"
                    : "Object already free";
            return
            [
                new string('=', RulerLength),
                $"BUG {cache}: {reason}",
                new string('-', RulerLength),
                "",
                $"FIX {cache}: Object at 0x{Pointer(address)} not freed",
            ];
        }

        public override IEnumerable<string> SlabOutOfMemory(SlabFacts facts) =>
            [
                Invariant($"SLUB: Unable to allocate memory on node -1 (gfp=0x{facts.Gfp:x})"),
                Invariant(
                    $"  cache: {facts.Cache}, object size: {facts.ObjectSize}, buffer size: {facts.ObjectSize}, default order: {facts.Order}, min order: {facts.MinOrder}"
                ),
                Invariant($"  node 0: slabs: {facts.Slabs}, objs: {facts.Objects}, free: {facts.FreeObjects}"),
            ];

        public override IEnumerable<string> Oops(OopsFacts facts)
        {
            yield return $"BUG: unable to handle kernel {FaultKind(facts)} at {Address(facts.Address)}";
            yield return $"IP: [<{Pointer(facts.InstructionPointer)}>] 0x{Pointer(facts.InstructionPointer)}";
            var width = facts.Pdpt is null ? "x8" : "x16";
            var line = facts.Pdpt is { } pdpt ? Invariant($"*pdpt = {pdpt:x16} ") : "";
            line += facts.Pde is { } pde ? $"*pde = {Hex(pde, width)} " : "";
            line += facts.Pte is { } pte ? $"*pte = {Hex(pte, width)} " : "";
            yield return line;
            yield return Invariant($"Oops: {facts.ErrorCode:x4} [#{facts.Count}]");
        }

        public override IEnumerable<string> Boot(BootFacts f)
        {
            yield return $"Linux version {f.Release}";
            foreach (var line in MapLines(f))
            {
                yield return line;
            }

            foreach (var name in f.Options.Malformed)
            {
                yield return $"Malformed early option '{name}'";
            }

            if (f.Options.ReserveTop > 0)
            {
                yield return Invariant($"Reserving virtual address space above 0x{(uint)-f.Options.ReserveTop:x8}");
            }

            yield return Invariant($"last_pfn = 0x{f.MaxPfn:x} max_arch_pfn = 0x{f.MaxArchPfn:x}");
            yield return Invariant($"init_memory_mapping: {0:x16}-{f.MaxLowPfn << PageSize.Shift:x16}");
            foreach (var (start, end, large) in f.DirectMap)
            {
                // The text says 2M for 4 MB pages too.
                yield return Invariant($" {start:x10} - {end:x10} page {(large ? "2M" : "4k")}");
            }

            foreach (var line in f.LowmemMessages)
            {
                yield return line;
            }

            yield return Invariant($"  mapped low ram: 0 - {f.MaxLowPfn << PageSize.Shift:x8}");
            yield return Invariant($"  low ram: 0 - {f.MaxLowPfn << PageSize.Shift:x8}");
            yield return "Zone PFN ranges:";
            foreach (var (zone, _) in f.Zones.Where(z => f.Config.HasHighmem || z.Zone.SpannedPages > 0))
            {
                yield return Invariant($"  {zone.Name, -8} 0x{zone.StartPfn:x8} -> 0x{zone.EndPfn:x8}");
            }

            yield return "Movable zone start PFN for each node";
            yield return Invariant($"early_node_map[{f.ActiveRanges.Count}] active PFN ranges");
            foreach (var (start, end) in f.ActiveRanges)
            {
                yield return Invariant($"    0: 0x{start:x8} -> 0x{end:x8}");
            }

            yield return Invariant($"On node 0 totalpages: {f.Zones.Sum(z => z.Zone.RamPages)}");
            foreach (var (zone, batch) in f.Zones.Where(z => z.Zone.SpannedPages > 0))
            {
                if (zone.MemmapPages > 0)
                {
                    yield return Invariant($"  {zone.Name} zone: {zone.MemmapPages} pages used for memmap");
                }

                yield return Invariant($"  {zone.Name} zone: {zone.PresentPages} pages, LIFO batch:{batch}");
            }

            yield return Invariant(
                $"NR_CPUS:{f.Config.NrCpus} nr_cpumask_bits:{f.Config.NrCpus} nr_cpu_ids:{f.OnlineCpus} nr_node_ids:1"
            );
            yield return Invariant(
                $"Built 1 zonelists in Zone order, mobility grouping on.  Total pages: {f.Zones.Sum(z => z.Zone.PresentPages)}"
            );
            yield return $"Kernel command line: {f.Options.CommandLine}";
            if (f.Config.HasHighmem)
            {
                yield return Invariant($"Initializing HighMem for node 0 ({f.HighStartPfn:x8}:{f.HighEndPfn:x8})");
            }

            yield return MemoryLine(f);
            yield return "virtual kernel memory layout:";
            foreach (var region in f.Regions.Where(r => r.BootLogName is not null))
            {
                var size = region.Kind is MemoryRegionKind.Vmalloc or MemoryRegionKind.DirectMap
                    ? Invariant($"{region.Range.Size >> 20, 4} MB")
                    : Invariant($"{region.Range.Size >> 10, 4} kB");
                yield return $"    {region.BootLogName, -7} : {region.Range.Start} - {region.Range.End}   ({size})";
            }

            foreach (var (name, range) in f.Sections)
            {
                yield return Invariant($"      {name, -5} : {range.Start} - {range.End}   ({range.Size >> 10, 4} kB)");
            }
        }

        // This kernel's %p has a word of its own for address 0.
        private static string Address(VirtualAddress address) =>
            address == VirtualAddress.Zero ? "(null)" : Pointer(address);

        private static string Hex(ulong value, string format) =>
            value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }
}
