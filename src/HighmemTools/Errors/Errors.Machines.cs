using System.Management.Automation;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;

namespace HighmemTools;

// The machines themselves, and what they are booted from.
public static partial class Errors
{
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

    internal static ErrorRecord MachineCannotBoot(BootException problem, object target) =>
        Make(problem, ErrorCategory.InvalidOperation, target);

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

    internal static ErrorRecord KernelNotFound(string version) =>
        Make(new ItemNotFoundException(KernelProfiles.NotFound(version)), ErrorCategory.ObjectNotFound, version);

    internal static ErrorRecord MemorySplitNotFound(string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no memory split '{name}'. Splits: {string.Join(", ", MemorySplit.All)}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );

    internal static ErrorRecord NotInKernel(NotInKernelException problem) =>
        Make(problem, ErrorCategory.NotImplemented, null);

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

    private static string Sessions()
    {
        var names = MachineSession.Mine.Machines.Select(m => m.Name).ToList();
        return names.Count == 0 ? "There is none at all." : $"Machines: {string.Join(", ", names)}.";
    }
}
