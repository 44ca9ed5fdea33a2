using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace HighmemTools.Commands;

/// <summary>
/// Tells how much more vmalloc a machine can give and what stops it, without allocating: it is tried on copies of the
/// machine's state.
/// </summary>
[Cmdlet(VerbsCommon.Find, "VmallocLimit")]
[OutputType(typeof(VmallocLimit))]
public sealed class FindVmallocLimitCommand : MachineCommand, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Sizes to count areas of; without it the largest single request is sought.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize[] Size { get; set; } = [];

    /// <summary>The kernel's function.</summary>
    [Parameter]
    public VmallocVariant Variant { get; set; }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    private protected override void Run(I386Machine machine)
    {
        try
        {
            if (Size.Length == 0)
            {
                WriteObject(machine.FindVmallocLimit(Variant, stop.Token));
            }

            foreach (var size in Size)
            {
                Count(machine, size);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Count(I386Machine machine, ByteSize size)
    {
        if (size > uint.MaxValue)
        {
            Fail(Errors.VmallocSizeOutOfRange(size));
            return;
        }

        // How many there will be at most is not known before; what is free is a guide.
        var most = (int)Math.Max(1, machine.MeasureVmalloc().Free / Math.Max(PageSize.Bytes, (long)size));
        WriteObject(
            machine.CountVmallocAreas(
                size,
                int.MaxValue,
                Variant,
                done => ShowProgress("vmalloc on a copy", "areas", Math.Min(done, most), most),
                stop.Token
            )
        );
    }
}
