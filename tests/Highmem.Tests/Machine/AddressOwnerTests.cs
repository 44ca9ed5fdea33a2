using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine.State;
using Kind = Highmem.Machine.Views.AddressOwnerKind;

namespace Highmem.Tests.Machine;

/// <summary>"What is this address?", for each kind of place there is.</summary>
public sealed class AddressOwnerTests
{
    [Theory]
    [EachKernel]
    public void An_area_its_guard_page_and_the_hole_behind_it(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var area = machine.Vmalloc(5000, "insmod").Area!;

        var inside = machine.GetOwners(area.Address + 4100);
        Assert.Equal([Kind.VmArea, Kind.PageFrame], inside.Select(o => o.Kind));
        Assert.Equal(
            (area.Address.ToString(), 4100L, "vmalloc"),
            (inside[0].Owner, inside[0].Offset, inside[0].Region)
        );
        Assert.Equal("HighMem", inside[0].Zone);
        Assert.Contains("insmod", inside[0].Description, StringComparison.Ordinal);

        var guard = Assert.Single(machine.GetOwners(area.End - 1));
        Assert.Equal((Kind.GuardPage, 4095L, false), (guard.Kind, guard.Offset, guard.Mapped));

        var behind = machine.GetOwners(area.End);
        Assert.Equal(kernel == "2.6.31" ? [Kind.AreaGap, Kind.FreeHole] : [Kind.FreeHole], behind.Select(o => o.Kind));
        Assert.Equal(machine.VmallocEnd, behind[^1].End);
        Assert.Equal([Kind.FreeHole], machine.GetOwners(area.End + 4096).Select(o => o.Kind));
    }

    [Theory]
    [EachKernel]
    public void Without_guard_pages_no_kernel_leaves_a_page_free_behind_an_area(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024, broken: BrokenRules.NoGuardPage);
        var area = machine.Vmalloc(5000).Area!;

        Assert.Equal([Kind.FreeHole], machine.GetOwners(area.End).Select(o => o.Kind));
        Assert.Equal(area.End, machine.Vmalloc(4096).Area!.Address);
    }

    [Theory]
    [InlineData("2.6.9")]
    [InlineData("2.6.31")]
    public void A_page_whose_place_in_a_direct_map_would_lie_beyond_4_GB(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 2048);
        var area = machine.Vmalloc(5000, "insmod").Area!;

        var owners = machine.GetOwners(area.Address);

        Assert.Equal([Kind.VmArea, Kind.PageFrame], owners.Select(o => o.Kind));
        Assert.True(owners[1].PageFrame >= 1 << 18);
    }

    [Fact]
    public void A_lazily_freed_area_is_still_there()
    {
        var machine = TestMachine.Boot("2.6.31", 1024);
        var area = machine.Vmalloc(4096).Area!;
        machine.Vfree(area.Address);

        var owners = machine.GetOwners(area.Address);

        Assert.Equal(Kind.LazyArea, owners[0].Kind);
        Assert.True(owners[0].Mapped);
        Assert.Contains(owners, o => o.Kind == Kind.PageFrame);
    }

    [Theory]
    [EachKernel]
    public void A_low_page_of_an_area_is_seen_twice(string kernel)
    {
        // Without high memory all pages are low.
        var machine = TestMachine.Boot(kernel, 256);
        var area = machine.Vmalloc(4096).Area!;

        var owners = machine.GetOwners(area.Address + 16);
        var alias = owners.Single(o => o.Kind == Kind.DirectMap);
        Assert.Equal(16, alias.Offset);

        var back = machine.GetOwners(alias.Start + 16);
        Assert.Equal([Kind.DirectMap, Kind.PageFrame, Kind.VmArea], back.Select(o => o.Kind));
        Assert.Equal((area.Address, 16L), (back[2].Start, back[2].Offset));
    }

    [Theory]
    [EachKernel]
    public void An_object_of_kmalloc_is_known_by_any_of_its_bytes(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 256);
        var item = machine.Kmalloc(100).Object!;

        var owner = machine.GetOwners(item.Address + 50).Single(o => o.Kind == Kind.SlabObject);

        Assert.Equal((item.Cache, item.Address, 50L), (owner.Owner, owner.Start, owner.Offset));
        Assert.EndsWith("in use", owner.Description, StringComparison.Ordinal);
        machine.Kfree(item.Address);
        owner = machine.GetOwners(item.Address).Single(o => o.Kind == Kind.SlabObject);
        Assert.Contains("free", owner.Description, StringComparison.Ordinal);
    }

    [Theory]
    [EachKernel]
    public void A_page_in_two_slots_is_found_from_each(string kernel)
    {
        var machine = TestMachine.Boot(kernel, 1024);
        var pfn = (int)machine.MaxLowPfn + 100;
        var slot = machine.Kmap(pfn).Result!;
        var atomic = machine.KmapAtomic(pfn, 3).Result!;

        var owners = machine.GetOwners(slot.Address!.Value);
        Assert.Equal((Kind.PkmapSlot, "1", "pkmap"), (owners[0].Kind, owners[0].Owner, owners[0].Region));
        Assert.Contains(owners, o => o.Kind == Kind.AtomicSlot && o.Start == atomic.Address);

        owners = machine.GetOwners(atomic.Address);
        Assert.Equal((Kind.AtomicSlot, atomic.Type), (owners[0].Kind, owners[0].Owner));
        Assert.Contains(owners, o => o.Kind == Kind.PkmapSlot && o.Start == slot.Address);
        Assert.Equal(pfn, owners[0].PageFrame);
    }

    [Theory]
    [InlineData("2.4.21", 0xFFFFD000u, "FIX_IO_APIC_BASE_0")]
    [InlineData("2.6.31", 0xFFFFB000u, "FIX_APIC_BASE")]
    [InlineData("2.6.31", 0xFFFFF000u, "FIX_HOLE")]
    [InlineData("2.6.31", 0xFFFFE000u, "FIX_VDSO")]
    public void A_fixed_mapping_has_its_name(string kernel, uint address, string name)
    {
        var machine = TestMachine.Boot(kernel, 1024, "", null, 2);

        var owner = machine.GetOwners(address).Single(o => o.Kind == Kind.FixmapEntry);

        Assert.StartsWith(name[..^2], owner.Owner, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_of_the_kernel_half_belongs_to_something()
    {
        foreach (var kernel in KernelProfiles.All)
        {
            var machine = TestMachine.Boot(kernel.Version, 1024);
            machine.Vmalloc(100_000);
            foreach (var region in machine.GetRegions())
            {
                VirtualAddress[] addresses = [region.Start, region.Start + (region.Size / 2), region.End - 1];
                foreach (var owner in addresses.SelectMany(machine.GetOwners))
                {
                    Assert.NotEmpty(owner.Owner);
                    Assert.NotEmpty(owner.Description);
                    Assert.True(owner.Start < owner.End);
                    Assert.InRange(owner.Offset, 0, owner.End - owner.Start - 1);
                }

                Assert.Contains(machine.GetOwners(region.Start), o => o.Start <= region.Start && region.Start < o.End);
            }
        }
    }

    [Fact]
    public void A_user_address_is_the_users()
    {
        var machine = TestMachine.Boot("2.6.9", 256);

        var owner = Assert.Single(machine.GetOwners(0x08048000));

        Assert.Equal((Kind.User, "user"), (owner.Kind, owner.Region));
    }

    [Fact]
    public void Device_memory_is_no_RAM()
    {
        var machine = TestMachine.Boot("2.6.9", 256);
        var mapping = machine.Ioremap(0xFEBF0000, 100).Mapping!;

        var owners = machine.GetOwners(mapping.Address + 5);

        Assert.Equal([Kind.VmArea, Kind.Device], owners.Select(o => o.Kind));
        Assert.Equal(5, owners[0].Offset);
        Assert.StartsWith("ioremap", owners[0].Description, StringComparison.Ordinal);
    }
}
