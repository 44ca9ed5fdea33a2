using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace HighmemTools.Commands;

/// <summary>Changes the settings that move the zones' marks and reserves.</summary>
[Cmdlet(VerbsCommon.Set, "MemoryTunable", SupportsShouldProcess = true)]
[OutputType(typeof(MemoryZone))]
public sealed class SetMemoryTunableCommand : MachineCommand
{
    /// <summary>memfrac= (2.4.21): DMA, Normal and HighMem keep one page in so many as pages_min.</summary>
    [Parameter]
    [ValidateCount(3, 3)]
    [ValidateRange(1, int.MaxValue)]
    public int[]? MemFrac { get; set; }

    /// <summary>vm.min_free_kbytes (2.6): kB that low memory keeps back, up to 4 GB.</summary>
    [Parameter]
    [ValidateRange(0, 4 << 20)]
    public int? MinFreeKilobytes { get; set; }

    /// <summary>vm.lower_zone_protection (2.6.9): how strongly lower zones are kept from requests for higher ones.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? LowerZoneProtection { get; set; }

    /// <summary>vm.lowmem_reserve_ratio (2.6.31): DMA and Normal keep one page for so many of the zones above.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [ValidateRange(1, int.MaxValue)]
    public int[]? LowmemReserveRatio { get; set; }

    /// <summary>Emits the zones as they are afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private MemoryTunable Given =>
        (MemFrac is null ? MemoryTunable.None : MemoryTunable.MemFrac)
        | (MinFreeKilobytes is null ? MemoryTunable.None : MemoryTunable.MinFreeKilobytes)
        | (LowerZoneProtection is null ? MemoryTunable.None : MemoryTunable.LowerZoneProtection)
        | (LowmemReserveRatio is null ? MemoryTunable.None : MemoryTunable.LowmemReserveRatio);

    private protected override void Run(I386Machine machine)
    {
        var lacking = Given & ~machine.Profile.Physical.Tunables;
        if (lacking != MemoryTunable.None)
        {
            Fail(Errors.TunableNotAvailable(machine, lacking));
            return;
        }

        if (Given == MemoryTunable.None || ShouldProcess(machine.Name, $"Set {Given}"))
        {
            var old = machine.GetTunables();
            machine.SetTunables(
                old with
                {
                    MemFrac = MemFrac ?? old.MemFrac,
                    MinFreeKilobytes = MinFreeKilobytes ?? old.MinFreeKilobytes,
                    LowerZoneProtection = LowerZoneProtection ?? old.LowerZoneProtection,
                    LowmemReserveRatio = LowmemReserveRatio ?? old.LowmemReserveRatio,
                }
            );
            if (PassThru)
            {
                WriteObject(machine.GetZones(), enumerateCollection: true);
            }
        }
    }
}
