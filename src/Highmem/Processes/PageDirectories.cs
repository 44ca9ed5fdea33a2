using Highmem.Addressing;
using Highmem.Paging;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Processes;

/// <summary>
/// Makes page directories and takes them back (pgd_alloc, pgd_free). The kernel's part is copied from the kernel's own
/// directory as it is then; with PAE that is an entry or more for middle directories that all share, and the process
/// gets middle directories of its own for the rest.
/// </summary>
internal sealed class PageDirectories
{
    private readonly ProcessParts parts;
    private readonly ProcessRules rules;
    private readonly KmallocCache? directories;
    private readonly KmallocCache? middles;
    private readonly bool pae;

    public PageDirectories(ProcessParts parts)
    {
        this.parts = parts;
        rules = parts.Rules;
        pae = parts.Layout.Config.Pae;
        if (pae && rules.MiddleCache.Length > 0)
        {
            middles = parts.Slab.CreateCache(rules.MiddleCache, PageSize.Bytes, address => Clear(address));
        }

        if (rules.DirectoryCacheName(pae) is { Length: > 0 } name)
        {
            directories = parts.Slab.CreateCache(name, Bytes, rules.DirectoryIsConstructed ? Construct : null);
        }
    }

    /// <summary>Entries of a directory that are the process's own (USER_PTRS_PER_PGD).</summary>
    public int UserEntries => (int)((long)parts.Layout.PageOffset >> (pae ? 30 : 22));

    /// <summary>Entries of a directory.</summary>
    public int Entries => pae ? 4 : 1024;

    // With PAE a cache gives 32 bytes; a page is a page.
    private int Bytes => pae ? 4 * sizeof(ulong) : PageSize.Bytes;

    /// <summary>Makes a directory; -1 if there is no memory, and what was taken has been given back.</summary>
    public long Create()
    {
        var directory = Take(directories, directories is null ? parts.PagingRules.TableGfp : parts.Pages.GfpKernel);
        if (directory < 0)
        {
            return -1;
        }

        if (!rules.DirectoryIsConstructed)
        {
            Construct(directory);
        }

        for (var i = 0; pae && i < UserEntries; i++)
        {
            var middle = Take(middles, middles is null ? parts.PagingRules.TableGfp : parts.Pages.GfpKernel);
            if (middle < 0)
            {
                FreeMiddles(directory, i);
                Give(directories, directory);
                return -1;
            }

            var entry = PageTables.Entry((int)(middle >> PageSize.Shift), EntryBits.Present);
            parts.Ram.WriteUInt64(directory + (i * sizeof(ulong)), entry);
        }

        return directory;
    }

    /// <summary>Gives a directory back whose user part is empty.</summary>
    public void Free(long directory)
    {
        if (pae)
        {
            FreeMiddles(directory, UserEntries);
        }

        Give(directories, directory);
    }

    private void FreeMiddles(long directory, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Give(middles, MiddleOf(directory, i));
        }
    }

    /// <summary>Where the middle directory of an entry lies.</summary>
    public long MiddleOf(long directory, int index) =>
        (long)PageTables.PfnOf(parts.Ram.ReadUInt64(directory + (index * sizeof(ulong)))) << PageSize.Shift;

    // pgd_ctor: no user entries, and the kernel's as they are now
    private void Construct(long directory)
    {
        var size = parts.Tables.EntryBytes;
        for (var i = 0; i < Entries; i++)
        {
            var entry = i < UserEntries ? 0 : parts.Tables.ReadEntry(parts.Tables.Pgd + (i * size));
            parts.Tables.WriteEntry(directory + (i * size), entry);
        }
    }

    private long Take(KmallocCache? cache, GfpFlags gfp)
    {
        if (cache is not null)
        {
            return Math.Max(KmallocCaches.Allocate(cache, gfp), -1);
        }

        var pfn = parts.Pages.Allocate(gfp, 0, FrameUse.PageTable);
        if (pfn == 0)
        {
            return -1;
        }

        parts.Ram.ClearPage(pfn);
        parts.Costs.PagesZeroed++;
        return (long)pfn << PageSize.Shift;
    }

    private void Give(KmallocCache? cache, long address)
    {
        if (cache is not null)
        {
            parts.Slab.Free(address);
        }
        else
        {
            parts.Pages.Free((int)(address >> PageSize.Shift), 0);
        }
    }

    private void Clear(long address) => parts.Ram.ClearPage((int)(address >> PageSize.Shift));
}
