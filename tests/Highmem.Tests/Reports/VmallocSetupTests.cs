using Highmem.Machine;
using Highmem.Reports.BootLogs;
using Highmem.Reports.VmallocInfo;

namespace Highmem.Tests.Reports;

/// <summary>A machine is set up with the areas of a real one.</summary>
public sealed class VmallocSetupTests
{
    [Theory]
    [EachKernel]
    public void The_areas_lie_where_they_lay_and_the_machine_is_sound(string kernel)
    {
        const string Text = """
            0xf8a00000-0xf8a02000    8192 hpet_enable+0x37/0x230 phys=fed00000 ioremap
            0xf8a10000-0xf8a15000   20480 module_alloc+0x1f/0x40 pages=4 vmalloc
            0xf8b00000-0xf8b05000   20480 snd_dma+0x1f/0x40 vmap
            0xf8c00000-0xf9001000 4198400 sys_swapon+0x4f1/0xa90 pages=1024 vmalloc
            0xfa000000-0xfc001000 33558528 big+0x4f1/0xa90 pages=8192 vmalloc vpages
            0xfc100000-0xfc109000   36864 big+0x4f1/0xa90 pages=8 vmalloc
            """;
        var dump = VmallocDump.Parse(Text, "x")[0];
        var machine = TestMachine.Boot(kernel, 1024);

        machine.SetUpVmalloc(dump.ToPlans());

        Assert.Equal(
            dump.Areas.Select(a => $"{a.Address} {a.Size}"),
            machine.GetVmList().Select(a => $"{a.Address} {a.Size}")
        );
        Assert.Equal(dump.Measure().Used, machine.MeasureVmalloc().Used);
        Assert.Empty(machine.Audit());
        Assert.NotNull(machine.Vmalloc(16 << 20).Area);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_real_boot_gives_a_machine_with_its_areas()
    {
        var file = VmallocInfoData.BootOf("2.6.27.7-slackware-highmem4g-1024-none.txt");
        var machine = I386Machine.Boot(BootLogMachine.Of(BootLog.Read(file)).ToOptions());
        var dump = VmallocDump.Read(file)[0];

        machine.SetUpVmalloc(dump.ToPlans());

        Assert.Equal(dump.Areas.Select(a => a.Address), machine.GetVmList().Select(a => (IComparable)a.Address));
        Assert.Equal(68 << 10, machine.MeasureVmalloc().Used);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_pages_array_that_is_not_listed_goes_where_no_area_of_the_dump_lies()
    {
        // The arrays take five pages each with guard page: 16384 bytes of array for 4096 pages. The lowest place is
        // behind the first area, where the second one lies.
        const string Text = """
            0xf7ffe000-0xf8fff000 16781312 a+0x1/0x2 pages=4096 vmalloc
            0xf9000000-0xfa001000 16781312 b+0x1/0x2 pages=4096 vmalloc
            """;
        var machine = TestMachine.Boot("2.6.31", 1024);

        var areas = machine.SetUpVmalloc(VmallocDump.Parse(Text, "x")[0].ToPlans());

        Assert.Equal(["0xf7ffe000", "0xf9000000", "0xfa002000", "0xfa008000"], areas.Select(a => $"{a.Address}"));
        Assert.Equal([16781312, 16781312, 20480, 20480], areas.Select(a => a.Size));
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [EachKernel]
    public void Where_pages_run_out_half_way_nothing_stays(string kernel)
    {
        // A machine with 64 MB cannot have 90 MB of pages; its window is large enough for them.
        const string Text = """
            0xd0000000-0xd0002000     8192 a+0x1/0x2 phys=fed00000 ioremap
            0xd0010000-0xd0021000    69632 b+0x1/0x2 vmap
            0xd1000000-0xd3001000 33558528 c+0x1/0x2 pages=8192 vmalloc
            0xd4000000-0xd4011000    69632 d+0x1/0x2 vmap
            0xd5000000-0xd8001000 50335744 e+0x1/0x2 vmap
            """;
        var machine = TestMachine.Boot(kernel, 64);
        var free = machine.LowFreePages;

        var problem = Assert.Throws<VmallocSetupException>(() =>
            machine.SetUpVmalloc(VmallocDump.Parse(Text, "x")[0].ToPlans())
        );

        Assert.Contains("0xd5000000-0xd8001000", problem.Message, StringComparison.Ordinal);
        Assert.Contains("there is no free page left", problem.Message, StringComparison.Ordinal);
        Assert.Empty(machine.GetVmList());
        Assert.Empty(machine.GetAllocatedFrames());
        Assert.Equal(0, machine.LazyPages);
        Assert.Empty(machine.Audit());

        // What stays is what the kernel keeps: page tables and slabs.
        Assert.InRange(free - machine.LowFreePages, 0, 60);
        Assert.NotNull(machine.Vmalloc(100).Area);
    }

    [Theory]
    [InlineData(false, "has areas already")]
    [InlineData(true, "Invoke-VmPurge")]
    public void A_machine_with_areas_is_refused_and_keeps_them(bool isFreed, string advice)
    {
        const string Text = "0xf8a00000-0xf8a02000 8192 a+0x1/0x2 pages=1 vmalloc";
        var machine = TestMachine.Boot("2.6.31", 1024);
        var area = machine.Vmalloc(100).Area!;
        if (isFreed)
        {
            machine.Vfree(area.Address);
        }

        var problem = Assert.Throws<VmallocSetupException>(() =>
            machine.SetUpVmalloc(VmallocDump.Parse(Text, "x")[0].ToPlans())
        );

        Assert.Contains(advice, problem.Message, StringComparison.Ordinal);
        Assert.Equal(isFreed ? 0 : 1, machine.GetVmList().Count);
        Assert.Equal(isFreed ? 2 : 0, machine.LazyPages);
    }

    [Theory]
    [InlineData("2.6.31", "0xe0800000-0xe0802000 8192 a+0x1/0x2 pages=1 vmalloc", "vmalloc=496M")]
    [InlineData("2.4.21", "0xe0800000-0xe0802000 8192 a+0x1/0x2 pages=1 vmalloc", "MB of memory")]
    [InlineData("2.6.31", "0xf8000000-0xf8002000 8192 a+0x1/0x2 phys=2000000 ioremap", "-BootLog or -E820")]
    [InlineData("2.6.31", "0xf8000000-0xf8002000 8192 a+0x1/0x2 phys=a0000 ioremap", "ISA hole")]
    [InlineData("2.6.31", "0xf8000000-0xf8002000 8192 a+0x1/0x2 phys=fff0000000 ioremap", "no phys=, or one of 64 GB")]
    [InlineData("2.6.9", "0xf9000000-0xf9001000 4096 pcpu_get_vm_areas+0x1/0x2 vmalloc", "guard page")]
    public void What_cannot_be_set_up_is_refused_with_a_way_out(string kernel, string line, string advice)
    {
        var machine = TestMachine.Boot(kernel, 1024);

        var problem = Assert.Throws<VmallocSetupException>(() =>
            machine.SetUpVmalloc(VmallocDump.Parse(line, "x")[0].ToPlans())
        );

        Assert.Contains(advice, problem.Message, StringComparison.Ordinal);
        Assert.Empty(machine.GetVmList());
    }
}
