using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

// Block I/O.
public static partial class Errors
{
    internal static ErrorRecord BlockIoFailed(I386Machine machine, int target, BlockIoOutcome outcome) =>
        Make(
            new InvalidOperationException(
                $"The block I/O was refused on {machine}: {outcome.Reason}.{Kernel(outcome.KernelMessages)}"
            ),
            ErrorCategory.InvalidOperation,
            target
        );
}
