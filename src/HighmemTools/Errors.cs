using System.ComponentModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Highmem.Addressing;
using Highmem.Kernel;
using Highmem.Machine;
using Highmem.Paging;
using Highmem.Reports;

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

    internal static ErrorRecord BootLogNotFound(string path) =>
        Make(new ItemNotFoundException($"There is no file '{path}'."), ErrorCategory.ObjectNotFound, path);

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
            new InvalidOperationException(
                $"vfree of {address} freed nothing on {machine}.{Kernel(outcome.KernelMessages)}"
            ),
            ErrorCategory.ObjectNotFound,
            address
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

    private static string Sessions()
    {
        var names = MachineSession.Mine.Machines.Select(m => m.Name).ToList();
        return names.Count == 0 ? "There is none at all." : $"Machines: {string.Join(", ", names)}.";
    }

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
