using FsCheck;
using FsCheck.Fluent;
using Highmem.Kernels;
using Highmem.Physical;

namespace Highmem.Tests.Physical;

/// <summary>The buddy lists: which page comes first in each kernel, and no page lost or given out twice.</summary>
public sealed class BuddyTests
{
    [Theory]
    [InlineData("2.4.21", true, true)]
    [InlineData("2.6.9", true, false)]
    [InlineData("2.6.31", true, false)]
    [InlineData("2.4.21", false, true)]
    [InlineData("2.6.9", false, false)]
    public void A_broken_block_is_handed_out_from_its_last_page_down_in_2_4_and_from_its_first_up_in_2_6(
        string kernel,
        bool filledAscending,
        bool downwards
    )
    {
        var rules = KernelProfiles.Get(kernel).Physical.Buddy;
        var buddy = Filled(rules, 4096, 8192, !filledAscending, out _);

        var first = buddy.Allocate(0);
        var second = buddy.Allocate(0);

        Assert.Equal(downwards ? first - 1 : first + 1, second);
    }

    [Theory]
    [InlineData("2.4.21", false, 8192 - 512)]
    [InlineData("2.4.21", true, 4096)]
    [InlineData("2.6.9", false, 8192 - 1024)]
    [InlineData("2.6.31", false, 8192 - 1024)]
    public void Boot_leaves_the_last_freed_block_at_the_head_of_its_list(string kernel, bool descending, int head)
    {
        var rules = KernelProfiles.Get(kernel).Physical.Buddy;
        var buddy = Filled(rules, 4096, 8192, descending, out _);

        Assert.Equal(head, buddy.List(rules.MaxOrder - 1).First());
        Assert.Equal(4096, buddy.FreePages);
    }

    [Fact]
    public void Odd_leftovers_are_used_before_a_large_block_is_broken()
    {
        var rules = KernelProfiles.Get("2.6.31").Physical.Buddy;
        var buddy = Filled(rules, 4096, 5123, descending: false, out _);

        Assert.Equal([5122, 5120, 5121], [buddy.Allocate(0), buddy.Allocate(0), buddy.Allocate(0)]);
        Assert.Equal(1, buddy.FreeBlocks(10));
    }

    [Fact]
    public void Buddies_count_from_the_zone_in_2_6_9_and_from_page_0_in_2_6_31()
    {
        // A zone that starts on an odd page, as highmem= can make it.
        var from = KernelProfiles.Get("2.6.9").Physical.Buddy;
        Assert.Equal(1, Filled(from, 4097, 4097 + 1024, descending: false, out _).FreeBlocks(10));

        var pfn = KernelProfiles.Get("2.6.31").Physical.Buddy;
        Assert.Equal(0, Filled(pfn, 4097, 4097 + 1024, descending: false, out _).FreeBlocks(10));
    }

    [Theory]
    [EachKernel]
    public void No_page_is_lost_or_given_out_twice_and_all_merge_again(string kernel)
    {
        var rules = KernelProfiles.Get(kernel).Physical.Buddy;
        var orders = Gen.Zip(Gen.Choose(0, 99), Gen.Choose(0, 5)).ListOf(500).ToArbitrary();

        Prop.ForAll(
                orders,
                steps =>
                {
                    var buddy = Filled(rules, 4096, 6144, descending: false, out var frames);
                    var owned = new bool[6144];
                    var blocks = new List<(int Pfn, int Order)>();
                    foreach (var (dice, order) in steps)
                    {
                        if (dice < 50 && blocks.Count > 0)
                        {
                            var (pfn, size) = blocks[dice % blocks.Count];
                            blocks.Remove((pfn, size));
                            owned.AsSpan(pfn, 1 << size).Clear();
                            frames.SetUse(pfn, 1 << size, FrameUse.Free);
                            buddy.Free(pfn, size);
                        }
                        else if (buddy.Allocate(order) is var pfn and > 0)
                        {
                            Assert.DoesNotContain(true, owned[pfn..(pfn + (1 << order))]);
                            owned.AsSpan(pfn, 1 << order).Fill(true);
                            frames.SetUse(pfn, 1 << order, FrameUse.Slab);
                            blocks.Add((pfn, order));
                        }

                        Assert.Equal(2048 - owned.Count(o => o), buddy.FreePages);
                    }

                    foreach (var (pfn, order) in blocks)
                    {
                        frames.SetUse(pfn, 1 << order, FrameUse.Free);
                        buddy.Free(pfn, order);
                    }

                    Assert.Equal(2048 >> (rules.MaxOrder - 1), buddy.FreeBlocks(rules.MaxOrder - 1));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));
    }

    private static BuddyAllocator Filled(BuddyRules rules, int start, int end, bool descending, out PageFrames frames)
    {
        frames = new PageFrames(end);
        var buddy = new BuddyAllocator(frames, rules, null, start, end);
        buddy.Fill(start, end, descending);
        return buddy;
    }
}
