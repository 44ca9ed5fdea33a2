using Highmem.Boot;

namespace Highmem.Vmalloc;

/// <summary>What a kernel counts as VmallocUsed in /proc/meminfo.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Explanation">The same in words, for who compares the figure with a list of areas.</param>
/// <param name="Of">The bytes, given the areas that have an owner.</param>
internal sealed record VmallocUsedPolicy(string Name, string Explanation, Func<IEnumerable<UsedArea>, long> Of)
    : IPolicy;
