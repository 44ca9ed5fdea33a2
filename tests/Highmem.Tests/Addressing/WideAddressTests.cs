using Highmem.Addressing;

namespace Highmem.Tests.Addressing;

public sealed class WideAddressTests
{
    private static readonly WideAddress Window = 0xFFFFC90000000000;

    [Theory]
    [InlineData("0xffffc90000000000", 0xFFFFC90000000000)]
    [InlineData("ffffc90000000000", 0xFFFFC90000000000)]
    [InlineData("4096", 4096)]
    [InlineData(" 0x10 ", 16)]
    public void Reads_text(string text, ulong value) => Assert.Equal(value, (ulong)WideAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("0x10000000000000000")]
    [InlineData("address")]
    public void Refuses_text(string text) => Assert.Throws<FormatException>(() => WideAddress.Parse(text));

    [Fact]
    public void Prints_sixteen_digits() => Assert.Equal("0xffffc90000000000", Window.ToString());

    // PowerShell reads 0xffffc90000000000 as a negative Int64 and 0xf8000000 as a negative Int32.
    [Fact]
    public void Literals_of_PowerShell_mean_their_bits()
    {
        Assert.Equal(Window, unchecked((long)0xFFFFC90000000000));
        Assert.Equal<WideAddress>(0xF8000000UL, unchecked((int)0xF8000000));
        Assert.True(Window.Equals((object)unchecked((long)0xFFFFC90000000000)));
        Assert.True(Window.Equals((object)"0xffffc90000000000"));
        Assert.False(Window.Equals((object)"nothing"));
        Assert.Equal<WideAddress>((VirtualAddress)0xF8000000, 0xF8000000UL);
    }

    [Fact]
    public void Order_is_unsigned()
    {
        WideAddress low = 0x7FFFFFFFFFFFF000UL;
        Assert.True(low < Window && Window > low && low <= Window && Window >= low && low != Window);
        Assert.Equal(1, Window.CompareTo((object)low));
        Assert.Equal(1, ((IComparable)Window).CompareTo(null));
        Assert.Equal(0, Window.CompareTo((object)"0xffffc90000000000"));
        Assert.Equal(0, Window.CompareTo((object)0xFFFFC90000000000));
        Assert.Equal(1, Window.CompareTo((object)(VirtualAddress)0xF8000000));
        Assert.Equal(1, Window.CompareTo((object)5));
        Assert.Equal(0, Window.CompareTo((object)unchecked((long)0xFFFFC90000000000)));
        Assert.Throws<ArgumentException>(() => Window.CompareTo(new object()));
        Assert.Equal(4096, Window - (WideAddress)0xFFFFC8FFFFFFF000);
        Assert.Equal(Window.GetHashCode(), ((WideAddress)0xFFFFC90000000000).GetHashCode());
    }
}
