using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

// Processes and their mappings.
public static partial class Errors
{
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
}
