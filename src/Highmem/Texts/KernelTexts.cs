using System.Globalization;
using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Boot;
using Highmem.HighMemory;
using Highmem.Layout;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Slab;
using Highmem.Vmalloc;

namespace Highmem.Texts;

/// <summary>
/// What a kernel prints. The base class holds the texts that the oldest kernels share; a kernel overrides what it says
/// otherwise than the one before it. All megabyte values are pages >> 8, rounded down.
/// </summary>
internal abstract class KernelTexts
    : ILayoutTexts,
        IPhysicalTexts,
        ISlabTexts,
        IVmallocTexts,
        IKmapTexts,
        IBounceTexts,
        IProcessTexts
{
    public virtual string HighmemAvailable(long pages) => $"{Megabytes(pages)}MB HIGHMEM available.";

    public virtual string LowmemAvailable(long pages) => $"{Megabytes(pages)}MB LOWMEM available.";

    /// <summary>RAM above MAXMEM on a kernel without HIGHMEM.</summary>
    public virtual IEnumerable<string> NoHighmemConfig(long maxmemPages, bool beyondFourGigabytes) =>
        [
            $"Warning only {Megabytes(maxmemPages)}MB will be used.",
            beyondFourGigabytes ? $"Use a {PaeKernel} enabled kernel." : "Use a HIGHMEM enabled kernel.",
        ];

    /// <summary>RAM above 4 GiB on a HIGHMEM4G kernel.</summary>
    public virtual IEnumerable<string> OnlyFourGigabytes() =>
        ["Warning only 4GB will be used.", $"Use a {PaeKernel} enabled kernel."];

    /// <summary>highmem= asks for more than lies above MAXMEM.</summary>
    public virtual string HighmemIgnored(long availablePages, long requestedPages) =>
        $"only {Megabytes(availablePages)}MB highmem pages available, ignoring highmem size of {Megabytes(requestedPages)}MB.";

    /// <summary>highmem= asks for all RAM or more.</summary>
    public virtual string HighmemBiggerThanRam(long requestedPages, long availablePages) =>
        $"highmem size specified ({Megabytes(requestedPages)}MB) is bigger than pages available ({Megabytes(availablePages)}MB)!.";

    /// <summary>highmem= would leave less than 64 MB of low memory.</summary>
    public virtual string HighmemLeavesTooLittle(long requestedPages) =>
        $"highmem size {Megabytes(requestedPages)}MB results in smaller than 64MB lowmem, ignoring it.";

    /// <summary>highmem= on a kernel without HIGHMEM.</summary>
    public virtual string HighmemWithoutConfig => "ignoring highmem size on non-highmem kernel!";

    /// <summary>The panic of a PAE kernel on a CPU without PAE.</summary>
    public virtual string PaeMissing => "cannot execute a PAE-enabled kernel on a PAE-less CPU!";

    /// <summary>free_area_init_core's complaint about a zone that does not start on a largest block.</summary>
    public virtual string WrongZoneAlignment => "BUG: wrong zone alignment, it will crash";

    /// <summary>What mem_init says before its BUG when fixmap and kmap slots meet.</summary>
    public static string FixmapAndKmapOverlap(
        VirtualAddress pkmapBase,
        VirtualAddress pkmapEnd,
        VirtualAddress fixaddrStart
    ) =>
        $"fixmap and kmap areas overlap - this will crash; pkstart: {Pointer(pkmapBase)}h pkend: {Pointer(pkmapEnd)}h fixstart {Pointer(fixaddrStart)}h.";

    /// <summary>vmalloc space is full; null where the kernel says nothing. <paramref name="size"/> includes the guard.</summary>
    public abstract string? OutOfVmallocSpace(long size);

    /// <summary>The page allocator gave up; null where the kernel says nothing.</summary>
    public abstract string? PageAllocationFailure(string task, int order, int gfp);

    /// <summary>What stops a kernel on the spot: BUG(), and the head of the oops that follows.</summary>
    /// <param name="site">The file and the line.</param>
    /// <param name="count">Oopses so far, this one included.</param>
    public abstract IEnumerable<string> Bug(string site, int count);

    /// <summary>kmap, kunmap or their atomic forms stop the kernel.</summary>
    public abstract IEnumerable<string> KmapBug(KmapBug bug, int count);

    /// <summary>kmap where nothing may sleep, as a kernel with CONFIG_DEBUG_SPINLOCK_SLEEP complains of it.</summary>
    /// <param name="task">The task.</param>
    /// <param name="hasHighmem">Whether kmap is a function; without HIGHMEM it stands in a header.</param>
    public virtual IEnumerable<string> KmapMightSleep(TaskFacts task, bool hasHighmem) => [];

    /// <summary>A task goes to sleep where none may.</summary>
    public virtual IEnumerable<string> SchedulingWhileAtomic(TaskFacts task) => [];

    /// <summary>kmap_atomic with a type that does not suit the context: a warning from a line of mm/highmem.c.</summary>
    public virtual IEnumerable<string> AtomicTypeWarning(int line) => [];

    /// <summary>kmalloc with flags that are illegal there.</summary>
    public abstract IEnumerable<string> KmallocBadFlags(int count);

    /// <summary>
    /// kfree of what is no object in use, as a kernel with slab debugging finds it. One without goes on with whatever
    /// lies there.
    /// </summary>
    public abstract IEnumerable<string> KfreeFault(KfreeResult fault, VirtualAddress address, string cache, int count);

    /// <summary>A process that needs a page when there is none; null where the kernel says so elsewhere.</summary>
    public virtual string? KilledForMemory(string task) => $"VM: killing process {task}";

    /// <summary>The pool of bounce buffers for high memory is filled.</summary>
    public virtual string BouncePool(int pages, int heads) => Invariant($"highmem bounce pool size: {pages} pages");

    /// <summary>The pool of bounce buffers for ISA devices is filled.</summary>
    public virtual string IsaBouncePool(int pages) => Invariant($"isa bounce pool size: {pages} pages");

    /// <summary>The cache's own complaint when it cannot grow.</summary>
    public virtual IEnumerable<string> SlabOutOfMemory(SlabFacts facts) => [];

    /// <summary>free_pages of a page that boot has reserved; null where the kernel passes over it in silence.</summary>
    public virtual string? ReservedPageFreed(string task, int pfn) => null;

    /// <summary>vmalloc finds an entry in use.</summary>
    public virtual string PageAlreadyExists => "alloc_area_pte: page already exists";

    /// <summary>vfree of an address that is not page aligned.</summary>
    public virtual string VfreeBadAddress(VirtualAddress address) =>
        $"Trying to vfree() bad address ({Pointer(address)})";

    /// <summary>vfree of an address where no area begins.</summary>
    public virtual string VfreeNonexistent(VirtualAddress address) =>
        $"Trying to vfree() nonexistent vm area ({Pointer(address)})";

    /// <summary>iounmap of an address where no area begins.</summary>
    public virtual string IounmapBadAddress(VirtualAddress address) => VfreeNonexistent(address.Page);

    /// <summary>ioremap of a range that rounds to no page at all.</summary>
    /// <param name="count">Oopses so far, this one included.</param>
    public virtual IEnumerable<string> IoremapOfNothing(int count) => [];

    /// <summary>ioremap of a range whose parts are mapped with different attributes; null where nobody looks.</summary>
    public virtual string? MemtypeConflict(long start, long end, string tracked, string requested) => null;

    /// <summary>vm_unmap_ram of what vm_map_ram did not map.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="count">Oopses so far, this one included.</param>
    public virtual IEnumerable<string> VmUnmapRamFault(VmUnmapRamResult fault, int count) => [];

    /// <summary>The head of the oops of a kernel-mode page fault; entries are null where the walk did not get to.</summary>
    public abstract IEnumerable<string> Oops(OopsFacts facts);

    /// <summary>The boot lines, in order, from the version to the end of mem_init.</summary>
    public abstract IEnumerable<string> Boot(BootFacts facts);

    /// <summary>What is printed when the init sections are given back after boot.</summary>
    public static string FreeingInit(KernelImage image) =>
        Invariant($"Freeing unused kernel memory: {image.InitKilobytes}k freed");

    /// <summary>The PAE option's name in the warnings.</summary>
    protected virtual string PaeKernel => "PAE";

    protected static string Megabytes(long pages) => (pages >> 8).ToString(CultureInfo.InvariantCulture);

    /// <summary>%p on a 32-bit kernel.</summary>
    protected static string Pointer(VirtualAddress address) =>
        ((long)address).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The kind of fault in the head line: a small address is taken for a NULL pointer.</summary>
    protected static string FaultKind(OopsFacts facts) =>
        facts.Address < PageSize.Bytes ? "NULL pointer dereference" : "paging request";

    /// <summary>The lines about the address, up to "Oops:", as 2.4.21 and 2.6.9 print them.</summary>
    protected static IEnumerable<string> FaultLines(OopsFacts facts)
    {
        yield return $"Unable to handle kernel {FaultKind(facts)} at virtual address {Pointer(facts.Address)}";
        yield return " printing eip:";
        yield return Pointer(facts.InstructionPointer);
        yield return Invariant($"*pde = {facts.DirectoryWord:x8}");
        if (facts.Pte is { } pte && (facts.DirectoryWord & 1) != 0)
        {
            yield return Invariant($"*pte = {pte:x8}");
        }
    }

    /// <summary>The firmware's map and, if the command line edited it, the map that is used.</summary>
    protected static IEnumerable<string> MapLines(BootFacts facts)
    {
        yield return "BIOS-provided physical RAM map:";
        foreach (var entry in facts.Firmware)
        {
            yield return Invariant($" BIOS-e820: {entry}");
        }

        if (facts.Options.MapIsUserDefined)
        {
            yield return "user-defined physical RAM map:";
            foreach (var entry in facts.Options.Map)
            {
                yield return Invariant($" user: {entry}");
            }
        }
    }

    /// <summary>mem_init's line; all numbers but the sizes of the image are pages.</summary>
    protected static string MemoryLine(BootFacts f) =>
        Invariant(
            $"Memory: {f.FreePages * PageSize.Kilobytes}k/{f.NumPhysPages * PageSize.Kilobytes}k available ({f.Image.CodeKilobytes}k kernel code, {f.ReservedPages * PageSize.Kilobytes}k reserved, {f.Image.DataKilobytes}k data, {f.Image.InitKilobytes}k init, {f.HighmemRamPages * PageSize.Kilobytes}k highmem)"
        );

    protected static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
