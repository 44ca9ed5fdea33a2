using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Highmem.Boot;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Benchmarks;

/// <summary>Runs all benchmarks once and sets each figure of the design beside its limit.</summary>
internal static class FigureReport
{
    public const string TwoHundredNanoseconds = "200 ns";
    public const string Microsecond = "1 us";
    public const string FiveMilliseconds = "5 ms";
    public const string FiftyMilliseconds = "50 ms";

    private static readonly Dictionary<string, double> FixedNanoseconds = new(StringComparer.Ordinal)
    {
        [TwoHundredNanoseconds] = 200,
        [Microsecond] = 1e3,
        [FiveMilliseconds] = 5e6,
        [FiftyMilliseconds] = 50e6,
    };

    public static int Run()
    {
        ReportMemory();
        var times = Measure();
        Console.WriteLine();
        Console.WriteLine("| Figure | Ratio | Limit | |");
        Console.WriteLine("|---|---:|---:|---|");
        foreach (var figure in Figure.All)
        {
            var ratio = times[figure.Measured] / times[figure.Baseline];
            var verdict = ratio <= figure.Limit ? "met" : "missed";
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {figure.Name} | {ratio:0.000} | {figure.Limit:0.000} | {verdict} |"
                )
            );
        }

        return 0;
    }

    // First of all, while the process is small.
    private static void ReportMemory()
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Map = E820Map.FromMemorySize(E820Map.PhysicalLimit),
                Highmem = HighmemSupport.Highmem64G,
            }
        );
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"A 64 GB PAE machine ({machine.MaxPfn} page frames): the process has {process.WorkingSet64 >> 20} MB; the limit is 450 MB."
            )
        );
        GC.KeepAlive(machine);
    }

    private static Dictionary<string, double> Measure()
    {
        var config = ManualConfig
            .CreateEmpty()
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddJob(Job.ShortRun.WithIterationCount(7).WithToolchain(InProcessEmitToolchain.Instance))
            .WithOptions(ConfigOptions.DisableLogFile);
        var times = new Dictionary<string, double>(FixedNanoseconds, StringComparer.Ordinal);
        foreach (var report in BenchmarkRunner.Run(typeof(Figure).Assembly, config).SelectMany(s => s.Reports))
        {
            times[report.BenchmarkCase.Descriptor.WorkloadMethod.Name] =
                report.ResultStatistics?.Median
                ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} gave no result.");
        }

        return times;
    }
}
