namespace Highmem.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void TheTestRunnerRuns() => Assert.Equal(4, 2 + 2);
}
