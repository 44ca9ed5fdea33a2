using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

// vmalloc, vmap, vm_map_ram, ioremap.
public static partial class Errors
{
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

    // The kernel's own words, where it has any, say enough.
    private static string Why(VfreeOutcome outcome) =>
        outcome.KernelMessages.Count > 0 ? "." + Kernel(outcome.KernelMessages) : $": {outcome.Reason}.";
}
