using Highmem.Addressing;

namespace Highmem.Tests.Addressing;

/// <summary>Addresses convert, compare and print as PowerShell needs it.</summary>
public sealed class AddressTests
{
    [Fact]
    public void A_negative_Int32_is_the_address_with_the_same_bits()
    {
        VirtualAddress address = unchecked((int)0xF8000000);

        Assert.Equal("0xf8000000", address.ToString());
        Assert.Equal(0xF8000000, (uint)address);
        Assert.True(address > (VirtualAddress)0x08048000);
        Assert.Equal(0, address.CompareTo((object)unchecked((int)0xF8000000)));
        Assert.True(address.Equals((object)"0xf8000000"));
    }

    [Theory]
    [InlineData("0xc0000000", 0xC0000000)]
    [InlineData("c0000000", 0xC0000000)]
    [InlineData("3221225472", 0xC0000000)]
    [InlineData(" 0XFFFFFFFF ", 0xFFFFFFFF)]
    [InlineData("0", 0)]
    public void Text_is_read_as_hex_or_decimal(string text, uint address)
    {
        Assert.Equal((VirtualAddress)address, VirtualAddress.Parse(text));
        Assert.Equal((PhysicalAddress)address, PhysicalAddress.Parse(text));
    }

    [Fact]
    public void Values_outside_their_space_are_refused()
    {
        Assert.Throws<OverflowException>(() => (VirtualAddress)(1L << 32));
        Assert.Throws<OverflowException>(() => (VirtualAddress)(-1L));
        Assert.Throws<OverflowException>(() => (VirtualAddress)0xFFFFFFFF + 2);
        Assert.Throws<OverflowException>(() => (PhysicalAddress)(1L << 36));
        Assert.Throws<FormatException>(() => VirtualAddress.Parse("somewhere"));
        Assert.Throws<ArgumentException>(() => ((VirtualAddress)0).CompareTo(1.5));
    }

    [Fact]
    public void Arithmetic_stays_in_addresses_and_differences_are_bytes()
    {
        VirtualAddress start = 0xF8800000;

        Assert.Equal((VirtualAddress)0xF8801000, start + 4096);
        Assert.Equal(4096, start + 4096 - start);
        Assert.Equal((VirtualAddress)0xF8800000, (start + 100) & 0xFFFFF000);
        Assert.Equal(0xF8800, start >> 12);
        Assert.Equal("0x100000000", VirtualAddress.EndOfSpace.ToString());
        Assert.Equal(1L << 32, (long)((VirtualAddress)0xFFFFF000 + 4096));
    }

    [Fact]
    public void Ranges_are_half_open_and_may_end_at_4_GiB()
    {
        var range = new AddressRange(0xFFFFE000, VirtualAddress.EndOfSpace);

        Assert.Equal((8192, 2, false), (range.Size, range.Pages, range.IsEmpty));
        Assert.True(range.Contains(0xFFFFFFFF));
        Assert.False(range.Overlaps(new AddressRange(0, 0xFFFFE000)));
        Assert.Throws<ArgumentException>(() => new AddressRange(2, 1));
    }
}
