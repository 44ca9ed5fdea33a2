using System.Globalization;
using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>
/// Finds all that an address belongs to: first what lies at the address, then the page frame behind it, then where else
/// that page is seen, then the object in it.
/// </summary>
internal sealed class AddressOwnerList
{
    private readonly I386Machine machine;
    private readonly BootSequence parts;
    private readonly VirtualAddress address;
    private readonly IReadOnlyList<MemoryRegion> regions;
    private readonly PageWalk walk;
    private readonly List<AddressOwner> owners = [];

    /// <summary>Looks an address up. A user address is one of the process that runs on CPU 0.</summary>
    public AddressOwnerList(I386Machine machine, BootSequence parts, VirtualAddress address)
    {
        this.machine = machine;
        this.parts = parts;
        this.address = address;
        regions = machine.GetRegions();
        var tables = address < machine.PageOffset ? parts.Processors[0].Tables : parts.Tables;
        walk = tables.Walk(address);
        AddPlace();
        if (Frame is { } pfn)
        {
            AddFrame(pfn);
        }
    }

    /// <summary>The owners, the narrowest statement about the address itself first.</summary>
    public IReadOnlyList<AddressOwner> Owners => owners;

    private int? Frame => walk.IsMapped ? (int)(walk.Physical >> PageSize.Shift) : null;

    private bool IsRam(int pfn) => pfn < parts.Frames.Count && parts.Frames.Use(pfn) != FrameUse.Hole;

    private void AddPlace()
    {
        var layout = parts.Layout;
        if (address < layout.PageOffset)
        {
            AddUser();
            return;
        }

        var region = regions.First(r => r.Start <= address && address < r.End);
        switch (region.Kind)
        {
            case MemoryRegionKind.DirectMap:
                Add(
                    AddressOwnerKind.DirectMap,
                    region.Name,
                    region.Start,
                    region.End,
                    $"low memory: physical {(PhysicalAddress)(address - layout.PageOffset)}"
                );
                return;
            case MemoryRegionKind.PersistentKmap:
                AddPkmapSlot((int)((address - layout.PkmapBase) >> PageSize.Shift), address.Page);
                break;
            case MemoryRegionKind.Reserved:
                Add(AddressOwnerKind.Reserved, region.Name, region.Start, region.End, region.Description);
                break;
            case MemoryRegionKind.Hole when region.Name != "vmalloc" && !IsInArea():
                Add(AddressOwnerKind.Hole, region.Name, region.Start, region.End, region.Description);
                break;
        }

        AddVmallocSpace(region);
        AddFixedMapping();
        if (owners.Count == 0)
        {
            // FIXADDR_START lies a page below the last fixed mapping.
            Add(AddressOwnerKind.Hole, region.Name, region.Start, region.End, "no fixed mapping lies here");
        }
    }

    private void AddUser()
    {
        var current = parts.Processes.Cpus[0].Current;
        Add(
            AddressOwnerKind.User,
            current?.Name ?? "user",
            VirtualAddress.Zero,
            parts.Layout.PageOffset,
            current is null
                ? "a user address, and no process runs on CPU 0"
                : $"a user address, seen by the process {current.Name} on CPU 0"
        );
    }

    private bool IsInArea() => parts.Vmalloc.Nodes.Any(n => n.Address <= address && address < n.End);

    // 2.4.21 and 2.6.9 can place an area beyond VMALLOC_END, so that areas are looked for everywhere.
    private void AddVmallocSpace(MemoryRegion region)
    {
        VmStruct? before = null;
        var next = parts.Layout.VmallocEnd;
        foreach (var node in parts.Vmalloc.Nodes)
        {
            if (node.Address > address)
            {
                next = node.Address < next ? node.Address : next;
                break;
            }

            before = node;
        }

        if (before is not null && address < before.End)
        {
            AddArea(before);
            return;
        }

        if (region.Kind != MemoryRegionKind.Vmalloc)
        {
            return;
        }

        var gap = parts.Layout.Profile.Placement.GapAfterArea;
        if (before is not null && address < before.End + gap && before.End + gap <= next)
        {
            Add(
                AddressOwnerKind.AreaGap,
                before.Address.ToString(),
                before.End,
                before.End + gap,
                $"a page behind the area at {before.Address}: the search steps over it, so that only an area that fits the hole exactly takes it"
            );
        }

        var start = before?.End ?? region.Start;
        Add(
            AddressOwnerKind.FreeHole,
            before?.Address.ToString() ?? "VMALLOC_START",
            start,
            next,
            $"free vmalloc space, {Text(next - start)} bytes"
        );
    }

    private void AddArea(VmStruct area)
    {
        var name = area.Address.ToString();
        if (area.IsLazy)
        {
            Add(
                AddressOwnerKind.LazyArea,
                name,
                area.Address,
                area.End,
                $"freed lazily: its addresses are not used again before a purge{(walk.IsMapped ? ", and its entries still stand" : "")}"
            );
        }
        else if (address >= area.Usable.End)
        {
            Add(
                AddressOwnerKind.GuardPage,
                name,
                area.Usable.End,
                area.End,
                $"the guard page of the area at {name}: never mapped, catches overruns"
            );
        }
        else
        {
            Add(AddressOwnerKind.VmArea, name, area.Address, area.End, Describe(area));
        }
    }

    private static string Describe(VmStruct area)
    {
        var what =
            area.Descriptor < 0 ? "vm_map_ram"
            : area.Flags.HasFlag(VmFlags.Ioremap) ? "ioremap"
            : area.Flags.HasFlag(VmFlags.Map) ? "vmap"
            : "vmalloc";
        return $"{what} of {Text(area.RequestedSize)} bytes, {Text(area.Usable.Pages)} pages, asked for by {area.Caller}";
    }

    private void AddPkmapSlot(int slot, VirtualAddress start)
    {
        var count = parts.Kmap?.Count(slot) ?? 0;
        var state = count switch
        {
            0 => "free",
            1 => "without users, kept until the next flush",
            _ => $"with {Text(count - 1)} users",
        };
        Add(
            AddressOwnerKind.PkmapSlot,
            Text(slot),
            start,
            start + PageSize.Bytes,
            $"slot {Text(slot)} of kmap, {state} (pkmap_count {Text(count)})"
        );
    }

    // Index i lies at the top less i pages; index 0 lies above FIXADDR_TOP.
    private void AddFixedMapping()
    {
        var fixmap = parts.Layout.Fixmap;
        var index = (fixmap.Top - address.Page) >> PageSize.Shift;
        foreach (var (entry, first) in fixmap.Entries)
        {
            if (index >= first && index < first + entry.Pages)
            {
                AddFixedMapping(entry.Name, (int)index, (int)index - first, entry.Pages);
            }
        }
    }

    private void AddFixedMapping(string name, int index, int offset, int pages)
    {
        if (name == "KMAP" && AtomicTypeAt(index) is { } slot)
        {
            AddAtomicSlot(slot.Cpu, slot.Type, address.Page);
            return;
        }

        var full = name.StartsWith('(') ? name : "FIX_" + (name == "KMAP" ? "KMAP_BEGIN" : name);
        Add(
            AddressOwnerKind.FixmapEntry,
            pages > 1 ? $"{full}+{Text(offset)}" : full,
            address.Page,
            address.Page + PageSize.Bytes,
            $"fixed mapping, index {Text(index)}"
        );
    }

    private (int Cpu, int Type)? AtomicTypeAt(int index)
    {
        for (var cpu = 0; cpu < parts.Layout.Config.NrCpus; cpu++)
        {
            for (var type = 0; type < parts.Layout.Profile.Kmap.AtomicTypes.Count; type++)
            {
                if (parts.AtomicKmap.IndexOf(cpu, type) == index)
                {
                    return (cpu, type);
                }
            }
        }

        return null; // a fence of CONFIG_DEBUG_HIGHMEM
    }

    private void AddAtomicSlot(int cpu, int type, VirtualAddress start)
    {
        var name = parts.Layout.Profile.Kmap.AtomicTypes[type];
        Add(
            AddressOwnerKind.AtomicSlot,
            name,
            start,
            start + PageSize.Bytes,
            $"kmap_atomic's slot {name} of CPU {Text(cpu)}, fixmap index {Text(parts.AtomicKmap.IndexOf(cpu, type))}"
        );
    }

    private void AddFrame(int pfn)
    {
        var page = address.Page;
        if (!IsRam(pfn))
        {
            Add(
                AddressOwnerKind.Device,
                PhysicalAddress.FromPfn(pfn).ToString(),
                page,
                page + PageSize.Bytes,
                "no RAM: device memory, or nothing at all"
            );
            return;
        }

        var use = parts.Frames.Use(pfn);
        Add(
            AddressOwnerKind.PageFrame,
            Text(pfn),
            page,
            page + PageSize.Bytes,
            $"page frame {Text(pfn)} at {PhysicalAddress.FromPfn(pfn)}, use {use}"
        );
        AddOtherPlaces(pfn);
        if (pfn < parts.Layout.MaxLowPfn)
        {
            AddObject();
        }
    }

    private void AddOtherPlaces(int pfn)
    {
        const string Same = "the same page";
        if (pfn < parts.Layout.MaxLowPfn)
        {
            var direct = parts.Layout.PageOffset + ((long)pfn << PageSize.Shift);
            if (address.Page != direct)
            {
                Add(AddressOwnerKind.DirectMap, "lowmem", direct, direct + PageSize.Bytes, $"{Same} in the direct map");
            }
        }

        foreach (var (area, at) in AreasOf(pfn).Where(found => found.At != address.Page))
        {
            Add(
                AddressOwnerKind.VmArea,
                area.Address.ToString(),
                at,
                at + PageSize.Bytes,
                $"{Same} in an area: {Describe(area)}"
            );
        }

        if (parts.Kmap?.SlotOf(pfn) is >= 0 and var slot && parts.Kmap.AddressOf(slot) != address.Page)
        {
            AddPkmapSlot(slot, parts.Kmap.AddressOf(slot));
        }

        if (!parts.Layout.Config.HasHighmem)
        {
            return;
        }

        foreach (var cpu in Enumerable.Range(0, parts.Processors.Count))
        {
            for (var type = 0; type < parts.Layout.Profile.Kmap.AtomicTypes.Count; type++)
            {
                var at = parts.AtomicKmap.AddressOf(cpu, type);
                if (at != address.Page && parts.Tables.Translate(at) == (long)pfn << PageSize.Shift)
                {
                    AddAtomicSlot(cpu, type, at);
                }
            }
        }
    }

    // Where live areas map a page frame, as their entries say.
    private IEnumerable<(VmStruct Area, VirtualAddress At)> AreasOf(int pfn)
    {
        var physical = (long)pfn << PageSize.Shift;
        foreach (var area in parts.Vmalloc.Nodes.Where(n => !n.IsLazy))
        {
            for (var at = area.Usable.Start; at < area.Usable.End; at += PageSize.Bytes)
            {
                if (parts.Tables.Translate(at) == physical)
                {
                    yield return (area, at);
                }
            }
        }
    }

    private void AddObject()
    {
        var physical = walk.Physical;
        if (parts.Slab.ObjectAt(physical) is not { } found)
        {
            return;
        }

        var start = parts.Layout.PageOffset + found.Address;
        Add(
            AddressOwnerKind.SlabObject,
            found.Cache.Length == 0 ? "kmalloc" : found.Cache,
            start,
            start + found.Size,
            found.Cache.Length == 0
                ? $"a block of {Text(found.Size)} bytes that kmalloc took from the page allocator"
                : $"an object of {Text(found.Size)} bytes, {found.State}",
            physical - found.Address
        );
    }

    private void Add(
        AddressOwnerKind kind,
        string owner,
        VirtualAddress start,
        VirtualAddress end,
        string description,
        long? offset = null
    )
    {
        var pfn = Frame;
        owners.Add(
            new AddressOwner
            {
                Machine = machine.Name,
                Address = address,
                Region = regions.FirstOrDefault(r => r.Start <= start && start < r.End)?.Name ?? "user",
                Kind = kind,
                Owner = owner,
                Start = start,
                End = end,
                Offset = offset ?? (start <= address && address < end ? address - start : address - address.Page),
                PageFrame = pfn,
                Zone = pfn is { } frame && IsRam(frame) ? parts.Pages.ZoneOf(frame).Name : "",
                Mapped = walk.IsMapped,
                Description = description,
            }
        );
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
