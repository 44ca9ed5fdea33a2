using Highmem.Addressing;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Slab;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Kernels;

/// <summary>Linux 2.4.21 (June 2003).</summary>
internal static class Linux2_4_21
{
    public static KernelProfile Profile { get; } =
        new(
            new KernelRules
            {
                DefaultConfig = _ => new KernelConfig(),
                PermanentFixmap = PermanentFixmap,
                TemporaryFixmap = (_, _) => [new("BTMAP", 16)],
                PkmapBase = (_, _) => 0xFE000000,
                ZoneMarks = ZoneMarks.Of2_4,
                ZoneBatch = null,
                MemInfo = new(HasByteTable: true, LabelWidth: 14, _ => MemInfoFields()),
                BootOptions = new Dictionary<string, BootOptionHandler>(StringComparer.Ordinal)
                {
                    ["mem"] = Mem,
                    ["highmem"] = BootOptions.Highmem,
                    ["memfrac"] = MemFrac,
                },
                Messages = new Texts(),
            }
        )
        {
            Version = "2.4.21",
            Source = "vanilla tag 2.4.21",
            VmallocStartRounded = true,
            MaxMemFromVmallocEnd = false,
            FixaddrTop = 0xFFFFE000,
            KmTypeNr = 6,
            KmTypeNrDebug = 6,
            SmpNrCpus = 32,
            StructPageSize = 44,
            StructPageSizeHighmem = 48, // adds page->virtual
            VmStructSize = 16,
            PagesArray = PagesArrayRule.None,
            VmallocVariants = [VmallocVariant.Vmalloc, VmallocVariant.Vmalloc32, VmallocVariant.VmallocDma],
            Ioremap = new()
            {
                Modes = [new(IoremapVariant.Ioremap, 0), new(IoremapVariant.IoremapNocache, 0x10)],
                LosesLastPage = true,
                Flushes = true,
                IounmapIsVfree = true,
            },
            DirectMap = DirectMapRule.LargePages,
            BootTableFlags = 0x063,
            GfpKernel = (GfpFlags)0x1F0,
            Gfp = new(
                "2.4.21",
                ("__GFP_DMA", 0x01),
                ("__GFP_HIGHMEM", 0x02),
                ("__GFP_WAIT", 0x10),
                ("__GFP_HIGH", 0x20),
                ("__GFP_IO", 0x40),
                ("__GFP_HIGHIO", 0x80),
                ("__GFP_FS", 0x100),
                ("GFP_ATOMIC", 0x20),
                ("GFP_KERNEL", 0x1F0),
                ("GFP_USER", 0x1D0),
                ("GFP_HIGHUSER", 0x1D2),
                ("GFP_NOIO", 0x30),
                ("GFP_NOHIGHIO", 0x70),
                ("GFP_NOFS", 0xF0),
                ("GFP_DMA", 0x01)
            ),
            SoftwareBits = Kernels.SoftwareBits.WithProtnoneInBit7,
            Placement = new(GapAfterArea: 0, ChecksEndAlways: false, AlignsIoremap: false, SearchesTree: false),
            Kmap = new()
            {
                PageAddress = PageAddressRule.Field,
                FlushesOnEveryWrap = true,
                HasNonblocking = true,
                StopsInInterrupt = true,
                AtomicTypes =
                [
                    "KM_BOUNCE_READ",
                    "KM_SKB_SUNRPC_DATA",
                    "KM_SKB_DATA_SOFTIRQ",
                    "KM_USER0",
                    "KM_USER1",
                    "KM_BH_IRQ",
                ],
                AtomicDisablesPreemption = false,
                AtomicClearsSlots = false,
            },
            Buddy = new(
                MaxOrder: 10,
                SplitReturnsHighest: true,
                IndexFromZoneStart: true,
                HighmemFilledDescending: true,
                MigrateTypes: false
            ),
            Watermarks = WatermarkRule.Cumulative,
            PerCpuLists = PerCpuRule.None,
            Tunables = MemoryTunable.MemFrac,
            Reports = MemoryReports.ShowFreeAreas,
            // The build of a 2.4.21 boot log: 1661k code, 367k data, 300k init.
            Image = new(0x100000, 0x29F400, 0x2FB000, 0x2FC000, 0x347000, 0x38E000),
            KmallocSizes = [.. Enumerable.Range(5, 13).Select(shift => 1 << shift)],
            Slab = new()
            {
                Kind = SlabKind.Lists,
                InfoFormat = SlabInfoFormat.Version1_1,
                CacheName = "size-{0}",
                DmaCacheName = "size-{0}(DMA)",
                AllowedFlags = 0x11F1,
                PageFlags = 0x11F1,
                NoGrowFlag = 0x1000,
                BreakOrderSmall = 1,
                BreakOrder = 2,
                // Only SMP kernels have arrays.
                ArrayLimits = [new(4096, 0), new(1024, 60), new(256, 124), new(0, 252)],
            },
            // mm/highmem.c: create_bounce, init_emergency_pool; linux/blkdev.h: blk_queue_bounce, BLK_BOUNCE_ANY
            Bounce = new()
            {
                PoolPages = 32,
                PoolGfp = (GfpFlags)0x20,
                PageGfp = (GfpFlags)0x70,
                LimitIsLastFrame = true,
                LimitIs32Bit = true,
                BufferHeadCache = "buffer_head",
                BufferHeadSize = 96,
                WriteSlot = "KM_USER0",
                DisablingOption = "nohighio",
            },
            // asm-i386/pgalloc.h: get_pgd_slow, pte_alloc_one; mm/memory.c: pgt_cache_water, do_anonymous_page
            Processes = new()
            {
                DirectoryCachePae = "pae_pgd",
                TableGfp = (GfpFlags)0x1F0,
                KeptTablesHigh = 50,
                KeptTablesLow = 25,
                PageGfp = (GfpFlags)0x1D2,
                ReadsMapZeroPage = true,
                ZeroPage = 0x104000,
                FaultsOnlyInVmallocArea = false,
            },
            ZonesCountRamOnly = false,
            ZonesLoseMemmap = false,
            ZonesMustBeAligned = true,
            CutsIsaHole = true,
            NoHighmemCutsMaxPfn = false,
            SwapperPgDir = 0x101000,
            BootTablesGoal = 0,
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

    private sealed class Texts : KernelMessages
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
            yield return "Linux version 2.4.21";
            foreach (var line in MapLines(f).Concat(f.LowmemMessages))
            {
                yield return line;
            }

            yield return Invariant($"On node 0 totalpages: {f.Zones.Sum(z => z.PresentPages)}");
            for (var i = 0; i < f.Zones.Count; i++)
            {
                yield return Invariant($"zone({i}): {f.Zones[i].SpannedPages} pages.");
                if (f.Zones[i].SpannedPages > 0 && f.Zones[i].StartPfn % 512 != 0)
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
