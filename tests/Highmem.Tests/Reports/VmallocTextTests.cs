using Highmem.Addressing;
using Highmem.Kernel;
using Highmem.Machine;
using Highmem.Reports;

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
