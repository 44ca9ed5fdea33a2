using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine.State;

namespace Highmem.Machine.Views;

/// <summary>What lies at an address: the users' half, a region, an area, a slot or a fixed mapping.</summary>
internal sealed class PlaceOwners(AddressQuestion question, BootSequence parts, AreaOwners areas, SlotOwners slots)
{
    /// <summary>At least one owner, the narrowest statement first.</summary>
    public IReadOnlyList<AddressOwner> Find()
    {
        if (question.Region is not { } region)
        {
            return [User()];
        }

        if (region.Kind == MemoryRegionKind.DirectMap)
        {
            return [DirectMap(region)];
        }

        // 2.4.21 and 2.6.9 can place an area beyond VMALLOC_END, so that areas are looked for everywhere.
        var found = areas.At(region).ToList();
        AddressOwner[] first = region.Kind switch
        {
            MemoryRegionKind.PersistentKmap => [slots.KmapSlot()],
            MemoryRegionKind.Reserved => [Whole(AddressOwnerKind.Reserved, region, region.Description)],
            MemoryRegionKind.Hole when found.Count == 0 => [Whole(AddressOwnerKind.Hole, region, region.Description)],
            _ => [],
        };
        AddressOwner[] all = [.. first, .. found, .. slots.FixedMappings()];

        // FIXADDR_START lies a page below the last fixed mapping.
        return all.Length > 0 ? all : [Whole(AddressOwnerKind.Hole, region, "no fixed mapping lies here")];
    }

    private AddressOwner User()
    {
        var current = parts.Processes.Cpus[0].Current;
        return question.Answer(
            AddressOwnerKind.User,
            current?.Name ?? "user",
            new AddressRange(VirtualAddress.Zero, parts.Layout.PageOffset),
            current is null
                ? "a user address, and no process runs on CPU 0"
                : $"a user address, seen by the process {current.Name} on CPU 0"
        );
    }

    private AddressOwner DirectMap(LayoutRegion region) =>
        Whole(
            AddressOwnerKind.DirectMap,
            region,
            $"low memory: physical {(PhysicalAddress)(question.Address - region.Range.Start)}"
        );

    private AddressOwner Whole(AddressOwnerKind kind, LayoutRegion region, string description) =>
        question.Answer(kind, region.Name, region.Range, description);
}
