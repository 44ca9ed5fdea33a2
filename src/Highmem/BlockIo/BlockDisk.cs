using Highmem.Addressing;

namespace Highmem.BlockIo;

/// <summary>A disk. Sectors that were never written are zeros.</summary>
internal sealed class BlockDisk
{
    /// <summary>Bytes of a sector.</summary>
    public const int SectorBytes = 512;

    /// <summary>Sectors of a page.</summary>
    public const int SectorsPerPage = PageSize.Bytes / SectorBytes;

    private readonly Dictionary<long, byte[]> sectors = [];

    /// <summary>Reads a page.</summary>
    public void Read(long sector, Span<byte> page)
    {
        for (var i = 0; i < SectorsPerPage; i++)
        {
            var part = page.Slice(i * SectorBytes, SectorBytes);
            if (sectors.TryGetValue(sector + i, out var bytes))
            {
                bytes.CopyTo(part);
            }
            else
            {
                part.Clear();
            }
        }
    }

    /// <summary>Writes bytes from the start of a sector on.</summary>
    public void Write(long sector, ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; sector++)
        {
            var part = bytes[..Math.Min(SectorBytes, bytes.Length)];
            if (!sectors.TryGetValue(sector, out var stored))
            {
                sectors[sector] = stored = new byte[SectorBytes];
            }

            part.CopyTo(stored);
            bytes = bytes[part.Length..];
        }
    }
}
