using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Machine.State;

namespace Highmem.Machine.Views;

/// <summary>
/// Slots of kmap and kmap_atomic and fixed mappings as owners: what lies at an address, and where else its page is seen.
/// </summary>
internal sealed class SlotOwners(AddressQuestion question, BootSequence parts, KmapRules rules)
{
    private const string KmapEntry = "KMAP"; // FIX_KMAP_BEGIN to FIX_KMAP_END

    /// <summary>The slot of kmap at an address of theirs.</summary>
    public AddressOwner KmapSlot() =>
        KmapSlot((int)((question.Address - parts.Layout.PkmapBase) >> PageSize.Shift), question.Page.Start);

    /// <summary>The fixed mapping at the address, or the slot of kmap_atomic among them; none where neither lies.</summary>
    public IEnumerable<AddressOwner> FixedMappings()
    {
        // Index i lies at the top less i pages; index 0 lies above FIXADDR_TOP.
        var fixmap = parts.Layout.Fixmap;
        var index = (int)((fixmap.Top - question.Page.Start) >> PageSize.Shift);
        return fixmap
            .Entries.Where(e => index >= e.First && index < e.First + e.Entry.Pages)
            .Select(e => FixedMapping(e.Entry.Name, e.Entry.Pages, index, index - e.First));
    }

    /// <summary>The slots in which a page frame is mapped, but for the address itself.</summary>
    public IEnumerable<AddressOwner> OfFrame(int pfn)
    {
        if (parts.Kmap?.SlotOf(pfn) is >= 0 and var slot && parts.Kmap.AddressOf(slot) != question.Page.Start)
        {
            yield return KmapSlot(slot, parts.Kmap.AddressOf(slot));
        }

        if (!parts.Layout.Config.HasHighmem)
        {
            yield break;
        }

        foreach (var (cpu, type) in AtomicSlots(parts.Processors.Count))
        {
            var at = parts.AtomicKmap.AddressOf(cpu, type);
            if (at != question.Page.Start && parts.Tables.Translate(at) == (long)pfn << PageSize.Shift)
            {
                yield return AtomicSlot(cpu, type, at);
            }
        }
    }

    private AddressOwner KmapSlot(int slot, VirtualAddress start)
    {
        var count = parts.Kmap?.Count(slot) ?? 0;
        var state = count switch
        {
            0 => "free",
            1 => "without users, kept until the next flush",
            _ => FormattableString.Invariant($"with {count - 1} users"),
        };
        return question.Answer(
            AddressOwnerKind.PkmapSlot,
            FormattableString.Invariant($"{slot}"),
            AddressQuestion.PageFrom(start),
            FormattableString.Invariant($"slot {slot} of kmap, {state} (pkmap_count {count})")
        );
    }

    private AddressOwner FixedMapping(string name, int pages, int index, int offset)
    {
        if (name == KmapEntry)
        {
            // Between the slots may lie a fence of CONFIG_DEBUG_HIGHMEM.
            foreach (var (cpu, type) in AtomicSlots(parts.Layout.Config.NrCpus))
            {
                if (parts.AtomicKmap.IndexOf(cpu, type) == index)
                {
                    return AtomicSlot(cpu, type, question.Page.Start);
                }
            }
        }

        var full = name.StartsWith('(') ? name : "FIX_" + (name == KmapEntry ? "KMAP_BEGIN" : name);
        return question.Answer(
            AddressOwnerKind.FixmapEntry,
            pages > 1 ? FormattableString.Invariant($"{full}+{offset}") : full,
            question.Page,
            FormattableString.Invariant($"fixed mapping, index {index}")
        );
    }

    private AddressOwner AtomicSlot(int cpu, int type, VirtualAddress start)
    {
        var name = rules.AtomicSlots.Types[type];
        return question.Answer(
            AddressOwnerKind.AtomicSlot,
            name,
            AddressQuestion.PageFrom(start),
            FormattableString.Invariant(
                $"kmap_atomic's slot {name} of CPU {cpu}, fixmap index {parts.AtomicKmap.IndexOf(cpu, type)}"
            )
        );
    }

    private IEnumerable<(int Cpu, int Type)> AtomicSlots(int cpus) =>
        from cpu in Enumerable.Range(0, cpus)
        from type in Enumerable.Range(0, rules.AtomicSlots.Types.Count)
        select (cpu, type);
}
