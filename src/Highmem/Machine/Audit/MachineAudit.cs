using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Physical;

namespace Highmem.Machine.Audit;

/// <summary>
/// Derives everything that a machine's books say once more from the bytes, the lists and the profile, and reports each
/// disagreement. It shares no arithmetic with the code it checks where that can be helped.
/// </summary>
internal sealed class MachineAudit(string machine, BootSequence parts)
{
    private readonly List<AuditFinding> findings = [];
    private readonly FrameUse[] claims = new FrameUse[parts.Frames.Count];

    public IReadOnlyList<AuditFinding> Run()
    {
        CheckFreeLists();
        CheckRam();
        CheckTables();
        CheckDirectMap();
        new VmallocAudit(parts, Report).Run(ClaimVmalloc);
        new BounceAudit(parts, claims, Report).Run();
        new ProcessAudit(parts, claims, Report).Run();
        new SlabAudit(parts, Report).Run(ClaimSlab);
        new HighMemoryAudit(parts, Report).Run();
        CheckFrames();
        return findings;
    }

    // Each free block lies in its zone, on its own boundary, once; no free buddy is left unmerged; the counts agree.
    private void CheckFreeLists()
    {
        var rules = parts.Kernel.Physical.Buddy;
        foreach (var zone in parts.Pages.Zones)
        {
            long freePages = 0;
            for (var order = 0; order < rules.MaxOrder; order++)
            {
                var blocks = 0;
                foreach (var pfn in zone.Buddy.List(order))
                {
                    blocks++;
                    freePages += 1L << order;
                    CheckFreeBlock(zone, pfn, order, rules);
                }

                Check("nr_free", $"{zone.Name} order {Text(order)}", blocks, zone.Buddy.FreeBlocks(order));
            }

            Check("free_pages", zone.Name, freePages, zone.Buddy.FreePages);
            CheckPerCpuList(zone, zone.PerCpu?.Hot);
            CheckPerCpuList(zone, zone.PerCpu?.Cold);
        }
    }

    private void CheckPerCpuList(Zone zone, PerCpuList? list)
    {
        if (list is null)
        {
            return;
        }

        var count = 0;
        foreach (var pfn in list.Pages)
        {
            count++;
            if (!zone.Contains(pfn) || claims[pfn] != FrameUse.Free || parts.Frames.Use(pfn) != FrameUse.PerCpu)
            {
                Report("per-CPU page", Frame(pfn), $"a free page of {zone.Name}, in one list", Use(pfn));
            }

            claims[pfn] = FrameUse.PerCpu;
        }

        Check("pcp count", zone.Name, count, list.Count);
    }

    private void CheckFreeBlock(Zone zone, int pfn, int order, BuddyRules rules)
    {
        var index = rules.IndexFromZoneStart ? pfn - zone.Start : pfn;
        var size = 1 << order;
        if (pfn < zone.Start || pfn + size > zone.End || index % size != 0)
        {
            Report("free block in zone", Frame(pfn), $"inside {zone.Name}, aligned to order {Text(order)}", "not so");
            return;
        }

        var buddy = index % (2 * size) == 0 ? pfn + size : pfn - size;
        if (
            order < rules.MaxOrder - 1
            && buddy >= zone.Start
            && buddy + size <= zone.End
            && parts.Frames.IsFreeBlock(buddy, order)
        )
        {
            Report("buddies merged", Frame(pfn), "one block", $"two of order {Text(order)}");
        }

        for (var i = pfn; i < pfn + size; i++)
        {
            if (claims[i] == FrameUse.Reserved)
            {
                Report("frame free once", Frame(i), "in one block", "in two");
            }

            // Until the rest is claimed, "reserved" stands for "seen in a free list".
            claims[i] = FrameUse.Reserved;
        }
    }

    // Frames without RAM are holes and nothing else is.
    private void CheckRam()
    {
        var isRam = new bool[parts.Frames.Count];
        foreach (var range in parts.Layout.Map.Usable)
        {
            for (var pfn = range.FirstPfn; pfn < Math.Min(range.EndPfn, isRam.Length); pfn++)
            {
                isRam[pfn] = true;
            }
        }

        for (var pfn = 0; pfn < isRam.Length; pfn++)
        {
            if (isRam[pfn] == (parts.Frames.Use(pfn) == FrameUse.Hole))
            {
                Report("holes", Frame(pfn), isRam[pfn] ? "RAM" : "hole", parts.Frames.Use(pfn).ToString());
            }
        }
    }

    // Every table that an entry of the kernel half points at is a page-table frame, and every such frame is pointed at.
    private void CheckTables()
    {
        var tables = parts.Tables;
        for (var at = (long)parts.Layout.PageOffset; at < (long)VirtualAddress.EndOfSpace; at += 1L << tables.PmdShift)
        {
            var walk = tables.Walk(VirtualAddress.FromEnd(at));
            if (walk.PmdAddress >= 0)
            {
                ClaimTable(PageTables.PfnOf(walk.Pgd), walk.Address);
            }

            if (walk.PteAddress >= 0)
            {
                ClaimTable(PageTables.PfnOf(walk.PmdAddress >= 0 ? walk.Pmd : walk.Pgd), walk.Address);
            }
        }
    }

    private void ClaimTable(int pfn, VirtualAddress address)
    {
        if (pfn >= parts.Layout.MaxLowPfn || parts.Frames.Use(pfn) != FrameUse.PageTable)
        {
            Report("page tables in low memory", address.ToString(), "a page-table frame of low memory", Frame(pfn));
            return;
        }

        claims[pfn] = FrameUse.PageTable;
    }

    // Low memory is mapped at PAGE_OFFSET, each page to itself; nothing else is mapped up to VMALLOC_START.
    private void CheckDirectMap()
    {
        var (layout, tables) = (parts.Layout, parts.Tables);
        var mappedEnd = layout.DirectMapPieces()[^1].End;
        var step = layout.DirectMapPieces().Any(p => !p.Large) ? PageSize.Bytes : layout.LargePageBytes;
        for (long physical = 0; physical < mappedEnd; physical += step)
        {
            var found = tables.Translate(layout.PageOffset + physical);
            if (found != physical)
            {
                Report("direct map", (layout.PageOffset + physical).ToString(), Hex(physical), Hex(found));
            }
        }

        var end = layout.PageOffset + mappedEnd;
        for (var at = end; at < layout.VmallocStart; at += PageSize.Bytes)
        {
            CheckUnmapped("offset hole", at);
        }
    }

    private void ClaimVmalloc(int pfn, VirtualAddress address)
    {
        if (claims[pfn] != FrameUse.Free || parts.Frames.Use(pfn) != FrameUse.Vmalloc)
        {
            Report("page owned once", address.ToString(), "a frame of its own", Frame(pfn));
        }
        else
        {
            claims[pfn] = FrameUse.Vmalloc;
        }
    }

    private void ClaimSlab(int pfn)
    {
        if (claims[pfn] != FrameUse.Free)
        {
            Report("page owned once", Frame(pfn), "a frame of a slab", claims[pfn].ToString());
        }

        claims[pfn] = FrameUse.Slab;
    }

    // What was claimed above is what the frame table says; slabs are counted by the caches.
    private void CheckFrames()
    {
        long slabPages = 0;
        long largePages = 0;
        for (var pfn = 0; pfn < claims.Length; pfn++)
        {
            var use = parts.Frames.Use(pfn);
            var isFree = claims[pfn] == FrameUse.Reserved;
            if (isFree != (use == FrameUse.Free))
            {
                Report("frame use", Frame(pfn), isFree ? "free" : "in use", use.ToString());
            }

            if (
                use
                    is FrameUse.Vmalloc
                        or FrameUse.PageTable
                        or FrameUse.PerCpu
                        or FrameUse.Slab
                        or FrameUse.User
                        or FrameUse.BounceBuffer
                && claims[pfn] != use
            )
            {
                Report("no frame lost", Frame(pfn), "found from the tables", use.ToString());
            }

            slabPages += use == FrameUse.Slab ? 1 : 0;
            if (use == FrameUse.KmallocLarge)
            {
                largePages++;
                CheckLargeBlock(pfn);
            }
        }

        Check("slab pages", "kmalloc", slabPages, parts.Slab.SlabPages);
        Check("large pages", "kmalloc", largePages, parts.Slab.LargePages);
    }

    private void CheckLargeBlock(int pfn)
    {
        var head = parts.Frames.Next(pfn);
        var order = head >= 0 && head <= pfn ? parts.Frames.BlockOrder(head) : -1;
        if (order < 0 || pfn >= head + (1 << order) || pfn >= parts.Layout.MaxLowPfn)
        {
            Report("large block", Frame(pfn), "a low frame of its block", "not so");
        }
    }

    private void CheckUnmapped(string invariant, VirtualAddress address)
    {
        if (parts.Tables.Translate(address) is >= 0 and var physical)
        {
            Report(invariant, address.ToString(), "not mapped", Hex(physical));
        }
    }

    private void Check(string invariant, string subject, long expected, long found)
    {
        if (expected != found)
        {
            Report(invariant, subject, Text(expected), Text(found));
        }
    }

    private void Report(string invariant, string subject, string expected, string found) =>
        findings.Add(new AuditFinding(machine, invariant, subject, expected, found));

    private string Use(int pfn) => parts.Frames.Use(pfn).ToString();

    private static string Frame(int pfn) => "pfn " + Text(pfn);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(long number) => number < 0 ? "not mapped" : NumberText.Hex(number);
}
