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

/// <summary>Linux 2.4.21 (June 2003).</summary>
internal static class Linux2_4_21
{
    // The second page of the code.
    private const long SwapperPgDir = 0x101000;

    private const GfpFlags GfpKernel = GfpFlags.High | GfpFlags.Wait | GfpFlags.Io | GfpFlags.HighIo | GfpFlags.Fs;

    // linux/slab.h: SLAB_LEVEL_MASK, SLAB_DMA, SLAB_NO_GROW
    private const GfpFlags SlabFlags = GfpKernel | GfpFlags.Dma | GfpFlags.NoGrow;

    public static KernelProfile Profile { get; } =
        new(
            // The build of a 2.4.21 boot log: 1661k code, 367k data, 300k init.
            image: new(0x100000, 0x29F400, 0x2FB000, 0x2FC000, 0x347000, 0x38E000),
            config: new() { DefaultConfig = _ => new KernelConfig(), SmpNrCpus = 32 },
            layout: new()
            {
                VmallocStartRounded = true,
                MaxMemTop = MaxMemTop.EndOfSpace,
                FixaddrTop = 0xFFFFE000,
                KmTypeNr = 6,
                KmTypeNrDebug = 6,
                PermanentFixmap = PermanentFixmap,
                TemporaryFixmap = (_, _) => [new("BTMAP", 16)],
                PkmapBase = (_, _) => 0xFE000000,
                StructPageSize = 44,
                StructPageSizeHighmem = 48, // adds page->virtual
                DirectMap = DirectMapPolicy.LargePages,
                ZonesCountRamOnly = false,
                MemmapCharge = MemmapCharge.None,
                CutsIsaHole = true,
                NoHighmemCutsMaxPfn = false,
                BootOptions = new Dictionary<string, BootOptionHandler>(StringComparer.Ordinal)
                {
                    ["mem"] = Mem,
                    ["highmem"] = BootOptions.Highmem,
                    ["memfrac"] = MemFrac,
                },
            },
            physical: new()
            {
                Gfp = new(
                    "2.4.21",
                    [
                        ("__GFP_DMA", 0x01, GfpFlags.Dma),
                        ("__GFP_HIGHMEM", 0x02, GfpFlags.Highmem),
                        ("__GFP_WAIT", 0x10, GfpFlags.Wait),
                        ("__GFP_HIGH", 0x20, GfpFlags.High),
                        ("__GFP_IO", 0x40, GfpFlags.Io),
                        ("__GFP_HIGHIO", 0x80, GfpFlags.HighIo),
                        ("__GFP_FS", 0x100, GfpFlags.Fs),
                    ],
                    ("GFP_ATOMIC", "__GFP_HIGH"),
                    ("GFP_KERNEL", "__GFP_HIGH|__GFP_WAIT|__GFP_IO|__GFP_HIGHIO|__GFP_FS"),
                    ("GFP_USER", "__GFP_WAIT|__GFP_IO|__GFP_HIGHIO|__GFP_FS"),
                    ("GFP_HIGHUSER", "__GFP_WAIT|__GFP_IO|__GFP_HIGHIO|__GFP_FS|__GFP_HIGHMEM"),
                    ("GFP_NOIO", "__GFP_HIGH|__GFP_WAIT"),
                    ("GFP_NOHIGHIO", "__GFP_HIGH|__GFP_WAIT|__GFP_IO"),
                    ("GFP_NOFS", "__GFP_HIGH|__GFP_WAIT|__GFP_IO|__GFP_HIGHIO"),
                    ("GFP_DMA", "__GFP_DMA")
                ),
                Buddy = new(
                    MaxOrder: 10,
                    SplitReturnsHighest: true,
                    IndexFromZoneStart: true,
                    HighmemFilledDescending: true,
                    MigrateTypes: false
                ),
                PerCpuLists = PerCpuPolicy.None,
                Watermarks = WatermarkPolicy.Cumulative,
                Marks = ZoneMarksPolicy.Fractions,
                Tunables = MemoryTunable.MemFrac,
                MemMap = MemMapPolicy.OneMore,
            },
            // asm-i386/pgalloc.h: pte_alloc_one; mm/memory.c: pgt_cache_water
            paging: new()
            {
                PageDirectory = _ => SwapperPgDir,
                BootTablesGoal = 0,
                BootTableFlags = EntryBits.KernelTable,
                SoftwareBits = Kernels.SoftwareBits.WithProtnoneInBit7,
                TableGfp = GfpKernel,
                KeptTablesHigh = 50,
                KeptTablesLow = 25,
            },
            slab: new()
            {
                Objects = SlabPolicy.Lists,
                KmallocSizes = [.. Enumerable.Range(5, 13).Select(shift => 1 << shift)],
                CacheName = "size-{0}",
                DmaCacheName = "size-{0}(DMA)",
                AllowedFlags = SlabFlags,
                PageFlags = SlabFlags,
                NoGrowFlag = GfpFlags.NoGrow,
                BreakOrderSmall = 1,
                BreakOrder = 2,
                // Only SMP kernels have arrays.
                ArrayLimits = [new(4096, 0), new(1024, 60), new(256, 124), new(0, 252)],
            },
            vmalloc: new()
            {
                Search = new LowestHole { ChecksEndAlways = false, WalksTree = false },
                Free = AreaFreePolicy.AtOnce,
                PagesArray = PagesArrayPolicy.InTables,
                VmStructSize = 16,
                Variants = [VmallocVariant.Vmalloc, VmallocVariant.Vmalloc32, VmallocVariant.VmallocDma],
                Flags = VmFlagNames.OfList,
                Used = VmallocUsed.ListedAreas,
                Ioremap = new()
                {
                    Modes = [new(IoremapVariant.Ioremap, 0), new(IoremapVariant.IoremapNocache, 0x10)],
                    Alignment = IoremapAlignment.Page,
                    LosesLastPage = true,
                    Flushes = true,
                    IounmapIsVfree = true,
                },
            },
            kmap: new()
            {
                PageAddress = PageAddressPolicy.Field,
                FlushesOnEveryWrap = true,
                HasNonblocking = true,
                StopsInInterrupt = true,
                AtomicSlots = AtomicSlotPolicy.ByType(
                    "KM_BOUNCE_READ",
                    "KM_SKB_SUNRPC_DATA",
                    "KM_SKB_DATA_SOFTIRQ",
                    "KM_USER0",
                    "KM_USER1",
                    "KM_BH_IRQ"
                ),
                AtomicDisablesPreemption = false,
                AtomicClearsSlots = false,
            },
            // mm/highmem.c: create_bounce, init_emergency_pool; linux/blkdev.h: blk_queue_bounce, BLK_BOUNCE_ANY
            bounce: new()
            {
                PoolPages = 32,
                PoolGfp = GfpFlags.High,
                PageGfp = GfpFlags.High | GfpFlags.Wait | GfpFlags.Io,
                LimitIsLastFrame = true,
                LimitIs32Bit = true,
                BufferHeadCache = "buffer_head",
                BufferHeadSize = 96,
                WriteSlot = "KM_USER0",
                DisablingOption = "nohighio",
            },
            // asm-i386/pgalloc.h: get_pgd_slow; mm/memory.c: do_anonymous_page
            processes: new()
            {
                DirectoryCachePae = "pae_pgd",
                PageGfp = GfpFlags.Wait | GfpFlags.Io | GfpFlags.HighIo | GfpFlags.Fs | GfpFlags.Highmem,
                ReadsMapZeroPage = true,
                ZeroPage = 0x104000,
                FaultsOnlyInVmallocArea = false,
            },
            proc: new()
            {
                MemInfo = new(HasByteTable: true, LabelWidth: 14, _ => MemInfoFields()),
                SlabInfo = SlabInfoForm.Version1_1,
                ShowFreeAreas = ShowFreeAreasForm.Form,
            },
            texts: new Words()
        )
        {
            Version = "2.4.21",
            Source = "vanilla tag 2.4.21",
        };

    // fs/proc/proc_misc.c: meminfo_read_proc
    private static IReadOnlyList<string> MemInfoFields() =>
        [
            "MemTotal",
            "MemFree",
            "MemShared",
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
        ];

    // include/asm-i386/fixmap.h. Index 0 is a real entry here, one page below the unused top page.
    private static IEnumerable<FixmapEntry> PermanentFixmap(KernelConfig config, int kmTypes)
    {
        foreach (var device in FixmapDevices.Of(config, config.ClusteredApic ? 32 : 8, "F00F"))
        {
            yield return device;
        }

        if (config.HasHighmem)
        {
            yield return new("KMAP", kmTypes * config.NrCpus);
        }
    }

    // arch/i386/kernel/setup.c: parse_cmdline_early. There is no memmap= and no vmalloc= yet.
    private static BootOptions Mem(BootOptions options, string value)
    {
        if (value.StartsWith("nopentium", StringComparison.Ordinal))
        {
            return options with { NoPse = true };
        }

        if (value.StartsWith("exactmap", StringComparison.Ordinal))
        {
            return options.WithUserMap(E820Map.Empty);
        }

        return BootOptions.RangeOf(value, "@", out var size) is { } range
            ? options with
            {
                Map = options.Map.Add(range),
            }
            : options.WithUserMap(options.Map.LimitRegions(size));
    }

    // mm/page_alloc.c: setup_mem_frac. Zones that are not named keep their fraction.
    private static BootOptions MemFrac(BootOptions options, string value)
    {
        var fractions = new MemoryTunables().MemFrac.ToArray();
        foreach (var (text, i) in value.Split(',').Take(fractions.Length).Select((text, i) => (text, i)))
        {
            fractions[i] = (int)NumberText.MemParse(text, out _);
        }

        return options with
        {
            MemFrac = fractions,
        };
    }

    private sealed class Words : KernelTexts
    {
        public override string? OutOfVmallocSpace(long size) => null;

        public override string? PageAllocationFailure(string task, int order, int gfp) => null;

        public override IEnumerable<string> Bug(string site, int count) =>
            [$"kernel BUG at {site}!", "invalid operand: 0000"];

        // What stands in a header is reported by its line alone, from one place in kernel/panic.c.
        public override IEnumerable<string> KmapBug(KmapBug bug, int count) =>
            bug switch
            {
                HighMemory.KmapBug.KmapInInterrupt => BugInHeader(68, count),
                HighMemory.KmapBug.KunmapInInterrupt => BugInHeader(77, count),
                HighMemory.KmapBug.AtomicSlotInUse => BugInHeader(101, count),
                HighMemory.KmapBug.AtomicWrongAddress => BugInHeader(119, count),
                HighMemory.KmapBug.FlushOfEmptyEntry => Bug("highmem.c:63", count),
                HighMemory.KmapBug.CountBelowTwo => Bug("highmem.c:151", count),
                HighMemory.KmapBug.UnmapWithoutAddress => Bug("highmem.c:166", count),
                HighMemory.KmapBug.UnmapWithoutUser => Bug("highmem.c:176", count),
                _ => throw new ArgumentOutOfRangeException(nameof(bug), bug, "2.4.21 does not check this."),
            };

        private IEnumerable<string> BugInHeader(int line, int count) =>
            [Invariant($"kernel BUG in header file at line {line}"), .. Bug("panic.c:141", count)];

        // arch/i386/mm/ioremap.c: remap_area_pages
        public override IEnumerable<string> IoremapOfNothing(int count) => Bug("ioremap.c:73", count);

        public override string BouncePool(int pages, int heads) =>
            Invariant($"allocated {pages} pages and {heads} bhs reserved for the highmem bounces");

        public override IEnumerable<string> KmallocBadFlags(int count) => Bug("slab.c:1119", count);

        // CONFIG_DEBUG_SLAB: CHECK_PAGE, kmem_extra_free_checks
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
                    $"kfree: out of range ptr {Pointer(address)}h.",
                    .. Bug("slab.c:1605", count),
                ],
                KfreeResult.NotInSlab => [$"kfree: bad ptr {Pointer(address)}h.", .. Bug("slab.c:1605", count)],
                KfreeResult.NotAnObject => Bug("slab.c:1220", count),
                _ => Bug("slab.c:1225", count),
            };

        public override IEnumerable<string> Oops(OopsFacts facts) =>
            [.. FaultLines(facts), Invariant($"Oops: {facts.ErrorCode:x4}")];

        public override IEnumerable<string> Boot(BootFacts f)
        {
            yield return $"Linux version {f.Release}";
            foreach (var line in MapLines(f).Concat(f.LowmemMessages))
            {
                yield return line;
            }

            yield return Invariant($"On node 0 totalpages: {f.Zones.Sum(z => z.Zone.PresentPages)}");
            for (var i = 0; i < f.Zones.Count; i++)
            {
                yield return Invariant($"zone({i}): {f.Zones[i].Zone.SpannedPages} pages.");
                if (f.Zones[i].Zone.SpannedPages > 0 && f.Zones[i].Zone.StartPfn % 512 != 0)
                {
                    yield return WrongZoneAlignment;
                }
            }

            yield return $"Kernel command line: {f.Options.CommandLine}";
            if (f.Options.Has("nohighio"))
            {
                yield return "i386: disabling HIGHMEM block I/O";
            }

            yield return MemoryLine(f);
        }
    }
}
