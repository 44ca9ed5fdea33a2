using System.Management.Automation;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Gets the translations that the CPUs keep in their TLBs, stale ones too.</summary>
[Cmdlet(VerbsCommon.Get, "TlbEntry")]
[OutputType(typeof(TlbEntry))]
public sealed class GetTlbEntryCommand : TlbCommand
{
    /// <summary>Only the translation of this address.</summary>
    [Parameter]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AreaCompleter))]
    public AddressReference? Address { get; set; }

    /// <summary>Only translations that the page tables no longer hold, or of addresses that were freed lazily.</summary>
    [Parameter]
    public SwitchParameter Stale { get; set; }

    private protected override void Run(I386Machine machine, int cpu) =>
        WriteObject(
            machine
                .GetTlbEntries(cpu)
                .Where(e => (e.Stale || !Stale) && (Address is null || e.Translates(Address.Address))),
            enumerateCollection: true
        );
}
