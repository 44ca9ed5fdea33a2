using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Paging;
using Highmem.Vmalloc;

namespace Highmem.Machine.Views;

/// <summary>Areas of vmalloc space as owners: what lies at an address, and where else its page is seen.</summary>
internal sealed class AreaOwners(AddressQuestion question, VmallocSpace space, PageTables tables)
{
    /// <summary>The area at the address or the free space there; none outside areas and vmalloc space.</summary>
    public IEnumerable<AddressOwner> At(LayoutRegion region)
    {
        VmStruct? before = null;
        VmStruct? behind = null;
        foreach (var node in space.Nodes)
        {
            if (node.Address > question.Address)
            {
                behind = node;
                break;
            }

            before = node;
        }

        return before is not null && question.Address < before.End ? [Area(before)]
            : region.Kind == MemoryRegionKind.Vmalloc ? Free(region.Range, before, behind)
            : [];
    }

    /// <summary>The places in live areas where a page frame is mapped, as the entries there say, but for the address itself.</summary>
    public IEnumerable<AddressOwner> OfFrame(int pfn)
    {
        var physical = (long)pfn << PageSize.Shift;
        foreach (var area in space.Nodes.Where(node => !node.IsLazy))
        {
            for (var at = area.Usable.Start; at < area.Usable.End; at += PageSize.Bytes)
            {
                if (at != question.Page.Start && tables.Translate(at) == physical)
                {
                    yield return question.Answer(
                        AddressOwnerKind.VmArea,
                        area.Address.ToString(),
                        AddressQuestion.PageFrom(at),
                        $"the same page in an area: {Describe(area)}"
                    );
                }
            }
        }
    }

    private AddressOwner Area(VmStruct area)
    {
        var name = area.Address.ToString();
        if (area.IsLazy)
        {
            return question.Answer(
                AddressOwnerKind.LazyArea,
                name,
                new AddressRange(area.Address, area.End),
                $"freed lazily: its addresses are not used again before a purge{(question.IsMapped ? ", and its entries still stand" : "")}"
            );
        }

        return question.Address >= area.Usable.End
            ? question.Answer(
                AddressOwnerKind.GuardPage,
                name,
                new AddressRange(area.Usable.End, area.End),
                $"the guard page of the area at {name}: never mapped, catches overruns"
            )
            : question.Answer(AddressOwnerKind.VmArea, name, new AddressRange(area.Address, area.End), Describe(area));
    }

    private IEnumerable<AddressOwner> Free(AddressRange window, VmStruct? before, VmStruct? behind)
    {
        var end = behind is not null && behind.Address < window.End ? behind.Address : window.End;
        if (before is not null)
        {
            var gap = AddressRange.OfSize(before.End, space.Areas.GapAfterArea);
            if (gap.Contains(question.Address) && gap.End <= end)
            {
                yield return question.Answer(
                    AddressOwnerKind.AreaGap,
                    before.Address.ToString(),
                    gap,
                    $"a page behind the area at {before.Address}: the search steps over it, so that only an area that fits the hole exactly takes it"
                );
            }
        }

        var hole = new AddressRange(before?.End ?? window.Start, end);
        yield return question.Answer(
            AddressOwnerKind.FreeHole,
            before?.Address.ToString() ?? "VMALLOC_START",
            hole,
            FormattableString.Invariant($"free vmalloc space, {hole.Size} bytes")
        );
    }

    private static string Describe(VmStruct area)
    {
        var what =
            area.Descriptor < 0 ? "vm_map_ram"
            : area.Flags.HasFlag(VmFlags.Ioremap) ? "ioremap"
            : area.Flags.HasFlag(VmFlags.Map) ? "vmap"
            : "vmalloc";
        return FormattableString.Invariant(
            $"{what} of {area.RequestedSize} bytes, {area.Usable.Pages} pages, asked for by {area.Caller}"
        );
    }
}
