using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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

    /// <summary>Reads an entry of 32 bits at a multiple of 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUInt32(long address)
    {
        var index = address >> ChunkShift;
        if ((ulong)index >= (ulong)chunks.Length)
        {
            return uint.MaxValue;
        }

        var chunk = chunks[index];
        if (chunk is null)
        {
            return 0;
        }

        return ReadUInt32(chunk, (int)address);
    }

    /// <summary>
    /// The bytes around a page that is read very often, to be read with <see cref="ReadUInt32(byte[], int)"/>. They are
    /// RAM itself, not a copy.
    /// </summary>
    public byte[] ChunkOf(long address) =>
        ChunkToWrite(address) ?? throw new ArgumentOutOfRangeException(nameof(address));

    /// <summary>Reads an entry of 32 bits from the chunk that its address lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadUInt32(byte[] chunk, int address)
    {
        // One bounds check: the mask keeps all four bytes inside.
        var value = Unsafe.ReadUnaligned<uint>(ref chunk[address & (ChunkBytes - sizeof(uint))]);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>Reads an entry of 64 bits at a multiple of 8.</summary>
    public ulong ReadUInt64(long address) => ReadUInt32(address) | ((ulong)ReadUInt32(address + sizeof(uint)) << 32);

    /// <summary>Writes an entry of 32 bits at a multiple of 4.</summary>
    public void WriteUInt32(long address, uint value)
    {
        if (ChunkToWrite(address) is { } chunk)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan((int)address & (ChunkBytes - sizeof(uint))), value);
        }
    }

    /// <summary>Writes an entry of 64 bits at a multiple of 8.</summary>
    public void WriteUInt64(long address, ulong value)
    {
        WriteUInt32(address, (uint)value);
        WriteUInt32(address + sizeof(uint), (uint)(value >> 32));
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
