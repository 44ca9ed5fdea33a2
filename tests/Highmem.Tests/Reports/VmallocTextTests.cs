using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.Proc;
using Highmem.Vmalloc;

namespace Highmem.Tests.Reports;

public sealed class VmallocTextTests
{
    [Fact]
    public void Vmallocinfo_has_the_lines_of_2_6_31()
    {
        var machine = Boot("2.6.31");
        machine.Vmalloc(100, "hpet_enable+0x37/0x230");
        machine.Vmalloc(64 << 20, "sys_swapon+0x4f1/0xa90");

        Assert.Equal(
            [
                "0xe0800000-0xe0802000    8192 hpet_enable+0x37/0x230 pages=1 vmalloc",
                "0xe0803000-0xe4804000 67112960 sys_swapon+0x4f1/0xa90 pages=16384 vmalloc vpages",
                "0xe4805000-0xe4816000   69632 sys_swapon+0x4f1/0xa90 pages=16 vmalloc",
            ],
            VmallocText.VmallocInfo(machine),
            StringComparer.Ordinal
        );
    }

    // Fields and flags in the order of s_show: caller, pages=, phys=, then ioremap, vmalloc, vmap, user, vpages. Each
    // address follows from FACTS 3.2: a free page behind each area, ioremap aligned to 1 << fls(size).
    [Fact]
    public void Vmallocinfo_of_2_6_31_tells_areas_of_each_kind_and_not_those_of_vm_map_ram()
    {
        var machine = Boot("2.6.31");
        BuildEachKind(machine);
        machine.VmMapRam([.. TakePages(machine, 2)]);
        machine.VmMapRam([.. TakePages(machine, 40)]);

        Assert.Equal(
            [
                "0xe0800000-0xe0802000    8192 a pages=1 vmalloc",
                "0xe0804000-0xe0806000    8192 b phys=e0000000 ioremap",
                "0xe0807000-0xe080a000   12288 c vmap",
                "0xe080b000-0xe080d000    8192 d pages=1 vmalloc user",
                "0xe080e000-0xe0d0f000 5246976 e pages=1280 vmalloc vpages",
                "0xe0d10000-0xe0d13000   12288 e pages=2 vmalloc",
                "0xe0d14000-0xe0d17000   12288 f phys=d0000000 ioremap",
            ],
            VmallocText.VmallocInfo(machine),
            StringComparer.Ordinal
        );
        Assert.Equal(2, machine.GetVmRamMappings().Count);
        Assert.Equal(8, VmallocText.ShowVmalloc(machine).Count());
    }

    // Used is the sum of vm_struct.size; the largest chunk counts what vm_map_ram holds, and what waits for the purge, as free.
    [Fact]
    public void Meminfo_of_2_6_31_counts_the_list_and_nothing_else()
    {
        var machine = Boot("2.6.31");
        BuildEachKind(machine);
        Assert.Equal(["507896", "5184", "502684"], VmallocLines(machine));

        machine.VmMapRam([.. TakePages(machine, 40)]);
        Assert.Equal(["507896", "5184", "502684"], VmallocLines(machine));

        machine.Vfree(VirtualAddress.Parse("0xe080b000"));
        Assert.Equal(["507896", "5176", "502684"], VmallocLines(machine));
        Assert.Equal(
            (5300224, 502684 << 10),
            (machine.MeasureVmalloc().Used, (int)machine.MeasureVmalloc().LargestChunk)
        );
    }

    [Fact]
    public void Meminfo_of_2_6_9_counts_ioremap_and_vmap_too()
    {
        var machine = Boot("2.6.9");
        machine.Vmalloc(4096, "a");
        machine.Ioremap(0xe0000000, 4096, caller: "b");
        machine.Vmap([.. TakePages(machine, 2)], "c");

        // 8 + 8 + 12 kB, side by side: ioremap's 8 KB are aligned as it is.
        Assert.Equal(["507896", "28", "507868"], VmallocLines(machine));
    }

    private static void BuildEachKind(I386Machine machine)
    {
        machine.Vmalloc(4096, "a");
        machine.Ioremap(0xe0000000, 4096, caller: "b");
        machine.Vmap([.. TakePages(machine, 2)], "c");
        machine.Vmalloc(100, "d", VmallocVariant.VmallocUser);
        machine.Vmalloc(5 << 20, "e");
        machine.Ioremap(0xd0000100, 4096, caller: "f");
    }

    private static IEnumerable<int> TakePages(I386Machine machine, int count) =>
        Enumerable.Range(0, count).Select(_ => machine.AllocPages(machine.GfpKernel, 0).Block!.Pfn);

    private static IEnumerable<string> VmallocLines(I386Machine machine) =>
        MemInfoText
            .Lines(machine)
            .Where(line => line.StartsWith("Vmalloc", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    [Fact]
    public void Vmallocinfo_of_an_idle_machine_is_empty() => Assert.Empty(VmallocText.VmallocInfo(Boot("2.6.9")));

    [Fact]
    public void Show_vmalloc_lists_descriptor_address_and_size()
    {
        var machine = Boot("2.4.21");
        machine.Vmalloc(100);
        machine.Vmalloc(100000);

        var lines = VmallocText.ShowVmalloc(machine).ToList();

        Assert.Equal(VmallocText.ShowVmallocHeading, lines[0]);
        Assert.Equal(
            ["0xe0800000     8192", "0xe0802000   106496"],
            lines.Skip(1).Select(line => line[11..]),
            StringComparer.Ordinal
        );
        Assert.All(
            lines.Skip(1),
            line => Assert.InRange(VirtualAddress.Parse(line[..10]), machine.PageOffset, machine.HighMemory)
        );
        Assert.Equal(lines[0].Length, lines[1].Length);
    }

    [Fact]
    public void Show_vmalloc_of_an_idle_machine_is_the_heading() =>
        Assert.Equal([VmallocText.ShowVmallocHeading], VmallocText.ShowVmalloc(Boot("2.6.31")), StringComparer.Ordinal);

    private static I386Machine Boot(string kernel) =>
        I386Machine.Boot(
            new MachineOptions { Kernel = KernelProfiles.Get(kernel), Map = E820Map.FromMemorySize(512 << 20) }
        );
}
