using System.Management.Automation;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace HighmemTools;

// Pages, page frames and zones.
public static partial class Errors
{
    internal static ErrorRecord OrderOutOfRange(I386Machine machine, int order) =>
        Make(
            new ArgumentException(
                FormattableString.Invariant(
                    $"-Order {order} is no order: Linux {machine.Kernel} has blocks of order 0 to {machine.Profile.Physical.Buddy.MaxOrder - 1} (MAX_ORDER less 1)."
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
                    $"alloc_pages({machine.Profile.Physical.Gfp.Text(gfp)}, {order}) returned NULL on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
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

    internal static ErrorRecord TunableNotAvailable(I386Machine machine, MemoryTunable tunables) =>
        Make(
            new InvalidOperationException(
                string.Join(
                    ' ',
                    Enum.GetValues<MemoryTunable>()
                        .Where(t => t != MemoryTunable.None && tunables.HasFlag(t))
                        .Select(t =>
                            $"Linux {machine.Kernel} has no {t}. Kernels that have it: {string.Join(", ", KernelProfiles.All.Where(k => k.Physical.Tunables.HasFlag(t)))}."
                        )
                )
            ),
            ErrorCategory.NotImplemented,
            machine
        );
}
