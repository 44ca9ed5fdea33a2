using Highmem.Addressing;

namespace Highmem.Tests.Addressing;

/// <summary>Sizes as people write them.</summary>
public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData("4K", 4096)]
    [InlineData("4kb", 4096)]
    [InlineData(" 128M ", 128L << 20)]
    [InlineData("1.5GB", 1536L << 20)]
    [InlineData("2T", 2L << 40)]
    [InlineData("0x1000", 4096)]
    [InlineData("0x10K", 16384)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Text_is_read_with_the_suffixes_of_kernel_and_PowerShell(string text, long bytes)
    {
        Assert.Equal(bytes, ByteSize.Parse(text).Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("K")]
    [InlineData("4 4")]
    [InlineData("0x")]
    [InlineData("1,5")]
    public void What_is_no_number_is_refused(string text)
    {
        Assert.Contains("is not a size", Assert.Throws<FormatException>(() => ByteSize.Parse(text)).Message);
    }

    [Theory]
    [InlineData("-5", "is not a size")]
    [InlineData("1.5", "is not a whole number")]
    [InlineData("99999999999999999999", "more bytes than")]
    [InlineData("9000000T", "more bytes than")]
    [InlineData("0xffffffffffffffff", "more bytes than")]
    public void What_no_size_can_be_is_refused_with_the_reason(string text, string reason)
    {
        Assert.Contains(reason, Assert.Throws<OverflowException>(() => ByteSize.Parse(text)).Message);
    }

    [Fact]
    public void A_double_must_be_whole_and_fit()
    {
        Assert.Equal(1536L << 20, ((ByteSize)1610612736.0).Bytes);
        Assert.Throws<OverflowException>(() => (ByteSize)0.5);
        Assert.Contains("more bytes than", Assert.Throws<OverflowException>(() => (ByteSize)1e30).Message);
        Assert.Throws<OverflowException>(() => (ByteSize)double.NaN);
    }
}
