using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Paging;
using Highmem.Texts;

namespace Highmem.Machine;

// Reading and writing memory through a CPU's TLB and page tables.
public sealed partial class I386Machine
{
    /// <summary>Reads memory through the MMU, in rows of up to 16 bytes.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="cpu">The CPU that reads.</param>
    /// <exception cref="PageFaultException">A page is not mapped: an oops, whose lines are in the kernel log.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes do not all lie below 4 GiB, or there is no such CPU.</exception>
    public IReadOnlyList<MemoryContent> Read(VirtualAddress address, int count, int cpu = 0)
    {
        CheckRange(address, count);
        lock (gate)
        {
            var bytes = new byte[count];
            var pages = new List<MemoryAccess>();
            var mmu = MmuOf(cpu);
            Access(mmu, () => mmu.Read(address, bytes, pages.Add));
            return
            [
                .. bytes
                    .Chunk(MemoryContent.RowBytes)
                    .Select((row, i) => Row(address, address + (i * MemoryContent.RowBytes), row, pages)),
            ];
        }
    }

    /// <summary>The same as a stream: the lock is taken for one page at a time, and a fault comes after the rows before it.</summary>
    public IEnumerable<MemoryContent> ReadRows(VirtualAddress address, long count, int cpu = 0)
    {
        for (long done = 0; done < count; done += PageSize.Bytes)
        {
            foreach (var row in Read(address + done, (int)Math.Min(PageSize.Bytes, count - done), cpu))
            {
                yield return row;
            }
        }
    }

    /// <summary>Reads memory through the MMU.</summary>
    /// <exception cref="PageFaultException">A page is not mapped: an oops, whose lines are in the kernel log.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes do not all lie below 4 GiB, or there is no such CPU.</exception>
    public byte[] ReadBytes(VirtualAddress address, int count, int cpu = 0)
    {
        CheckRange(address, count);
        lock (gate)
        {
            var bytes = new byte[count];
            var mmu = MmuOf(cpu);
            Access(mmu, () => mmu.Read(address, bytes));
            return bytes;
        }
    }

    /// <summary>Writes memory through the MMU.</summary>
    /// <exception cref="PageFaultException">
    /// A page is not mapped or read-only: an oops, whose lines are in the kernel log. What was written before stays.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes do not all lie below 4 GiB, or there is no such CPU.</exception>
    public void Write(VirtualAddress address, byte[] bytes, int cpu = 0)
    {
        CheckRange(address, bytes.Length);
        lock (gate)
        {
            var mmu = MmuOf(cpu);
            Access(mmu, () => mmu.Write(address, bytes));
        }
    }

    private static void CheckRange(VirtualAddress address, int count)
    {
        if (count < 1 || (long)address + count > (long)VirtualAddress.EndOfSpace)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                FormattableString.Invariant(
                    $"At {address} from 1 to {VirtualAddress.EndOfSpace - address} bytes can be accessed."
                )
            );
        }
    }

    private Mmu MmuOf(int cpu) =>
        cpu >= 0 && cpu < parts.Processors.Count
            ? parts.Processors[cpu]
            : throw new ArgumentOutOfRangeException(
                nameof(cpu),
                cpu,
                FormattableString.Invariant($"The machine's CPUs are 0 to {parts.Processors.Count - 1}.")
            );

    // A row may reach into the next page.
    private MemoryContent Row(VirtualAddress start, VirtualAddress at, byte[] row, List<MemoryAccess> pages)
    {
        const int inPage = PageSize.Bytes - 1;
        var first = pages[at.PageNumber - start.PageNumber];
        var last = pages[(at + (row.Length - 1)).PageNumber - start.PageNumber];
        var physical = (first.Physical & ~(long)inPage) | ((long)at & inPage);
        return new MemoryContent(this, at, physical, first.IsStale || last.IsStale, row);
    }

    private void Access(Mmu mmu, Action access)
    {
        try
        {
            access();
        }
        catch (PageFaultException fault)
        {
            parts.Costs.Oopses++;
            fault.KernelMessages = [.. options.Kernel.Texts.Oops(Oops(mmu, fault))];
            parts.Log.Print(fault.KernelMessages);
            throw;
        }
    }

    // The access stands for an instruction at the start of the kernel's text.
    private OopsFacts Oops(Mmu mmu, PageFaultException fault)
    {
        var walk = fault.Walk;
        var pae = Layout.Config.Pae;
        return new OopsFacts(
            walk.Address,
            fault.IsWrite,
            walk.IsMapped,
            PageOffset + options.Kernel.Image.Text,
            parts.Ram.ReadUInt32(mmu.Tables.Pgd + ((long)walk.Address >> 22 << 2)),
            pae ? walk.Pgd : null,
            pae ? (walk.PmdAddress >= 0 ? walk.Pmd : null) : walk.Pgd,
            walk.PteAddress >= 0 ? walk.Pte : null,
            parts.Costs.Oopses
        );
    }
}
