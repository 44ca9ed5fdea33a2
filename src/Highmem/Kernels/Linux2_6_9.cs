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

/// <summary>Linux 2.6.9 (October 2004).</summary>
internal static class Linux2_6_9
{
    private const GfpFlags GfpKernel = GfpFlags.Wait | GfpFlags.Io | GfpFlags.Fs;

    // linux/slab.h: SLAB_LEVEL_MASK, SLAB_DMA, SLAB_NO_GROW
    private const GfpFlags SlabFlags =
        GfpKernel
        | GfpFlags.Dma
        | GfpFlags.High
        | GfpFlags.Cold
        | GfpFlags.NoWarn
        | GfpFlags.Repeat
        | GfpFlags.NoFail
        | GfpFlags.NoRetry
        | GfpFlags.NoGrow
        | GfpFlags.Compound;

    public static KernelProfile Profile { get; } =
        new(
            // A distribution's 2.6.9: 2160k code, 718k data, 168k init.
            image: new(0x100000, 0x31C198, 0x3CFB80, 0x3D1000, 0x3FB000, 0x44E000),
            config: new()
            {
                DefaultConfig = isSmp => new KernelConfig { Acpi = true, PciMmconfig = isSmp },
                SmpNrCpus = 8,
            },
            layout: new()
            {
                VmallocStartRounded = true,
                MaxMemTop = MaxMemTop.EndOfSpace,
                FixaddrTop = 0xFFFFF000,
                KmTypeNr = 13,
                KmTypeNrDebug = 27,
                PermanentFixmap = PermanentFixmap,
                TemporaryFixmap = (_, _) => [new("BTMAP", 16), new("WP_TEST")],
                PkmapBase = (config, _) => config.NrCpus <= 32 ? 0xFF800000 : 0xFF600000,
                StructPageSize = 32,
                StructPageSizeHighmem = 32,
                DirectMap = DirectMapPolicy.LargePages,
                ZonesCountRamOnly = false,
                MemmapCharge = MemmapCharge.None,
                CutsIsaHole = true,
                NoHighmemCutsMaxPfn = true,
                BootOptions = new Dictionary<string, BootOptionHandler>(StringComparer.Ordinal)
                {
                    ["mem"] = Mem,
                    ["memmap"] = MemMap,
                    ["highmem"] = BootOptions.Highmem,
                    ["vmalloc"] = BootOptions.Vmalloc,
                },
            },
            physical: new()
            {
                Gfp = new(
                    "2.6.9",
                    [
                        ("__GFP_DMA", 0x01, GfpFlags.Dma),
                        ("__GFP_HIGHMEM", 0x02, GfpFlags.Highmem),
                        ("__GFP_WAIT", 0x10, GfpFlags.Wait),
                        ("__GFP_HIGH", 0x20, GfpFlags.High),
                        ("__GFP_IO", 0x40, GfpFlags.Io),
                        ("__GFP_FS", 0x80, GfpFlags.Fs),
                        ("__GFP_COLD", 0x100, GfpFlags.Cold),
                        ("__GFP_NOWARN", 0x200, GfpFlags.NoWarn),
                        ("__GFP_REPEAT", 0x400, GfpFlags.Repeat),
                        ("__GFP_NOFAIL", 0x800, GfpFlags.NoFail),
                        ("__GFP_NORETRY", 0x1000, GfpFlags.NoRetry),
                        ("__GFP_NO_GROW", 0x2000, GfpFlags.NoGrow),
                        ("__GFP_COMP", 0x4000, GfpFlags.Compound),
                    ],
                    ("GFP_ATOMIC", "__GFP_HIGH"),
                    ("GFP_KERNEL", "__GFP_WAIT|__GFP_IO|__GFP_FS"),
                    ("GFP_USER", "__GFP_WAIT|__GFP_IO|__GFP_FS"),
                    ("GFP_HIGHUSER", "__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HIGHMEM"),
                    ("GFP_NOIO", "__GFP_WAIT"),
                    ("GFP_NOFS", "__GFP_WAIT|__GFP_IO"),
                    ("GFP_DMA", "__GFP_DMA")
                ),
                Buddy = new(
                    MaxOrder: 11,
                    SplitReturnsHighest: false,
                    IndexFromZoneStart: true,
                    HighmemFilledDescending: false,
                    MigrateTypes: false
                ),
                PerCpuLists = PerCpuPolicy.HotAndCold with { BatchOf = Batch },
                Watermarks = WatermarkPolicy.Protection,
                Marks = ZoneMarksPolicy.Multiples,
                Tunables = MemoryTunable.MinFreeKilobytes | MemoryTunable.LowerZoneProtection,
                MemMap = MemMapPolicy.OneMore,
            },
            paging: new()
            {
                PageDirectory = Image2_6.FirstPageOfBss,
                BootTablesGoal = 0,
                BootTableFlags = EntryBits.Table,
                SoftwareBits = Kernels.SoftwareBits.WithProtnoneInBit7,
                TableGfp = GfpKernel | GfpFlags.Repeat,
            },
            slab: new()
            {
                Objects = SlabPolicy.Arrays,
                // With an L1 cache line below 64 bytes; at 128 there is neither 96 nor 192.
                KmallocSizes = [32, 64, 96, 128, 192, .. Enumerable.Range(8, 10).Select(shift => 1 << shift)],
                CacheName = "size-{0}",
                DmaCacheName = "size-{0}(DMA)",
                AllowedFlags = SlabFlags,
                PageFlags = SlabFlags,
                NoGrowFlag = GfpFlags.NoGrow,
                IndexSize = sizeof(short),
                BreakOrderSmall = 0,
                BreakOrder = 1,
                AlignsManagementToObjects = true,
                ArrayLimits = [new(131072, 1), new(4096, 8), new(1024, 24), new(256, 54), new(0, 120)],
                ColdRefill = 16,
                SharedFactor = 8,
            },
            vmalloc: new()
            {
                Search = new LowestHole { ChecksEndAlways = false, WalksTree = false },
                Free = AreaFreePolicy.AtOnce,
                PagesArray = PagesArrayPolicy.Kmalloc,
                VmStructSize = 28,
                Variants = [VmallocVariant.Vmalloc, VmallocVariant.Vmalloc32],
                HasVmap = true,
                Flags = VmFlagNames.WithMap,
                Used = VmallocUsed.ListedAreas,
                Ioremap = new()
                {
                    Modes = [new(IoremapVariant.Ioremap, 0), new(IoremapVariant.IoremapNocache, 0x10)],
                    Alignment = IoremapAlignment.AboveSize,
                    Flushes = true,
                },
            },
            kmap: new()
            {
                PageAddress = PageAddressPolicy.Hash,
                FlushesOnEveryWrap = true,
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
                    "KM_SOFTIRQ1"
                ),
                AtomicDisablesPreemption = true,
                AtomicClearsSlots = false,
            },
            // mm/highmem.c: __blk_queue_bounce, init_emergency_pool; mm/mempool.c: mempool_alloc
            bounce: new()
            {
                PoolPages = 64,
                PoolGfp = GfpKernel,
                IsaPoolPages = 16,
                PageGfp = GfpFlags.NoWarn,
                RetryGfp = GfpFlags.NoWarn,
                LimitIsLastFrame = false,
            },
            // arch/i386/mm/pgtable.c: pgd_ctor, pgd_alloc; mm/memory.c: do_anonymous_page
            processes: new()
            {
                DirectoryCache = "pgd",
                DirectoryCachePae = "pgd",
                MiddleCache = "pmd",
                DirectoryIsConstructed = true,
                PageGfp = GfpKernel | GfpFlags.Highmem,
                ReadsMapZeroPage = true,
                FaultsOnlyInVmallocArea = false,
            },
            proc: new()
            {
                MemInfo = new(HasByteTable: false, LabelWidth: 14, _ => MemInfoFields()),
                SlabInfo = SlabInfoForm.Version2_0,
                BuddyInfo = BuddyInfoForm.Form,
            },
            texts: new Words()
        )
        {
            Version = "2.6.9",
            Source = "vanilla tag v2.6.9",
        };

    // fs/proc/proc_misc.c: meminfo_read_proc; without huge pages
    private static IReadOnlyList<string> MemInfoFields() =>
        [
            "MemTotal",
            "MemFree",
            "Buffers",
            "Cached",
            "SwapCached",
            "Active",
            "Inactive",
            "HighTotal",
            "HighFree",
            "LowTotal",
            "LowFree",
            "SwapTotal",
            "SwapFree",
            "Dirty",
            "Writeback",
            "Mapped",
            "Slab",
            "Committed_AS",
            "PageTables",
            "VmallocTotal",
            "VmallocUsed",
            "VmallocChunk",
        ];

    // include/asm-i386/fixmap.h
    private static IEnumerable<FixmapEntry> PermanentFixmap(KernelConfig config, int kmTypes)
    {
        yield return new("HOLE");
        yield return new("VSYSCALL");
        foreach (var device in FixmapDevices.Of(config, config.ClusteredApic ? 32 : 8))
        {
            yield return device;
        }

        if (config.HasHighmem)
        {
            yield return new("KMAP", kmTypes * config.NrCpus);
        }

        if (config.Acpi)
        {
            yield return new("ACPI", 4);
        }

        if (config.PciMmconfig)
        {
            yield return new("PCIE_MCFG");
        }
    }

    // mm/page_alloc.c: free_area_init_core; a quarter of a thousandth of the zone, 256 KB at most
    private static int Batch(long presentPages) => (int)Math.Max(Math.Min(presentPages / 1024, 64) / 4, 1);

    // arch/i386/kernel/setup.c: parse_cmdline_early
    private static BootOptions Mem(BootOptions options, string value) =>
        value.StartsWith("nopentium", StringComparison.Ordinal)
            ? options with
            {
                NoPse = true,
            }
            : options.WithUserMap(options.Map.LimitRegions(NumberText.MemParse(value, out _)));

    private static BootOptions MemMap(BootOptions options, string value)
    {
        if (value.StartsWith("exactmap", StringComparison.Ordinal))
        {
            return options.WithUserMap(E820Map.Empty);
        }

        return BootOptions.RangeOf(value, "@#$", out var size) is { } range
            ? options with
            {
                Map = options.Map.Add(range),
            }
            : options.WithUserMap(options.Map.LimitRegions(size));
    }

    private sealed class Words : KernelTexts
    {
        public override string? OutOfVmallocSpace(long size) =>
            "allocation failed: out of vmalloc space - use vmalloc=<size> to increase size.";

        public override string? PageAllocationFailure(string task, int order, int gfp) =>
            Invariant($"{task}: page allocation failure. order:{order}, mode:0x{gfp:x}");

        public override IEnumerable<string> Bug(string site, int count) =>
            [
                "------------[ cut here ]------------",
                $"kernel BUG at {site}!",
                Invariant($"invalid operand: 0000 [#{count}]"),
            ];

        public override IEnumerable<string> KmapBug(KmapBug bug, int count) =>
            Bug(
                bug switch
                {
                    HighMemory.KmapBug.KunmapInInterrupt => "arch/i386/mm/highmem.c:14",
                    HighMemory.KmapBug.AtomicSlotInUse => "arch/i386/mm/highmem.c:42",
                    HighMemory.KmapBug.AtomicWrongAddress => "arch/i386/mm/highmem.c:63",
                    HighMemory.KmapBug.FlushOfEmptyEntry => "mm/highmem.c:83",
                    HighMemory.KmapBug.CountBelowTwo => "mm/highmem.c:165",
                    HighMemory.KmapBug.UnmapWithoutAddress => "mm/highmem.c:181",
                    HighMemory.KmapBug.UnmapWithoutUser => "mm/highmem.c:191",
                    HighMemory.KmapBug.AddressOfLowPage => "mm/highmem.c:553",
                    HighMemory.KmapBug.AddressPoolEmpty => "mm/highmem.c:557",
                    _ => throw new ArgumentOutOfRangeException(nameof(bug), bug, "2.6.9 does not check this."),
                },
                count
            );

        public override IEnumerable<string> KmapMightSleep(TaskFacts task, bool hasHighmem) =>
            [
                $"Debug: sleeping function called from invalid context at {(hasHighmem ? "arch/i386/mm/highmem.c:5" : "include/linux/highmem.h:25")}",
                Invariant(
                    $"in_atomic():{(task.PreemptCount != 0 ? 1 : 0)}, irqs_disabled():{(task.InterruptsOff ? 1 : 0)}"
                ),
            ];

        public override IEnumerable<string> SchedulingWhileAtomic(TaskFacts task) => ["bad: scheduling while atomic!"];

        public override string IounmapBadAddress(VirtualAddress address) =>
            $"__iounmap: bad address {Pointer(address)}";

        public override IEnumerable<string> KmallocBadFlags(int count) => Bug("mm/slab.c:1762", count);

        // CONFIG_DEBUG_SLAB: kfree_debugcheck, cache_free_debugcheck, free_block
        public override IEnumerable<string> KfreeFault(
            KfreeResult fault,
            VirtualAddress address,
            string cache,
            int count
        ) =>
            fault switch
            {
                KfreeResult.OutOfRange =>
                [
                    $"kfree_debugcheck: out of range ptr {Pointer(address)}h.",
                    .. Bug("mm/slab.c:1846", count),
                ],
                KfreeResult.NotInSlab =>
                [
                    $"kfree_debugcheck: bad ptr {Pointer(address)}h.",
                    .. Bug("mm/slab.c:1851", count),
                ],
                KfreeResult.NotAnObject => Bug("mm/slab.c:1890", count),
                _ =>
                [
                    $"slab: double free detected in cache '{cache}', objp {Pointer(address)}.",
                    .. Bug("mm/slab.c:2155", count),
                ],
            };

        public override IEnumerable<string> Oops(OopsFacts facts) =>
            [.. FaultLines(facts), Invariant($"Oops: {facts.ErrorCode:x4} [#{facts.Count}]")];

        public override IEnumerable<string> Boot(BootFacts f)
        {
            yield return $"Linux version {f.Release}";
            foreach (var line in MapLines(f).Concat(f.LowmemMessages))
            {
                yield return line;
            }

            yield return Invariant($"On node 0 totalpages: {f.Zones.Sum(z => z.Zone.PresentPages)}");
            foreach (var (zone, batch) in f.Zones)
            {
                yield return Invariant($"  {zone.Name} zone: {zone.PresentPages} pages, LIFO batch:{batch}");
                if (zone.SpannedPages > 0 && zone.StartPfn % 1024 != 0)
                {
                    yield return WrongZoneAlignment;
                }
            }

            yield return "Built 1 zonelists";
            yield return $"Kernel command line: {f.Options.CommandLine}";
            yield return MemoryLine(f);
        }
    }
}
