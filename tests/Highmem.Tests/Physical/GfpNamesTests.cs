using Highmem.Kernels;
using Highmem.Physical;

namespace Highmem.Tests.Physical;

/// <summary>Allocation flags: what they mean is one thing, which bits say so is each kernel's.</summary>
public sealed class GfpNamesTests
{
    // include/linux/gfp.h of each kernel (2.4.21: linux/mm.h)
    [Theory]
    [InlineData("2.4.21", "GFP_KERNEL", 0x1F0)]
    [InlineData("2.4.21", "GFP_HIGHUSER", 0x1D2)]
    [InlineData("2.4.21", "GFP_NOFS", 0xF0)]
    [InlineData("2.4.21", "GFP_ATOMIC", 0x20)]
    [InlineData("2.6.9", "GFP_KERNEL", 0xD0)]
    [InlineData("2.6.9", "GFP_HIGHUSER", 0xD2)]
    [InlineData("2.6.9", "__GFP_COMP", 0x4000)]
    [InlineData("2.6.31", "GFP_USER", 0x200D0)]
    [InlineData("2.6.31", "GFP_TEMPORARY", 0x800D0)]
    [InlineData("2.6.31", "GFP_HIGHUSER_MOVABLE", 0x200DA)]
    [InlineData("2.6.31", "GFP_NOWAIT", 0)]
    public void A_name_has_the_kernels_number(string kernel, string name, int bits)
    {
        var names = KernelProfiles.Get(kernel).Physical.Gfp;

        Assert.Equal(bits, names.BitsOf(names.Parse(name)));
        Assert.Equal(names.Parse(name), names.Parse(FormattableString.Invariant($"0x{bits:x}")));
        Assert.Equal(bits, names.All.Single(n => n.Name == name).Bits);
    }

    [Theory]
    [EachKernel]
    public void Every_name_is_read_back_without_regard_to_case_prefix_or_order(string kernel)
    {
        var names = KernelProfiles.Get(kernel).Physical.Gfp;

        Assert.All(
            names.All,
            name =>
            {
                Assert.Equal(name.Flags, names.Parse(name.Name.ToLowerInvariant()));
                Assert.Equal(name.Flags, names.Parse(names.Text(name.Flags)));
                Assert.Equal(name.Flags, names.Parse(name.Flags == GfpFlags.None ? "0" : name.Flags.ToString()));
                Assert.Equal(name.Bits, names.BitsOf(name.Flags));
            }
        );
        Assert.Equal(names.Parse("GFP_KERNEL|__GFP_HIGHMEM"), names.Parse("highmem+kernel"));
    }

    [Theory]
    [InlineData("2.4.21", "0x8000", "0x8000 is no flag of Linux 2.4.21: its flags are 0x1f3.")]
    [InlineData("2.6.9", "__GFP_ZERO", "'__GFP_ZERO' is no allocation flag of Linux 2.6.9.")]
    public void What_a_kernel_does_not_know_is_refused(string kernel, string text, string message)
    {
        var problem = Assert.Throws<FormatException>(() => KernelProfiles.Get(kernel).Physical.Gfp.Parse(text));

        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    // alloc_pages and vmalloc ask with GFP_KERNEL and with __GFP_HIGHMEM; a page table with __GFP_REPEAT, and __GFP_ZERO where
    // there is one (arch/i386/mm/pgtable.c: pte_alloc_one).
    [Theory]
    [InlineData("2.6.9", "0x4d0")]
    [InlineData("2.6.31", "0x84d0")]
    public void A_failure_is_printed_with_the_kernels_number(string kernel, string table)
    {
        var machine = TestMachine.Boot(kernel, 64);
        var task = machine.NewProcess("greedy").Process!.Pid;
        while (machine.AllocPages(machine.GfpKernel | GfpFlags.Highmem, 0).Block is not null) { }

        machine.AllocPages(machine.GfpKernel, 5);
        machine.Vmalloc(1 << 20);
        machine.AddUserMapping(task, 0x08048000, 1 << 20, populate: true);

        var modes = machine
            .Log()
            .Where(line => line.Contains("page allocation failure", StringComparison.Ordinal))
            .Select(line => line.Split("mode:")[1])
            .Distinct();
        Assert.Equal(["0xd2", "0xd0", table], modes);
    }
}
