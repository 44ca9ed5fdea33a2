using BenchmarkDotNet.Attributes;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Physical;

namespace Highmem.Benchmarks;

/// <summary>Booting against the least that booting must do: getting and clearing the book-keeping bytes.</summary>
public class BootBenchmarks
{
    private static readonly MachineOptions Options = new() { Map = E820Map.FromMemorySize(4L << 30) };
    private readonly long frames = I386Machine.Boot(Options).MaxPfn;

    [Benchmark(Baseline = true)]
    public byte[] ClearBookkeeping()
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)(frames * PageFrames.BytesPerFrame));
        Array.Clear(bytes);
        return bytes;
    }

    [Benchmark]
    public I386Machine BootFourGigabytes() => I386Machine.Boot(Options);
}
