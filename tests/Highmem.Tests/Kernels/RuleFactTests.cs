using Highmem.Addressing;
using Highmem.Kernels;

namespace Highmem.Tests.Kernels;

/// <summary>What a kernel's rules say of themselves.</summary>
public sealed class RuleFactTests
{
    [Theory]
    [EachKernel]
    public void Every_fact_has_a_name_of_its_own_a_reason_and_a_source(string kernel)
    {
        var facts = KernelProfiles.Get(kernel).GetFacts();

        Assert.Distinct(facts.Select(fact => fact.Name));
        Assert.All(facts, fact => Assert.False(string.IsNullOrWhiteSpace(fact.Why)));
        Assert.All(facts, fact => Assert.Matches(@"\w+[/.]\w+", fact.Source));
        Assert.All(
            facts,
            fact =>
                Assert.True(
                    fact.Value is null or string or IFormattable or bool or VirtualAddress or System.Collections.IList
                )
        );
    }

    [Fact]
    public void All_kernels_tell_the_same_facts() =>
        Assert.Single(
            KernelProfiles
                .All.Select(kernel => string.Join(' ', kernel.GetFacts().Select(fact => fact.Name)))
                .Distinct()
        );

    [Fact]
    public void Kernels_differ_in_what_FACTS_says_they_differ_in()
    {
        Assert.Equal("False", Value("2.6.31", "VmallocStartRounded"));
        Assert.Equal("True", Value("2.6.9", "VmallocStartRounded"));
        Assert.Equal("8388608", Value("2.6.31", "VmallocOptionExtra"));
        Assert.Equal("in the page tables", Value("2.4.21", "PagesArray"));
        Assert.Equal("0x1f0", Value("2.4.21", "GfpKernel"));
        Assert.Equal("0xd0", Value("2.6.9", "GfpKernel"));
    }

    private static string? Value(string kernel, string name) =>
        KernelProfiles.Get(kernel).GetFacts().Single(fact => fact.Name == name).Value?.ToString();
}
