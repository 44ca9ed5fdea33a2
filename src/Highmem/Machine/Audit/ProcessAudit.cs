using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine.State;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Processes;
using Highmem.Slab;

namespace Highmem.Machine.Audit;

/// <summary>
/// Reads the tables of all processes once more: every table and every page belongs to one process, lies in one of its
/// areas and is counted; the kernel's part of each directory is the kernel's.
/// </summary>
internal sealed class ProcessAudit(BootSequence parts, FrameUse[] claims, Action<string, string, string, string> report)
{
    private const ulong Present = (ulong)EntryBits.Present;
    private long PageOffset => (long)parts.Layout.PageOffset;

    public void Run()
    {
        foreach (var space in parts.Processes.All)
        {
            CheckDirectory(space);
            CheckKernelPart(space);
            CheckUserPart(space);
        }

        CheckKeptTables();
        CheckCpus();
    }

    private void CheckDirectory(UserSpace space)
    {
        ClaimDirectory(space, space.Tables.Pgd, parts.Kernel.Processes.DirectoryCacheName(space.Tables.Pae));
        for (var i = 0; space.Tables.Pae && i < PageOffset >> 30; i++)
        {
            var entry = parts.Ram.ReadUInt64(space.Tables.Pgd + (i * sizeof(ulong)));
            if ((entry & 0xFFF) != Present)
            {
                report("middle directory", space.Name, "present, and no other bit", Hex(entry));
            }

            ClaimDirectory(space, (long)(entry & PageTables.FrameMask), parts.Kernel.Processes.MiddleCache);
        }
    }

    // A directory is a page of its own, or an object in use of a cache, whose pages are claimed with the other slabs.
    private void ClaimDirectory(UserSpace space, long address, string cacheName)
    {
        var pfn = (int)(address >> PageSize.Shift);
        if (cacheName.Length == 0)
        {
            Claim(pfn, FrameUse.PageTable, space.Name);
            return;
        }

        parts.Slab.Examine(address, out _, out var cache);
        var slab = cache is null ? null : parts.Slab.Slabs.First(s => s.Pfn == pfn);
        var isHeld = slab?.Links.Where((_, i) => slab.AddressOf(i) == address).SingleOrDefault() == ObjectSlab.Held;
        if (cache?.Name != cacheName || !isHeld)
        {
            report("page directory", space.Name, $"an object of {cacheName} in use", cache?.Name ?? Use(pfn));
        }
    }

    // Without PAE an entry is the kernel's or not there yet; with PAE the kernel's middle directories are shared.
    private void CheckKernelPart(UserSpace space)
    {
        const ulong ignored = (ulong)EntryBits.Accessed;
        var tables = space.Tables;
        for (var i = parts.Processes.Directories.UserEntries; i < parts.Processes.Directories.Entries; i++)
        {
            var own = tables.ReadEntry(tables.Pgd + (i * tables.EntryBytes));
            var kernels = parts.Tables.ReadEntry(parts.Tables.Pgd + (i * tables.EntryBytes));
            if ((own | ignored) != (kernels | ignored) && (tables.Pae || own != 0))
            {
                report("kernel part", $"{space.Name} entry {Text(i)}", Hex(kernels), Hex(own));
            }
        }
    }

    private void CheckUserPart(UserSpace space)
    {
        long pages = 0;
        long tables = 0;
        for (long at = 0; at < PageOffset; at += 1L << space.Tables.PmdShift)
        {
            var table = space.Tables.ReadEntry(space.Tables.PmdEntryAddress(VirtualAddress.FromEnd(at)));
            if ((table & Present) == 0)
            {
                continue;
            }

            tables++;
            Claim(PageTables.PfnOf(table), FrameUse.PageTable, space.Name);
            pages += CheckTable(space, at);
        }

        Check("rss", space.Name, pages, space.ResidentPages);
        Check("page tables", space.Name, tables, space.PageTables);
    }

    private int CheckTable(UserSpace space, long start)
    {
        var pages = 0;
        for (var at = start; at < start + (1L << space.Tables.PmdShift); at += PageSize.Bytes)
        {
            var address = VirtualAddress.FromEnd(at);
            var walk = space.Tables.Walk(address);
            if (!walk.IsMapped)
            {
                continue;
            }

            var area = space.AreaAt(address);
            if (area is null || !walk.IsUser || (walk.IsWritable && !area.IsWritable))
            {
                report("user page", $"{space.Name} {address}", "in an area that allows it", Hex(walk.Pte));
            }

            var pfn = PageTables.PfnOf(walk.Pte);
            if (pfn != parts.Processes.ZeroPage)
            {
                pages++;
                Claim(pfn, FrameUse.User, space.Name);
            }
            else if (walk.IsWritable)
            {
                report("page of zeros", $"{space.Name} {address}", "read-only", Hex(walk.Pte));
            }
        }

        return pages;
    }

    private void CheckKeptTables()
    {
        for (var cpu = 0; cpu < parts.Processors.Count; cpu++)
        {
            var count = 0;
            foreach (var pfn in parts.TablePages.KeptBy(cpu))
            {
                count++;
                Claim(pfn, FrameUse.PageTable, "pte_quicklist");
            }

            Check("pgtable_cache_size", "CPU " + Text(cpu), count, parts.TablePages.CountOf(cpu));
        }
    }

    // CR3 points at the directory of the address space in use, or at the kernel's own.
    private void CheckCpus()
    {
        for (var cpu = 0; cpu < parts.Processors.Count; cpu++)
        {
            var context = parts.Processes.Cpus[cpu];
            var active = context.HasLeft ? null : context.Active;
            var expected = (active?.Tables ?? parts.Tables).Pgd;
            Check("CR3", "CPU " + Text(cpu), expected, parts.Processors[cpu].Tables.Pgd);
            if (context.Active is { } space && parts.Processes.Find(space.Pid) != space)
            {
                report("CR3", "CPU " + Text(cpu), "a live process", space.Name);
            }
        }
    }

    private void Claim(int pfn, FrameUse use, string owner)
    {
        if (pfn >= claims.Length || claims[pfn] != FrameUse.Free || parts.Frames.Use(pfn) != use)
        {
            report("page owned once", $"{owner} pfn {Text(pfn)}", $"a frame of its own in use as {use}", Use(pfn));
            return;
        }

        if (use == FrameUse.PageTable && pfn >= parts.Layout.MaxLowPfn)
        {
            report("page tables in low memory", $"{owner} pfn {Text(pfn)}", "a frame of low memory", "high memory");
        }

        claims[pfn] = use;
    }

    private void Check(string invariant, string subject, long expected, long found)
    {
        if (expected != found)
        {
            report(invariant, subject, Text(expected), Text(found));
        }
    }

    private string Use(int pfn) => pfn < parts.Frames.Count ? parts.Frames.Use(pfn).ToString() : "no frame";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(ulong entry) => "0x" + entry.ToString("x8", CultureInfo.InvariantCulture);
}
