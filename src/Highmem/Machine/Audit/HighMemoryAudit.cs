using System.Globalization;
using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Machine.State;
using Highmem.Paging;

namespace Highmem.Machine.Audit;

/// <summary>Checks the windows into high memory: kmap's slots, those of kmap_atomic, and what the TLBs hold.</summary>
internal sealed class HighMemoryAudit(BootSequence parts, Action<string, string, string, string> report)
{
    private const ulong Ignored = (ulong)(EntryBits.Accessed | EntryBits.Dirty);

    public void Run()
    {
        if (parts.Kmap is { } kmap)
        {
            var pages = new HashSet<int>();
            for (var slot = 0; slot < kmap.Slots; slot++)
            {
                CheckSlot(kmap, slot, pages);
            }

            foreach (var (pfn, slot) in kmap.Pages.Where(page => !pages.Contains(page.Pfn)))
            {
                report("page_address", $"pfn {Text(pfn)}", "no address: no slot maps it", $"slot {Text(slot)}");
            }

            CheckSleepers(kmap);
        }

        if (parts.Layout.Config.HasHighmem)
        {
            CheckAtomicSlots(parts.AtomicKmap);
        }

        foreach (var mmu in parts.Processors.All)
        {
            CheckTlb(mmu);
        }
    }

    // A slot without count is empty and in no TLB; one with a count maps a page of high memory that knows its address.
    private void CheckSlot(PersistentKmap kmap, int slot, HashSet<int> pages)
    {
        var subject = kmap.AddressOf(slot).ToString();
        var entry = parts.Tables.ReadEntry(kmap.EntryAddress(slot));
        if (kmap.Count(slot) == 0)
        {
            if (entry != 0)
            {
                report("free pkmap slot", subject, "an empty entry", Hex(entry));
            }

            foreach (var mmu in parts.Processors.All.Where(m => m.Tlb.Holds((uint)kmap.AddressOf(slot).PageNumber)))
            {
                report("free pkmap slot", subject, "in no TLB", $"in that of CPU {Text(mmu.Cpu)}");
            }

            return;
        }

        var pfn = PageTables.PfnOf(entry);
        var expected = PageTables.Entry(pfn, parts.PageFlags);
        if ((entry | Ignored) != (expected | Ignored) || pfn < parts.Layout.MaxLowPfn || pfn >= parts.Frames.Count)
        {
            report("pkmap slot mapped", subject, "a page of high memory with the kernel's rights", Hex(entry));
        }
        else if (kmap.SlotOf(pfn) != slot)
        {
            report("page_address", $"pfn {Text(pfn)}", subject, $"slot {Text(kmap.SlotOf(pfn))}");
        }
        else if (!pages.Add(pfn))
        {
            report("page mapped once", $"pfn {Text(pfn)}", "one slot", "two");
        }
    }

    // Whoever sleeps would have been woken if there were a slot.
    private void CheckSleepers(PersistentKmap kmap)
    {
        var free = Enumerable.Range(0, kmap.Slots).Count(slot => kmap.Count(slot) < 2);
        if (parts.KmapWaiters is { Sleepers.Count: > 0 } && free > 0)
        {
            report("kmap sleepers", "pkmap_map_wait", "no slot without users", Text(free));
        }
    }

    private void CheckAtomicSlots(AtomicKmap atomic)
    {
        for (var cpu = 0; cpu < parts.Processors.Count; cpu++)
        {
            for (var type = 0; type < parts.Kernel.Kmap.AtomicSlots.Types.Count; type++)
            {
                var entry = parts.Tables.ReadEntry(atomic.EntryAddress(cpu, type));
                var pfn = PageTables.PfnOf(entry);
                var expected = PageTables.Entry(pfn, parts.PageFlags);
                if (entry != 0 && ((entry | Ignored) != (expected | Ignored) || pfn < parts.Layout.MaxLowPfn))
                {
                    report(
                        "kmap_atomic slot",
                        atomic.AddressOf(cpu, type).ToString(),
                        "empty, or a page of high memory",
                        Hex(entry)
                    );
                }
            }
        }
    }

    // What the kernel takes out of its tables it flushes, so that no TLB holds what the tables do not.
    private void CheckTlb(Mmu mmu)
    {
        foreach (var (_, _, page, value, _) in mmu.Tlb.Entries)
        {
            var address = VirtualAddress.FromPage((int)page);
            var physical = (long)(value & PageTables.FrameMask);
            if (mmu.IsOutdated(address, physical))
            {
                report(
                    "TLB entry fresh",
                    $"{address} on CPU {Text(mmu.Cpu)}",
                    "what the page tables say",
                    NumberText.Hex(physical)
                );
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(ulong entry) => NumberText.Hex((long)entry);
}
