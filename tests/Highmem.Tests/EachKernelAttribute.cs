using System.Reflection;
using Highmem.Boot;
using Highmem.Kernels;
using Xunit.Sdk;
using Xunit.v3;

namespace Highmem.Tests;

/// <summary>
/// Runs a theory on every kernel there is, so that a new one is tested the day it is added. Its version is the first
/// argument; those given here follow.
/// </summary>
/// <remarks>What differs from kernel to kernel stays in <c>InlineData</c>.</remarks>
public sealed class EachKernelAttribute(params object?[] arguments) : DataAttribute
{
    /// <summary>Whether each kernel runs with 4 GB of physical addresses and with 64 GB: the second argument.</summary>
    public bool WithPae { get; set; }

    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    ) => new([.. Rows().Select(row => new TheoryDataRow(row))]);

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;

    private IEnumerable<object?[]> Rows() =>
        KernelProfiles.All.SelectMany(kernel =>
            WithPae
                ? ((HighmemSupport[])[HighmemSupport.Highmem4G, HighmemSupport.Highmem64G]).Select(highmem =>
                    (object?[])[kernel.Version, highmem, .. arguments]
                )
                :
                [
                    [kernel.Version, .. arguments],
                ]
        );
}
