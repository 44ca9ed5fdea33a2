using System.Buffers.Binary;
using Highmem.Addressing;

namespace Highmem.Physical;

/// <summary>
/// The bytes of emulated RAM. A chunk costs memory only once it was written; untouched RAM reads as zero. Addresses
/// beyond the installed memory behave like an empty bus: reads give ones, writes are lost.
/// </summary>
internal sealed class PhysicalMemory(long size)
{
    private const int ChunkShift = 18;
    private const int ChunkBytes = 1 << ChunkShift;
    private readonly byte[]?[] chunks = new byte[]?[(size + ChunkBytes - 1) >> ChunkShift];

    /// <summary>Bytes from 0 to the end of installed memory, holes included.</summary>
    public long Size { get; } = size;

    /// <summary>Bytes of host memory that hold emulated RAM.</summary>
    public long TouchedBytes => chunks.LongCount(c => c is not null) << ChunkShift;

    public uint ReadUInt32(long address)
    {
        var index = address >> ChunkShift;
        if ((ulong)index >= (ulong)chunks.Length)
        {
            return uint.MaxValue;
        }

        var chunk = chunks[index];
        return chunk is null
            ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan((int)address & (ChunkBytes - 1), 4));
    }

    public ulong ReadUInt64(long address)
    {
        var index = address >> ChunkShift;
        if ((ulong)index >= (ulong)chunks.Length)
        {
            return ulong.MaxValue;
        }

        var chunk = chunks[index];
        return chunk is null
            ? 0
            : BinaryPrimitives.ReadUInt64LittleEndian(chunk.AsSpan((int)address & (ChunkBytes - 1), 8));
    }

    public void WriteUInt32(long address, uint value)
    {
        if (ChunkToWrite(address) is { } chunk)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan((int)address & (ChunkBytes - 1), 4), value);
        }
    }

    public void WriteUInt64(long address, ulong value)
    {
        if (ChunkToWrite(address) is { } chunk)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan((int)address & (ChunkBytes - 1), 8), value);
        }
    }

    /// <summary>Reads bytes that lie within one page.</summary>
    public void Read(long address, Span<byte> bytes)
    {
        var index = address >> ChunkShift;
        if ((ulong)index >= (ulong)chunks.Length)
        {
            bytes.Fill(0xff);
        }
        else if (chunks[index] is { } chunk)
        {
            chunk.AsSpan((int)address & (ChunkBytes - 1), bytes.Length).CopyTo(bytes);
        }
        else
        {
            bytes.Clear();
        }
    }

    /// <summary>Writes bytes that lie within one page.</summary>
    public void Write(long address, ReadOnlySpan<byte> bytes)
    {
        if (ChunkToWrite(address) is { } chunk)
        {
            bytes.CopyTo(chunk.AsSpan((int)address & (ChunkBytes - 1), bytes.Length));
        }
    }

    /// <summary>Clears a page frame; costs nothing if it was never written.</summary>
    public void ClearPage(int pfn)
    {
        var address = (long)pfn << PageSize.Shift;
        var index = address >> ChunkShift;
        if ((ulong)index < (ulong)chunks.Length && chunks[index] is { } chunk)
        {
            chunk.AsSpan((int)address & (ChunkBytes - 1), PageSize.Bytes).Clear();
        }
    }

    private byte[]? ChunkToWrite(long address)
    {
        var index = address >> ChunkShift;
        return (ulong)index >= (ulong)chunks.Length ? null : chunks[index] ??= new byte[ChunkBytes];
    }
}
