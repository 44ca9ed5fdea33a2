using System.Reflection;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Layout;
using Highmem.Machine.Views;
using Highmem.Physical;
using HighmemTools;

namespace Highmem.Tests.Machine;

/// <summary>What a result knows of where it came from.</summary>
public sealed class MemorySourceTests
{
    // Those that are still made from a name.
    private static readonly string[] NameOnly = ["AddressOwner", "MemoryRegion"];

    public static TheoryData<string> EachResult =>
        [
            .. typeof(VmArea)
                .Assembly.GetTypes()
                .Where(t => t.Namespace == typeof(VmArea).Namespace && t.GetProperty("Machine") is not null)
                .Select(t => t.Name)
                .Except(NameOnly)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(EachResult))]
    public void A_result_remembers_its_source_and_does_not_show_it(string name)
    {
        var result = typeof(VmArea).Assembly.GetType($"{typeof(VmArea).Namespace}.{name}", throwOnError: true)!;

        var source = result.GetProperty("Source", BindingFlags.Instance | BindingFlags.NonPublic);

        Assert.Equal(typeof(IMemorySource), source?.PropertyType);
        Assert.Null(result.GetProperty("Source"));
    }

    [Fact]
    public void A_result_tells_what_follows_from_the_borders_of_any_source()
    {
        var image = new Image();

        var block = new PageBlock(image, 5634, 0, "Normal", GfpFlags.None, "somebody");

        Assert.Equal("vmcore", block.Machine);
        Assert.Equal((VirtualAddress)0xC1602000, block.VirtualAddress);
    }

    [Fact]
    public void An_argument_finds_the_machine_of_a_result()
    {
        var machine = TestMachine.Boot("2.6.31", 64);
        var frame = machine.GetPageFrame(5634);

        Assert.Same(machine, frame.Source);
        Assert.Equal("pfn 5634", new FrameReference(frame).ToString());
    }

    [Fact]
    public void An_argument_refuses_a_result_of_what_is_no_machine()
    {
        var block = new PageBlock(new Image(), 5634, 0, "Normal", GfpFlags.None, "somebody");

        var problem = Assert.Throws<FormatException>(() => new FrameReference(block));

        Assert.Equal(
            "This belongs to vmcore, which is no emulated machine: it can only be looked at.",
            problem.Message
        );
    }

    private sealed class Image : IMemorySource
    {
        public string Name => "vmcore";

        public KernelProfile Profile { get; } = KernelProfiles.Get("2.6.31");

        public MemoryLayout Layout => Profile.ComputeLayout(Profile.DefaultConfig(1), E820Map.FromMemorySize(64 << 20));
    }
}
