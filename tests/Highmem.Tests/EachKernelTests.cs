using Highmem.Boot;
using Highmem.Kernels;
using Xunit.Sdk;

namespace Highmem.Tests;

/// <summary>A theory runs on every kernel, with the same further arguments.</summary>
public sealed class EachKernelTests
{
    [Fact]
    public async Task Each_kernel_comes_once_before_the_arguments() =>
        Assert.Equal(
            KernelProfiles.All.Select(kernel => (object[])[kernel.Version, 100, true]),
            await RowsOf(new EachKernelAttribute(100, true))
        );

    [Fact]
    public async Task With_PAE_each_kernel_comes_twice() =>
        Assert.Equal(
            KernelProfiles.All.SelectMany(kernel =>
                (object[][])
                    [
                        [kernel.Version, HighmemSupport.Highmem4G, 100],
                        [kernel.Version, HighmemSupport.Highmem64G, 100],
                    ]
            ),
            await RowsOf(new EachKernelAttribute(100) { WithPae = true })
        );

    private static async Task<IEnumerable<object?[]>> RowsOf(EachKernelAttribute attribute)
    {
        await using var tracker = new DisposalTracker();
        var method = typeof(EachKernelTests).GetMethods()[0];
        return (await attribute.GetData(method, tracker)).Select(row => row.GetData());
    }
}
