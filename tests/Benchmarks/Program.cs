using BenchmarkDotNet.Running;
using Highmem.Benchmarks;

// Without arguments: every figure of the design, measured in this one run. With arguments: BenchmarkDotNet's switcher.
if (args.Length > 0)
{
    BenchmarkSwitcher.FromAssembly(typeof(Figure).Assembly).Run(args);
    return 0;
}

return FigureReport.Run();
