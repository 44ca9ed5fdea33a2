using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Processes;

namespace Highmem.Machine;

// Processes.
public sealed partial class I386Machine
{
    /// <summary>Live processes.</summary>
    public int UserProcesses => parts.Processes.All.Count;

    /// <summary>Cost so far: loads of CR3 to change the address space.</summary>
    public long Cr3Loads => parts.Costs.Cr3Loads;

    /// <summary>Page faults so far that copied an entry of the kernel's directory into a process's (vmalloc_fault).</summary>
    public long VmallocFaults => parts.Costs.VmallocFaults;

    /// <summary>Page faults so far that gave a process a page.</summary>
    public long MinorFaults => parts.Costs.MinorFaults;

    /// <summary>Makes a process: an empty address space with a page directory of its own (mm_alloc, pgd_alloc).</summary>
    /// <param name="name">Its name; null for one with its pid.</param>
    public UserProcessOutcome NewProcess(string? name = null)
    {
        lock (gate)
        {
            var logged = parts.Log.Count;
            if (parts.Processes.Create(name) is { } space)
            {
                return new(Show(space), "", []);
            }

            var task = name ?? "process";
            parts.Pages.PrintFailure(task, 0, Profile.Paging.TableGfp);
            return new(null, WhyNoPages(Profile.Paging.TableGfp, 0), MessagesSince(logged));
        }
    }

    /// <summary>The processes, by pid.</summary>
    public IReadOnlyList<UserProcess> GetProcesses()
    {
        lock (gate)
        {
            return [.. parts.Processes.All.Select(Show)];
        }
    }

    /// <summary>A process.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public UserProcess GetProcess(int pid)
    {
        lock (gate)
        {
            return Show(SpaceOf(pid));
        }
    }

    /// <summary>
    /// Ends a process (exit_mm, mmput): its pages, its page tables and its directory are freed. A CPU that uses its
    /// address space goes on with the kernel's own directory.
    /// </summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public void RemoveProcess(int pid)
    {
        lock (gate)
        {
            parts.Processes.Remove(SpaceOf(pid));
        }
    }

    /// <summary>Lets a CPU run a process, or a kernel thread, which borrows the address space that is there (switch_mm).</summary>
    /// <param name="pid">The process; null for a kernel thread.</param>
    /// <param name="cpu">The CPU.</param>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public void SwitchProcess(int? pid, int cpu = 0)
    {
        lock (gate)
        {
            MmuOf(cpu);
            parts.Processes.Switch(cpu, pid is { } number ? SpaceOf(number) : null);
        }
    }

    /// <summary>Maps private, anonymous memory into a process (do_mmap): pages come when they are first touched.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="address">The first byte; page aligned.</param>
    /// <param name="size">Bytes, rounded up to whole pages.</param>
    /// <param name="readOnly">Whether it may only be read.</param>
    /// <param name="populate">Whether all pages are touched at once (MAP_POPULATE): written if they may be, else read.</param>
    /// <param name="cpu">The CPU that does so.</param>
    /// <exception cref="UserProcessException">There is no such process, or the range does not fit into it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public UserMappingOutcome AddUserMapping(
        int pid,
        VirtualAddress address,
        long size,
        bool readOnly = false,
        bool populate = false,
        int cpu = 0
    )
    {
        lock (gate)
        {
            MmuOf(cpu);
            var space = SpaceOf(pid);
            var area = new UserArea(address, CheckUserRange(space, address, size), !readOnly);
            var logged = parts.Log.Count;
            space.Add(area);
            var reason =
                populate && !parts.Processes.Populate(space, area, cpu) ? WhyNoPages(Profile.Processes.PageGfp, 0) : "";
            return new(Show(space, area), reason, MessagesSince(logged));
        }
    }

    /// <summary>What a process has mapped, in address order.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public IReadOnlyList<UserMapping> GetUserMappings(int pid)
    {
        lock (gate)
        {
            var space = SpaceOf(pid);
            return [.. space.Areas.Select(area => Show(space, area))];
        }
    }

    /// <summary>Translates an address by a process's tables, without touching Accessed or Dirty.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public AddressTranslation Resolve(int pid, VirtualAddress address)
    {
        lock (gate)
        {
            return TableDump.Translation(this, SpaceOf(pid).Tables.Walk(address));
        }
    }

    /// <summary>The entries of a process's tables that translate one address, from the top, as far as the walk gets.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public IReadOnlyList<PageTableEntry> GetPageTableEntries(int pid, VirtualAddress address)
    {
        lock (gate)
        {
            return TableDump.Levels(this, SpaceOf(pid).Tables.Walk(address));
        }
    }

    /// <summary>The entries of a process's tables that map the pages of a range, streamed in address order.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public IEnumerable<PageTableEntry> GetPageTableEntries(
        int pid,
        AddressRange range,
        PageTableFilter? filter = null
    ) => DumpOf(pid).Entries(range, filter ?? PageTableFilter.All);

    /// <summary>The same, with neighbours of equal rights merged.</summary>
    /// <exception cref="UserProcessException">There is no process of that pid.</exception>
    public IEnumerable<PageTableRange> GetPageTableRanges(
        int pid,
        AddressRange range,
        PageTableFilter? filter = null
    ) => DumpOf(pid).Coalesced(range, filter ?? PageTableFilter.All);

    private TableDump DumpOf(int pid)
    {
        lock (gate)
        {
            return new TableDump(this, SpaceOf(pid).Tables, gate);
        }
    }

    private UserSpace SpaceOf(int pid) =>
        parts.Processes.Find(pid)
        ?? throw new UserProcessException(
            FormattableString.Invariant($"There is no process {pid} on {Name}: {WhatProcesses()}")
        );

    private string WhatProcesses() =>
        parts.Processes.All.Count == 0
            ? "it has none. New-UserProcess makes one."
            : FormattableString.Invariant(
                $"it has {string.Join(", ", parts.Processes.All.Take(10).Select(p => FormattableString.Invariant($"{p.Pid} ({p.Name})")))}."
            );

    private VirtualAddress CheckUserRange(UserSpace space, VirtualAddress address, long size)
    {
        if (((long)address & (PageSize.Bytes - 1)) != 0)
        {
            throw new UserProcessException($"A mapping begins on a page: {address} is not a multiple of 4096.");
        }

        var room = (long)PageOffset - (long)address;
        if (size < 1 || room <= 0 || size > room)
        {
            throw new UserProcessException(
                FormattableString.Invariant(
                    $"A mapping of {size} bytes at {address} does not lie in a process's part of the address space: it holds at least one byte, and ends at {PageOffset}."
                )
            );
        }

        var end = address + PageSize.AlignUp(size);
        return space.AreaIn(address, end) is { } other
            ? throw new UserProcessException(
                $"{address} to {end} overlaps what {space.Name} has mapped from {other.Start} to {other.End}."
            )
            : end;
    }

    private UserProcess Show(UserSpace space) =>
        new(this)
        {
            Pid = space.Pid,
            Name = space.Name,
            Cpu = string.Join(
                ',',
                Enumerable
                    .Range(0, ProcessorCount)
                    .Where(cpu => parts.Processes.Cpus[cpu].Current == space)
                    .Select(cpu => cpu.ToString(CultureInfo.InvariantCulture))
            ),
            PageDirectory = (PhysicalAddress)space.Tables.Pgd,
            Mappings = space.Areas.Count,
            Size = space.Areas.Sum(area => area.End - area.Start),
            ResidentPages = space.ResidentPages,
            PageTables = space.PageTables,
            MinorFaults = space.MinorFaults,
            VmallocFaults = space.VmallocFaults,
        };

    private UserMapping Show(UserSpace space, UserArea area)
    {
        var (own, zero) = (0, 0);
        foreach (var pfn in ProcessTable.PagesOf(space, area))
        {
            own += pfn == parts.Processes.ZeroPage ? 0 : 1;
            zero += pfn == parts.Processes.ZeroPage ? 1 : 0;
        }

        return new UserMapping(this)
        {
            Pid = space.Pid,
            Process = space.Name,
            Address = area.Start,
            End = area.End,
            Size = area.End - area.Start,
            Writable = area.IsWritable,
            ResidentPages = own,
            ZeroPages = zero,
        };
    }
}
