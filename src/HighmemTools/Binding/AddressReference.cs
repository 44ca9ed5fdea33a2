using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>A virtual address as an argument: a number, text, or an object that knows its machine.</summary>
public sealed class AddressReference
{
    /// <summary>An address.</summary>
    public AddressReference(VirtualAddress address) => Address = address;

    /// <summary>The address of an area.</summary>
    public AddressReference(VmArea area)
        : this(area.Address)
    {
        Object = area;
        Owner = area.Source.ToMachine();
    }

    /// <summary>The address of a mapping of device memory.</summary>
    public AddressReference(IoMapping mapping)
        : this(mapping.Address)
    {
        Object = mapping;
        Owner = mapping.Source.ToMachine();
    }

    /// <summary>The address of a mapping of vm_map_ram.</summary>
    public AddressReference(VmRamMapping mapping)
        : this(mapping.Address)
    {
        Object = mapping;
        Owner = mapping.Source.ToMachine();
    }

    /// <summary>The address of an object of kmalloc.</summary>
    public AddressReference(KmallocObject item)
        : this(item.Address) => Owner = item.Source.ToMachine();

    /// <summary>The address that an entry was looked up for.</summary>
    public AddressReference(PageTableEntry entry)
        : this(entry.Address) => Owner = entry.Source.ToMachine();

    /// <summary>Where kmap has mapped a page.</summary>
    /// <exception cref="FormatException">The task sleeps: there is no address yet.</exception>
    public AddressReference(KmapResult result)
        : this(
            result.Address
                ?? throw new FormatException(
                    FormattableString.Invariant(
                        $"The task {result.Task} sleeps in kmap of page frame {result.Pfn}: it has no address yet. Free a slot with Invoke-Kunmap, then ask Receive-KmapResult."
                    )
                )
        ) => Owner = result.Source.ToMachine();

    /// <summary>The address of a slot of kmap.</summary>
    public AddressReference(PkmapEntry entry)
        : this(entry.Address) => Owner = entry.Source.ToMachine();

    /// <summary>Where kmap_atomic has mapped a page.</summary>
    public AddressReference(AtomicKmapResult result)
        : this(result.Address) => Owner = result.Source.ToMachine();

    /// <summary>The address of a slot of kmap_atomic.</summary>
    public AddressReference(AtomicKmapSlot slot)
        : this(slot.Address) => Owner = slot.Source.ToMachine();

    /// <summary>The first address that a TLB entry translates.</summary>
    public AddressReference(TlbEntry entry)
        : this(entry.Address) => Owner = entry.Source.ToMachine();

    /// <summary>The address.</summary>
    public VirtualAddress Address { get; }

    /// <summary>The area or mapping that was given.</summary>
    internal object? Object { get; }

    /// <summary>The machine that the object belongs to; null for a bare address.</summary>
    internal I386Machine? Owner { get; }

    /// <summary>The address in hex.</summary>
    public override string ToString() => Address.ToString();
}
