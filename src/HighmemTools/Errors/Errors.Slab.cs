using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

// kmalloc.
public static partial class Errors
{
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

    internal static ErrorRecord SlabCacheNotFound(I386Machine machine, string name) =>
        Make(
            new ItemNotFoundException(
                $"There is no cache '{name}' on {machine}. Caches: {string.Join(", ", machine.GetSlabInfo().Select(c => c.Name))}."
            ),
            ErrorCategory.ObjectNotFound,
            name
        );
}
