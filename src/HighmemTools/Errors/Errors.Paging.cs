using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Paging;

namespace HighmemTools;

// Page tables, and accesses through them.
public static partial class Errors
{
    internal static ErrorRecord EntryFlagNotKnown(I386Machine machine, string flag) =>
        Make(
            new ArgumentException(
                $"Entries of Linux {machine.Kernel} have no bit '{flag}'. They have {string.Join(", ", machine.GetPageTableFlags())}."
            ),
            ErrorCategory.InvalidArgument,
            flag
        );

    internal static ErrorRecord RunsNotExplained() =>
        Make(
            new ArgumentException(
                "-Coalesce and -Explain exclude each other: a run of merged entries has no bits of its own. Leave one out."
            ),
            ErrorCategory.InvalidArgument,
            null
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
}
