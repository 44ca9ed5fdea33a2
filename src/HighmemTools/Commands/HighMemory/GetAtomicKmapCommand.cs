using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gets the slots of kmap_atomic of each CPU, as their page-table entries stand.</summary>
[Cmdlet(VerbsCommon.Get, "AtomicKmap")]
[OutputType(typeof(AtomicKmapSlot))]
public sealed class GetAtomicKmapCommand : MachineCommand
{
    /// <summary>Only the slots of these CPUs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CpuCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Cpu { get; set; }

    /// <summary>Only slots of these types; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KmapTypeCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Type { get; set; } = ["*"];

    /// <summary>Only slots that map a page.</summary>
    [Parameter]
    public SwitchParameter Mapped { get; set; }

    private protected override void Run(I386Machine machine)
    {
        if (machine.PkmapSlots == 0)
        {
            Fail(Errors.HighmemNotConfigured(machine));
            return;
        }

        var types = new NameFilter(Type);
        foreach (var name in types.Missing(machine.Profile.Kmap.AtomicSlots.Types))
        {
            WriteError(Errors.KmapTypeNotFound(machine, name));
        }

        if (Cpu?.All(cpu => HasCpu(machine, cpu)) != false)
        {
            WriteObject(
                machine
                    .GetAtomicKmaps()
                    .Where(s => Cpu?.Contains(s.Cpu) != false && types.Takes(s.Type) && (s.Mapped || !Mapped)),
                enumerateCollection: true
            );
        }
    }
}
