using System.Globalization;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Cli.Commands;
using Highmem.Cli.Rows;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Machine.Views;
using Highmem.Paging;

namespace Highmem.Cli;

/// <summary>The demonstration: one experiment after the other, told in short sentences.</summary>
internal sealed class FirstSession(Terminal terminal)
{
    private const int Yellow = 33;
    private const int Bold = 1;
    private int steps;

    /// <summary>Runs it.</summary>
    public int Run()
    {
        var old = Boot("2.4.21", 512);
        SmallAreas(old, "a page for the 100 bytes, and a guard page that is never mapped.");
        Overrun(old);
        SmallAreas(Boot("2.6.31", 512), "this kernel leaves one more page free before the next area.");
        var large = Boot("2.6.31", 1536);
        HighMemoryFirst(large);
        FillTheWindow(large);
        var isSound = Audit(old, large);
        Step("And this is the kernel's part of the address space of the first machine.");
        LayoutCommand.Draw(terminal, old, null, useUnicode: true);
        return isSound ? ExitCode.Success : ExitCode.Failure;
    }

    private I386Machine Boot(string kernel, long megabytes)
    {
        Step($"A machine with {Number(megabytes)} MB of memory boots Linux {kernel}.");
        var machine = I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = E820Map.FromMemorySize(megabytes << 20) }
        );
        Kernel(machine.GetKernelLog().Select(line => line.Text).Where(IsAboutMemory));
        return machine;
    }

    private void SmallAreas(I386Machine machine, string why)
    {
        Step("Two vmallocs of 100 bytes each.");
        var first = Allocate(machine, 100);
        var second = Allocate(machine, 100);
        VmallocCommand.Areas.Write(terminal, RowFormat.Table, machine.GetVmList());
        Say($"They lie {Number((second.Address - first.Address) >> 10)} KB apart: {why}");
    }

    private void Overrun(I386Machine machine)
    {
        Step("A driver writes 10 bytes at offset 4090 of the first area, 4 more than its page has.");
        var before = machine.GetKernelLog().Count;
        try
        {
            machine.Write(machine.GetVmList()[0].Address + 4090, new byte[10]);
        }
        catch (PageFaultException)
        {
            Kernel(machine.GetKernelLog().Skip(before).Select(line => line.Text));
            Say("The guard page caught it. The machine goes on.");
        }
    }

    private void HighMemoryFirst(I386Machine machine)
    {
        Step("A vmalloc of 4 MB. Its pages need no fixed address, so they come from high memory.");
        var area = Allocate(machine, 4 << 20);
        var physical = machine.Resolve(area.Address).PhysicalAddress;
        Say(
            $"{area.Address} is mapped to {physical}; low memory ends at {PhysicalAddress.FromEnd(machine.MaxLowPfn << PageSize.Shift)}."
        );
        Say(
            $"{Number(machine.PagesFromHighMem)} pages came from the HighMem zone; page tables always come from low memory."
        );
    }

    private void FillTheWindow(I386Machine machine)
    {
        Step("Vmallocs of 1 MB until one fails.");
        VmallocOutcome outcome;
        var count = 0;
        while ((outcome = machine.Vmalloc(1 << 20)).Area is not null)
        {
            count++;
        }

        Kernel(outcome.KernelMessages);
        var summary = machine.MeasureVmalloc();
        var freeMegabytes = (machine.LowFreePages + machine.HighFreePages) >> 8;
        Say($"{Number(count)} succeeded. {Number(freeMegabytes)} MB of memory are free, but no address for it:");
        (string Name, long Value)[] rows =
        [
            ("Total", summary.Total),
            ("Used", summary.Used),
            ("Guard pages of it", summary.Guard),
            ("Free", summary.Free),
            ("Largest request", summary.LargestRequest),
        ];
        new RowWriter<(string Name, long Value)>(
            new Column<(string Name, long Value)>("vmalloc space", row => row.Name),
            new Column<(string Name, long Value)>("kB", row => row.Value >> 10) { IsNumber = true }
        ).Write(terminal, RowFormat.Table, rows);
    }

    private bool Audit(params I386Machine[] machines)
    {
        Step("Every count, list and page-table entry of the machines is derived anew and compared.");
        var findings = machines.SelectMany(machine => machine.Audit()).ToList();
        findings.ForEach(finding => Say(finding.ToString()));
        Say($"{Number(findings.Count)} differences.");
        return findings.Count == 0;
    }

    private static VmArea Allocate(I386Machine machine, long size) =>
        machine.Vmalloc(size).Area ?? throw new InvalidOperationException("The demonstration ran out of memory.");

    private static bool IsAboutMemory(string line) =>
        line.EndsWith("MEM available.", StringComparison.Ordinal)
        || line.StartsWith("Memory:", StringComparison.Ordinal);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Step(string text)
    {
        steps++;
        if (steps > 1)
        {
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine(terminal.Paint($"{Number(steps)}. {text}", Bold));
    }

    private void Say(string text) => terminal.Out.WriteLine(text);

    private void Kernel(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            terminal.Out.WriteLine(terminal.Paint($"  {line}", Yellow));
        }
    }
}
