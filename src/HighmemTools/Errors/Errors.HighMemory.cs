using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

// kmap and kmap_atomic.
public static partial class Errors
{
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
                $"Linux {machine.Kernel} has no kmap_atomic type '{name}'. Types: {string.Join(", ", machine.Profile.Kmap.AtomicSlots.Types)}."
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

    private static string Stopped(IReadOnlyList<string> lines) =>
        "the kernel stopped (BUG); nothing was changed." + Kernel(lines);
}
