using Highmem.Addressing;
using Highmem.Paging;

namespace Highmem.Processes;

/// <summary>The processes, which CPU runs which, and what the kernel does about page faults (do_page_fault).</summary>
internal sealed class ProcessTable
{
    private readonly ProcessParts parts;
    private readonly ProcessRules rules;
    private readonly bool isSmp;
    private readonly SortedDictionary<int, UserSpace> all = [];
    private readonly CpuContext[] cpus;
    private readonly UserMemory memory;
    private int lastPid;

    public ProcessTable(ProcessParts parts)
    {
        this.parts = parts;
        rules = parts.Rules;
        isSmp = parts.Layout.Config.NrCpus > 1;
        Directories = new PageDirectories(parts);
        memory = new UserMemory(parts, FlushPage);
        cpus = [.. parts.Processors.All.Select(_ => new CpuContext())];
        foreach (var mmu in parts.Processors.All)
        {
            mmu.FaultHandler = HandleFault;
        }

        if (isSmp)
        {
            parts.Processors.FlushedAll = mmu => LeaveBorrowed(mmu.Cpu);
        }
    }

    /// <summary>The processes, by pid.</summary>
    public IReadOnlyCollection<UserSpace> All => all.Values;

    public PageDirectories Directories { get; }

    /// <summary>What each CPU runs.</summary>
    public IReadOnlyList<CpuContext> Cpus => cpus;

    /// <summary>The page frame of empty_zero_page.</summary>
    public int ZeroPage => memory.ZeroPage;

    /// <summary>A process; null if there is none of that pid.</summary>
    public UserSpace? Find(int pid) => all.GetValueOrDefault(pid);

    /// <summary>Makes a process with an empty address space; null if there is no memory for its directory.</summary>
    public UserSpace? Create(string? name)
    {
        var directory = Directories.Create();
        if (directory < 0)
        {
            return null;
        }

        var pid = ++lastPid;
        var tables = new PageTables(parts.Ram, directory, parts.Tables.Pae);
        var space = new UserSpace(pid, name ?? FormattableString.Invariant($"process{pid}"), tables);
        all.Add(pid, space);
        return space;
    }

    /// <summary>
    /// Ends a process: all its memory is freed. A CPU that runs it, or a kernel thread that borrows its address space,
    /// goes on with the kernel's own directory.
    /// </summary>
    public void Remove(UserSpace space)
    {
        var on = Math.Max(Array.FindIndex(cpus, c => c.Current == space), 0);
        for (var cpu = 0; cpu < cpus.Length; cpu++)
        {
            if (cpus[cpu].Active == space)
            {
                Load(cpu, parts.Tables);
                cpus[cpu] = new CpuContext();
            }
        }

        memory.Free(space, on);
        all.Remove(space.Pid);
        Directories.Free(space.Tables.Pgd);
    }

    /// <summary>
    /// Lets a CPU run a process, or a kernel thread (null), which borrows the address space that is there
    /// (context_switch, switch_mm). CR3 is loaded only if the address space is another.
    /// </summary>
    public void Switch(int cpu, UserSpace? next)
    {
        var context = cpus[cpu];
        context.Current = next;
        if (next is null || (next == context.Active && !context.HasLeft))
        {
            return;
        }

        context.Active = next;
        context.HasLeft = false;
        Load(cpu, next.Tables);
    }

    /// <summary>Gives the pages of a range to a process, as if it had touched each (make_pages_present).</summary>
    /// <returns>False if memory ran out; the pages before stay.</returns>
    public bool Populate(UserSpace space, UserArea area, int cpu)
    {
        for (var address = area.Start; address < area.End; address += PageSize.Bytes)
        {
            if (!Touch(space, area, address, area.IsWritable, cpu))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The page frames mapped in an area, in address order, read from the tables.</summary>
    public static IEnumerable<int> PagesOf(UserSpace space, UserArea area)
    {
        var tables = space.Tables;
        for (var at = (long)area.Start; at < (long)area.End; )
        {
            var entryAddress = tables.PteAddress(VirtualAddress.FromEnd(at));
            var end = Math.Min((at | ((1L << tables.PmdShift) - 1)) + 1, (long)area.End);
            for (; entryAddress >= 0 && at < end; at += PageSize.Bytes, entryAddress += tables.EntryBytes)
            {
                var entry = tables.ReadEntry(entryAddress);
                if ((entry & (ulong)EntryBits.Present) != 0)
                {
                    yield return PageTables.PfnOf(entry);
                }
            }

            at = end;
        }
    }

    private bool HandleFault(Mmu mmu, in PageWalk walk, bool write)
    {
        if (walk.Address >= parts.Layout.PageOffset)
        {
            return !walk.IsMapped && HandleVmallocFault(mmu, walk.Address);
        }

        // in_atomic: nothing may sleep while the CPU holds a kmap_atomic, where the kernel counts these.
        if (parts.AtomicKmap.Depth(mmu.Cpu) != 0)
        {
            return false;
        }

        var space = cpus[mmu.Cpu].Current;
        var area = space?.AreaAt(walk.Address);
        return area is not null && (area.IsWritable || !write) && Touch(space!, area, walk.Address, write, mmu.Cpu);
    }

    private bool Touch(UserSpace space, UserArea area, VirtualAddress address, bool write, int cpu)
    {
        if (!memory.Touch(space, area, address, write, cpu))
        {
            return false;
        }

        space.MinorFaults++;
        parts.Costs.MinorFaults++;
        return true;
    }

    // vmalloc_fault: the process has not yet seen what was added to the kernel's directory. The entry is copied before
    // the kernel looks whether there is a page at all.
    private bool HandleVmallocFault(Mmu mmu, VirtualAddress address)
    {
        var layout = parts.Layout;
        if (rules.FaultsOnlyInVmallocArea && (address < layout.VmallocStart || address >= layout.VmallocEnd))
        {
            return false;
        }

        var kernels = parts.Tables.PmdEntryAddress(address);
        var own = mmu.Tables.PmdEntryAddress(address);
        var entry = parts.Tables.ReadEntry(kernels);
        if ((entry & (ulong)EntryBits.Present) == 0)
        {
            return false;
        }

        mmu.Tables.WriteEntry(own, entry);
        if (!parts.Tables.Walk(address).IsMapped)
        {
            return false;
        }

        parts.Costs.VmallocFaults++;
        if (cpus[mmu.Cpu].Active is { } space)
        {
            space.VmallocFaults++;
        }

        return true;
    }

    // flush_tlb_page: each CPU that uses the address space drops the page; one that only borrows it leaves it instead,
    // so that it is not asked again. A kernel for one CPU knows no leaving.
    private void FlushPage(UserSpace space, VirtualAddress address)
    {
        for (var cpu = 0; cpu < cpus.Length; cpu++)
        {
            var context = cpus[cpu];
            if (context.Active != space || context.HasLeft)
            {
                continue;
            }

            if (context.Current == space || !isSmp)
            {
                parts.Processors.FlushOne(parts.Processors[cpu], address);
            }
            else
            {
                LeaveBorrowed(cpu);
            }
        }
    }

    // leave_mm
    private void LeaveBorrowed(int cpu)
    {
        var context = cpus[cpu];
        if (context is { Current: null, Active: not null, HasLeft: false })
        {
            context.HasLeft = true;
            Load(cpu, parts.Tables);
        }
    }

    private void Load(int cpu, PageTables tables)
    {
        parts.Costs.Cr3Loads++;
        parts.Processors[cpu].LoadCr3(tables);
    }
}
