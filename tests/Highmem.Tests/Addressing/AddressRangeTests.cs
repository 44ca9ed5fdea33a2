using Highmem.Addressing;

namespace Highmem.Tests.Addressing;

/// <summary>Ranges of addresses as text.</summary>
public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("0xc0000000-0xf8000000", 0xc0000000, 0x38000000)]
    [InlineData("c0000000 - 0x100000000", 0xc0000000, 0x40000000)]
    [InlineData("4096-8192", 0x1000, 0x1000)]
    public void Two_numbers_with_a_dash_are_a_range(string text, uint start, long size)
    {
        var range = AddressRange.Parse(text);

        Assert.Equal((VirtualAddress)start, range.Start);
        Assert.Equal(size, range.Size);
    }

    [Fact]
    public void What_is_no_range_is_refused_with_the_reason()
    {
        Assert.Throws<FormatException>(() => AddressRange.Parse("0xc0000000"));
        Assert.Throws<FormatException>(() => AddressRange.Parse("1-2-3"));
        Assert.Throws<FormatException>(() => AddressRange.Parse("high-low"));
        Assert.Throws<OverflowException>(() => AddressRange.Parse("0xc0000000-0x100000001"));
        Assert.Throws<OverflowException>(() => AddressRange.Parse("0x100000000000-0x100000000001"));
        Assert.Throws<ArgumentException>(() => AddressRange.Parse("0xf8000000-0xc0000000"));
    }
}
