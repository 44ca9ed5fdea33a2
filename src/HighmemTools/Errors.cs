using System.ComponentModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Reports;
using Highmem.Reports.BootLogs;

namespace HighmemTools;

/// <summary>Every error that a command reports. An error's id is the name of the method that makes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Errors
{
    /// <summary>The ids, sorted.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(Errors)
            .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(m => m.ReturnType == typeof(ErrorRecord) && m.IsAssembly)
            .Select(m => m.Name)
            .Order(StringComparer.Ordinal),
    ];

    internal static ErrorRecord NoCurrentMachine() =>
        Make(
            new InvalidOperationException("There is no machine in this session. Boot one by typing: New-I386Machine"),
            ErrorCategory.ObjectNotFound,
            null
        );

    internal static ErrorRecord MachineNotFound(string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no machine '{name}' in this session. {Sessions()} Machines of other sessions are given as objects."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord MachineNameTaken(string name) =>
        Make(
            new ArgumentException(
                $"There is a machine '{name}' already. Choose another name, or remove that one: Remove-I386Machine {name}"
            ),
            ErrorCategory.ResourceExists,
            name
        );

    internal static ErrorRecord MachineMismatch(object item, string owner, string given) =>
        Make(
            new ArgumentException($"{item} belongs to the machine '{owner}', not to '{given}'. Leave -Machine out."),
            ErrorCategory.InvalidArgument,
            item
        );

    internal static ErrorRecord InvalidMemorySize(ArgumentOutOfRangeException problem) =>
        Make(
            new ArgumentException(
                FormattableString.Invariant($"{problem.ActualValue} bytes are out of range. {Sentence(problem)}"),
                problem
            ),
            ErrorCategory.InvalidArgument,
            problem.ActualValue
        );

    internal static ErrorRecord InvalidE820Map(Exception problem, object target) =>
        Make(new ArgumentException(Sentence(problem), problem), ErrorCategory.InvalidData, target);

    internal static ErrorRecord NotAFile(string path) =>
        Make(new ArgumentException($"'{path}' does not name a file."), ErrorCategory.InvalidArgument, path);

    internal static ErrorRecord EntryFlagNotKnown(I386Machine machine, string flag) =>
        Make(
            new ArgumentException(
                $"Entries of Linux {machine.Kernel} have no bit '{flag}'. They have {string.Join(", ", machine.GetPageTableFlags())}."
            ),
            ErrorCategory.InvalidArgument,
            flag
        );

    internal static ErrorRecord FileNotFound(string path) =>
        Make(new ItemNotFoundException($"There is no file '{path}'."), ErrorCategory.ObjectNotFound, path);

    internal static ErrorRecord InvalidVmallocInfo(Exception problem, string target) =>
        Make(new ArgumentException(Sentence(problem), problem), ErrorCategory.InvalidData, target);

    internal static ErrorRecord InvalidBootLog(BootLogException problem, string target) =>
        Make(problem, ErrorCategory.InvalidData, target);

    internal static ErrorRecord KernelNotFound(string version) =>
        Make(
            new ItemNotFoundException(
                $"There is no kernel '{version}'. Kernels: {string.Join(", ", KernelProfiles.All)}."
            ),
            ErrorCategory.ObjectNotFound,
            version
        );

    internal static ErrorRecord MemorySplitNotFound(string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no memory split '{name}'. Splits: {string.Join(", ", MemorySplit.All)}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord MachineCannotBoot(BootException problem, object target) =>
        Make(problem, ErrorCategory.InvalidOperation, target);

    internal static ErrorRecord VmallocInfoNotPlaced(VmallocSetupException problem, string target) =>
        Make(problem, ErrorCategory.InvalidOperation, target);

    internal static ErrorRecord VmallocSizeOutOfRange(ByteSize size) =>
        Make(
            new ArgumentException(
                $"-Size {size} is more than a 32-bit kernel can ask for: 0 to 4294967295 bytes (4 GB less 1)."
            ),
            ErrorCategory.InvalidArgument,
            size
        );

    internal static ErrorRecord VmallocFailed(I386Machine machine, long size, VmallocOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"vmalloc of {size} bytes returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            size
        );

    internal static ErrorRecord VfreeFailed(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Make(
            new InvalidOperationException($"vfree of {address} freed nothing on {machine}{Why(outcome)}"),
            ErrorCategory.ObjectNotFound,
            address
        );

    internal static ErrorRecord VmapFailed(I386Machine machine, int pages, VmallocOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"vmap of {pages} pages returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            pages
        );

    internal static ErrorRecord VunmapFailed(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Make(
            new InvalidOperationException($"vunmap of {address} unmapped nothing on {machine}{Why(outcome)}"),
            ErrorCategory.ObjectNotFound,
            address
        );

    internal static ErrorRecord VmMapRamFailed(I386Machine machine, int pages, VmMapRamOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"vm_map_ram of {pages} pages returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            pages
        );

    internal static ErrorRecord VmUnmapRamFailed(
        I386Machine machine,
        VirtualAddress address,
        int count,
        VmUnmapRamOutcome outcome
    ) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"vm_unmap_ram of {count} pages at {address} unmapped nothing on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.InvalidOperation,
            address
        );

    internal static ErrorRecord ProcessorNotFound(I386Machine machine, int processor) =>
        Make(
            new ArgumentException(
                FormattableString.Invariant(
                    $"-Processor {processor} is no CPU of {machine}: it has CPU 0 to {machine.ProcessorCount - 1}."
                )
            ),
            ErrorCategory.InvalidArgument,
            processor
        );

    internal static ErrorRecord IoremapFailed(
        I386Machine machine,
        PhysicalAddress address,
        long size,
        IoremapOutcome outcome
    ) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"ioremap of {size} bytes at {address} returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            address
        );

    internal static ErrorRecord IounmapFailed(I386Machine machine, VirtualAddress address, VfreeOutcome outcome) =>
        Make(
            new InvalidOperationException($"iounmap of {address} unmapped nothing on {machine}{Why(outcome)}"),
            ErrorCategory.ObjectNotFound,
            address
        );

    internal static ErrorRecord NotInKernel(NotInKernelException problem) =>
        Make(problem, ErrorCategory.NotImplemented, null);

    internal static ErrorRecord OrderOutOfRange(I386Machine machine, int order) =>
        Make(
            new ArgumentException(
                FormattableString.Invariant(
                    $"-Order {order} is no order: Linux {machine.Kernel} has blocks of order 0 to {machine.Profile.Buddy.MaxOrder - 1} (MAX_ORDER less 1)."
                )
            ),
            ErrorCategory.InvalidArgument,
            order
        );

    internal static ErrorRecord GfpNotKnown(FormatException problem, string flags) =>
        Make(new ArgumentException(problem.Message, problem), ErrorCategory.InvalidArgument, flags);

    internal static ErrorRecord AllocPagesFailed(
        I386Machine machine,
        GfpFlags gfp,
        int order,
        AllocPagesOutcome outcome
    ) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"alloc_pages({machine.Profile.Gfp.Text(gfp)}, {order}) returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            order
        );

    internal static ErrorRecord FreePagesFailed(I386Machine machine, int pfn, int order, FreePagesOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"free_pages of pfn {pfn}, order {order}, freed nothing on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.InvalidOperation,
            pfn
        );

    internal static ErrorRecord KmallocSizeOutOfRange(ByteSize size) =>
        Make(
            new ArgumentException(
                $"-Size {size} is more than a 32-bit kernel can ask for: 0 to 4294967295 bytes (4 GB less 1)."
            ),
            ErrorCategory.InvalidArgument,
            size
        );

    internal static ErrorRecord KmallocFailed(I386Machine machine, long size, KmallocOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"kmalloc of {size} bytes returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            size
        );

    internal static ErrorRecord KfreeFailed(I386Machine machine, VirtualAddress address, KfreeOutcome outcome) =>
        Make(
            new InvalidOperationException(
                $"kfree of {address} freed nothing on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
            ),
            ErrorCategory.InvalidOperation,
            address
        );

    internal static ErrorRecord RunsNotExplained() =>
        Make(
            new ArgumentException(
                "-Coalesce and -Explain exclude each other: a run of merged entries has no bits of its own. Leave one out."
            ),
            ErrorCategory.InvalidArgument,
            null
        );

    internal static ErrorRecord SlabCacheNotFound(I386Machine machine, string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no cache '{name}' on {machine}. Caches: {string.Join(", ", machine.GetSlabInfo().Select(c => c.Name))}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord PageFrameNotFound(I386Machine machine, long pfn) =>
        Make(
            new ItemNotFoundException(
                FormattableString.Invariant(
                    $"There is no page frame {pfn} on {machine}: its page frames are 0 to {machine.MaxPfn - 1}."
                )
            ),
            ErrorCategory.ObjectNotFound,
            pfn
        );

    internal static ErrorRecord AddressNotConvertible(AddressConversionException problem, object target) =>
        Make(problem, ErrorCategory.InvalidArgument, target);

    internal static ErrorRecord ZoneNotFound(I386Machine machine, string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no zone '{name}' on {machine}. Zones: {string.Join(", ", machine.GetZones().Select(z => z.Name))}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord ReportNotAvailable(ReportException problem, I386Machine machine) =>
        Make(problem, ErrorCategory.NotImplemented, machine);

    internal static ErrorRecord TunableNotAvailable(I386Machine machine, MemoryTunable tunables) =>
        Make(
            new InvalidOperationException(
                string.Join(
                    ' ',
                    Enum.GetValues<MemoryTunable>()
                        .Where(t => t != MemoryTunable.None && tunables.HasFlag(t))
                        .Select(t =>
                            $"Linux {machine.Kernel} has no {t}. Kernels that have it: {string.Join(", ", KernelProfiles.All.Where(k => k.Tunables.HasFlag(t)))}."
                        )
                )
            ),
            ErrorCategory.NotImplemented,
            machine
        );

    internal static ErrorRecord PageFault(PageFaultException fault) =>
        Make(fault, ErrorCategory.InvalidOperation, fault.Address, fault.Message + Kernel(fault.KernelMessages));

    internal static ErrorRecord AccessOutOfRange(VirtualAddress address, long count) =>
        Make(
            new ArgumentException(
                FormattableString.Invariant(
                    $"{count} bytes cannot be accessed at {address}: from 1 to {VirtualAddress.EndOfSpace - address} can, up to 4 GB."
                )
            ),
            ErrorCategory.InvalidArgument,
            count
        );

    internal static ErrorRecord CpuNotFound(I386Machine machine, int cpu) =>
        Make(
            new ItemNotFoundException(
                FormattableString.Invariant(
                    $"There is no CPU {cpu} on {machine}: its CPUs are 0 to {machine.ProcessorCount - 1}."
                )
            ),
            ErrorCategory.ObjectNotFound,
            cpu
        );

    internal static ErrorRecord HighmemNotConfigured(I386Machine machine) =>
        Make(
            new InvalidOperationException(
                $"The kernel of {machine} is built without HIGHMEM: all its memory has an address, and it has no slots to map any. Boot one with -Highmem 4G or 64G."
            ),
            ErrorCategory.NotImplemented,
            machine
        );

    internal static ErrorRecord KmapFailed(I386Machine machine, int pfn, string? task, KmapOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant($"kmap of page frame {pfn} failed on {machine}: ")
                    + outcome.Failure switch
                    {
                        KmapFailure.NoSlot => "all slots have users, and kmap_nonblock does not wait (NULL).",
                        KmapFailure.TaskSleeps =>
                            $"the task '{task}' sleeps in kmap already and can do nothing. Release a slot with Invoke-Kunmap, or use another task.",
                        KmapFailure.NoNonblockingKmap => $"Linux {machine.Kernel} has no kmap_nonblock; 2.4.21 has.",
                        _ => Stopped(outcome.KernelMessages),
                    }
            ),
            ErrorCategory.ResourceUnavailable,
            pfn
        );

    internal static ErrorRecord KunmapFailed(I386Machine machine, int pfn, KunmapOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"kunmap of page frame {pfn} failed on {machine}: {Stopped(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.InvalidOperation,
            pfn
        );

    internal static ErrorRecord KmapAtomicFailed(I386Machine machine, int pfn, AtomicKmapOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"kmap_atomic of page frame {pfn} failed on {machine}: {Stopped(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceBusy,
            pfn
        );

    internal static ErrorRecord KunmapAtomicFailed(
        I386Machine machine,
        VirtualAddress address,
        AtomicKmapOutcome outcome
    ) =>
        Make(
            new InvalidOperationException(
                $"kunmap_atomic of {address} failed on {machine}: {Stopped(outcome.KernelMessages)}"
            ),
            ErrorCategory.InvalidOperation,
            address
        );

    internal static ErrorRecord KmapTypeNotFound(I386Machine machine, string name) =>
        Make(
            new ItemNotFoundException(
                $"Linux {machine.Kernel} has no kmap_atomic type '{name}'. Types: {string.Join(", ", machine.Profile.Kmap.AtomicTypes)}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord PkmapSlotNotFound(I386Machine machine, int slot) =>
        Make(
            new ItemNotFoundException(
                FormattableString.Invariant(
                    $"There is no kmap slot {slot} on {machine}: its slots are 0 to {machine.PkmapSlots - 1}."
                )
            ),
            ErrorCategory.ObjectNotFound,
            slot
        );

    internal static ErrorRecord KmapResultNotReady(I386Machine machine, string task) =>
        Make(
            new InvalidOperationException(
                $"The task '{task}' still sleeps in kmap on {machine}. Release a slot with Invoke-Kunmap."
            ),
            ErrorCategory.ResourceUnavailable,
            task
        );

    internal static ErrorRecord TaskNotFound(I386Machine machine, string task) =>
        Make(
            new ItemNotFoundException(
                $"No task '{task}' sleeps in kmap on {machine}, and none of that name has a result. Get-KmapWaiter lists those that do."
            ),
            ErrorCategory.ObjectNotFound,
            task
        );

    /// <summary>What a kernel printed, as a sentence.</summary>
    internal static string KernelText(IReadOnlyList<string> lines) => Kernel(lines).TrimStart();

    internal static ErrorRecord UserProcessFailed(I386Machine machine, string? name, UserProcessOutcome outcome) =>
        Make(
            new InvalidOperationException(
                $"No process could be made on {machine}: there is no page for its directory; {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
            ),
            ErrorCategory.ResourceUnavailable,
            name
        );

    internal static ErrorRecord UserProcessNotFound(I386Machine machine, object process)
    {
        var all = machine.GetProcesses().Select(p => FormattableString.Invariant($"{p.Name} ({p.Pid})")).ToList();
        return Make(
            new ItemNotFoundException(
                $"There is no process '{process}' on {machine}. "
                    + (all.Count == 0 ? "Make one by typing: New-UserProcess" : $"Processes: {string.Join(", ", all)}.")
            ),
            ErrorCategory.ObjectNotFound,
            process
        );
    }

    internal static ErrorRecord UserProcessAmbiguous(
        I386Machine machine,
        object process,
        IReadOnlyList<UserProcess> found
    ) =>
        Make(
            new ArgumentException(
                $"Several processes on {machine} are called '{process}'. Name one by its pid: {string.Join(", ", found.Select(p => p.Pid))}."
            ),
            ErrorCategory.InvalidArgument,
            process
        );

    internal static ErrorRecord UserMappingRefused(UserProcessException problem, object target) =>
        Make(problem, ErrorCategory.InvalidArgument, target);

    internal static ErrorRecord UserMappingNotPopulated(I386Machine machine, UserMappingOutcome outcome) =>
        Make(
            new InvalidOperationException(
                FormattableString.Invariant(
                    $"Only {outcome.Mapping.ResidentPages} pages of the mapping at {outcome.Mapping.Address} could be had on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
                )
            ),
            ErrorCategory.ResourceUnavailable,
            outcome.Mapping
        );

    internal static ErrorRecord BlockIoFailed(I386Machine machine, int target, BlockIoOutcome outcome) =>
        Make(
            new InvalidOperationException(
                $"The block I/O was refused on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
            ),
            ErrorCategory.InvalidOperation,
            target
        );

    private static string Sessions()
    {
        var names = MachineSession.Mine.Machines.Select(m => m.Name).ToList();
        return names.Count == 0 ? "There is none at all." : $"Machines: {string.Join(", ", names)}.";
    }

    // The kernel's own words, where it has any, say enough.
    private static string Why(VfreeOutcome outcome) =>
        outcome.KernelMessages.Count > 0 ? "." + Kernel(outcome.KernelMessages) : $": {outcome.Reason}.";

    private static string Stopped(IReadOnlyList<string> lines) =>
        "the kernel stopped (BUG); nothing was changed." + Kernel(lines);

    private static string Kernel(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : " The kernel says: " + string.Join(Environment.NewLine, lines);

    // Without the lines that ArgumentException adds for programmers.
    private static string Sentence(Exception problem) =>
        problem.Message.Split(" (Parameter '", 2, StringSplitOptions.None)[0];

    private static ErrorRecord Make(
        Exception problem,
        ErrorCategory category,
        object? target,
        string? message = null,
        [CallerMemberName] string id = ""
    ) => new(problem, id, category, target) { ErrorDetails = message is null ? null : new ErrorDetails(message) };
}
