using System.Management.Automation;
using Highmem.Machine;

namespace HighmemTools.Commands;

/// <summary>A command that converts addresses as the kernel's macros do, which know the direct map and mem_map only.</summary>
public abstract class ConversionCommand : MachineCommandBase
{
    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public sealed override MachineReference? Machine { get; set; }

    /// <summary>Writes what each item converts to. One that has no counterpart is an error; the others go on.</summary>
    private protected void Convert<T>(IEnumerable<T> items, Func<I386Machine, T, object> convert)
        where T : notnull
    {
        foreach (var item in items)
        {
            var owner = (item as AddressReference)?.Owner ?? (item as FrameReference)?.Owner;
            if (FindMachine(item, owner) is not { } machine)
            {
                continue;
            }

            try
            {
                WriteObject(convert(machine, item));
            }
            catch (AddressConversionException problem)
            {
                WriteError(Errors.AddressNotConvertible(problem, item));
            }
        }
    }
}
