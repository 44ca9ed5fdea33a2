using System.Management.Automation;
using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools.Commands;

/// <summary>Reads pages from a disk, or writes them to it; through a low page where the device cannot reach one.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BlockIo", DefaultParameterSetName = Pages, SupportsShouldProcess = true)]
[OutputType(typeof(PendingIo))]
public sealed class InvokeBlockIoCommand : MachineCommandBase
{
    private const string Pages = nameof(Pfn);
    private const long SectorsPerPage = 8;

    /// <summary>The pages: page frames, blocks, or objects with a page frame. Of a block all pages are meant.</summary>
    [Parameter(
        ParameterSetName = Pages,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [Alias("PageFrame")]
    [FrameTransformation]
    [ArgumentCompleter(typeof(PageBlockCompleter))]
    public FrameReference[] Pfn { get; set; } = [];

    /// <summary>Write sends pages to the disk, Read gets them from it.</summary>
    [Parameter(ParameterSetName = Pages, Mandatory = true, Position = 1)]
    public IoDirection Direction { get; set; }

    /// <summary>What the device reaches: all memory (Any), low memory (High: the rest is bounced), or 16 MB (Isa).</summary>
    [Parameter(ParameterSetName = Pages)]
    public BounceLimit Device { get; set; } = BounceLimit.High;

    /// <summary>The first sector of 512 bytes. Each page more begins eight sectors further.</summary>
    [Parameter(ParameterSetName = Pages)]
    [ValidateRange(0L, uint.MaxValue - SectorsPerPage + 1)]
    public long Sector { get; set; }

    /// <summary>What is put on the disk before it is read, from the sector on.</summary>
    [Parameter(ParameterSetName = Pages)]
    [ValidateCount(1, PageSize.Bytes)]
    public byte[]? Data { get; set; }

    /// <summary>Leaves the I/O in flight, until it is given to -Complete.</summary>
    [Parameter(ParameterSetName = Pages)]
    public SwitchParameter Submit { get; set; }

    /// <summary>Completes I/O that is in flight.</summary>
    [Parameter(ParameterSetName = nameof(Complete), Mandatory = true)]
    public SwitchParameter Complete { get; set; }

    /// <summary>The numbers of the I/O to complete, or the objects.</summary>
    [Parameter(ParameterSetName = nameof(Complete), Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public int[] Id { get; set; } = [];

    /// <summary>Gives the I/O that is not done, the oldest first.</summary>
    [Parameter(ParameterSetName = nameof(Pending), Mandatory = true)]
    public SwitchParameter Pending { get; set; }

    /// <summary>The machine, or its name; without it the session's current machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public override MachineReference? Machine { get; set; }

    private long nextSector = -1;

    private protected override void Run()
    {
        if (ParameterSetName == Pages)
        {
            RunPages();
        }
        else if (FindMachine() is not { } machine)
        {
            return;
        }
        else if (Pending)
        {
            WriteObject(machine.GetPendingIo(), enumerateCollection: true);
        }
        else
        {
            foreach (var id in Id)
            {
                Write(machine, id, machine.CompleteIo(id));
            }
        }
    }

    private void RunPages()
    {
        foreach (var item in Pfn)
        {
            if (FindMachine(item, item.Owner) is not { } machine)
            {
                continue;
            }

            var count = 1 << (item.Order ?? 0);
            for (var i = 0; i < count && !Stopping; i++)
            {
                Begin(machine, item.Pfn + i);
            }
        }
    }

    private void Begin(I386Machine machine, int pfn)
    {
        var sector = nextSector < 0 ? Sector : nextSector;
        nextSector = sector + SectorsPerPage;
        if (
            !ShouldProcess(
                FormattableString.Invariant($"{machine.Name}: pfn {pfn}, sector {sector}"),
                Direction == IoDirection.Read
                    ? "Overwrite the page with what the disk holds"
                    : "Write the page to the disk"
            )
        )
        {
            return;
        }

        var outcome = machine.SubmitIo(pfn, Direction, Device, sector, Data);
        if (outcome.Io is { State: BlockIoState.InFlight } io && !Submit)
        {
            outcome = machine.CompleteIo(io.Id);
        }

        Write(machine, pfn, outcome);
    }

    private void Write(I386Machine machine, int target, BlockIoOutcome outcome)
    {
        if (outcome.Io is null)
        {
            WriteError(Errors.BlockIoFailed(machine, target, outcome));
            return;
        }

        WriteObject(outcome.Io);
        WriteObject(outcome.Resumed, enumerateCollection: true);
    }
}
