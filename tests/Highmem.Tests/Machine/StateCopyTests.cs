using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Audit;

namespace Highmem.Tests.Machine;

/// <summary>A copy of a machine's state is whole, sound, and nothing that happens to it reaches the original.</summary>
public sealed class StateCopyTests
{
    [Theory]
    [EachKernel]
    public void A_copy_lives_a_life_of_its_own(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, cpus: 2);
        var area = machine.Vmalloc(20_000).Area!;
        machine.Write(area.Address, [1, 2, 3]);
        machine.Ioremap(0xFEBC0000, 8192);
        machine.Kmalloc(100, machine.GfpKernel);
        var high = machine.AllocPages(machine.Profile.Physical.Gfp.Parse("GFP_HIGHUSER"), 0).Block!.Pfn;
        machine.Kmap(high);
        machine.SwitchProcess(machine.NewProcess().Process!.Pid);
        if (kernel == "2.6.31")
        {
            machine.VmMapRam([high]);
            machine.Vfree(machine.Vmalloc(5000).Area!.Address);
        }

        var log = machine.Log().ToList();
        var free = (machine.LowFreePages, machine.HighFreePages, machine.PtesWritten);
        var copy = StateCopy.Of(machine.Parts);

        Assert.Empty(new MachineAudit("copy", copy).Run());
        var frame = (int)(copy.Tables.Translate(area.Address) >> PageSize.Shift);
        Assert.Equal(1U, copy.Ram.ReadUInt32((long)frame << PageSize.Shift) & 0xFF);

        copy.Ram.WriteUInt32((long)frame << PageSize.Shift, 0);
        copy.Vmalloc.Free(area.Address);
        copy.Vmalloc.Free(0xC0000000);
        while (copy.Vmalloc.Allocate(1 << 20, Highmem.Vmalloc.VmallocVariant.Vmalloc, "", out _) is not null) { }

        Assert.Empty(new MachineAudit("copy", copy).Run());
        Assert.Equal("01 02 03", machine.Read(area.Address, 3)[0].Hex);
        Assert.Equal(log, machine.Log());
        Assert.Equal(free, (machine.LowFreePages, machine.HighFreePages, machine.PtesWritten));
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void The_copy_of_a_booted_machine_goes_the_same_way()
    {
        var machine = TestMachine.Boot("2.6.31", 512);
        var copy = StateCopy.Of(machine.Parts);
        for (var i = 1; i < 300; i++)
        {
            var area = copy.Vmalloc.Allocate(i * 1000, Highmem.Vmalloc.VmallocVariant.Vmalloc, "", out _)!;
            Assert.Equal(machine.Vmalloc(i * 1000).Area!.Address, area.Address);
            if (i % 3 == 0)
            {
                machine.Vfree(area.Address);
                copy.Vmalloc.Free(area.Address);
            }
        }

        Assert.Equal(machine.Parts.Pages.FreePages, copy.Pages.FreePages);
        Assert.Equal(machine.NodesScanned, copy.Costs.NodesScanned);
    }
}
