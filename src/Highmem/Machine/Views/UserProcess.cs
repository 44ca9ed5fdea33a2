using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>A process: its address space as it was at one moment.</summary>
public sealed record UserProcess
{
    internal UserProcess(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>Its pid, which counts up from 1.</summary>
    public required int Pid { get; init; }

    /// <summary>Its name (comm).</summary>
    public required string Name { get; init; }

    /// <summary>The CPUs that run it, with commas between; empty if none does.</summary>
    public required string Cpu { get; init; }

    /// <summary>Where its page directory lies (what CR3 is loaded with).</summary>
    public required PhysicalAddress PageDirectory { get; init; }

    /// <summary>Stretches of memory that it has mapped.</summary>
    public required int Mappings { get; init; }

    /// <summary>Bytes in them.</summary>
    public required long Size { get; init; }

    /// <summary>Pages that it got by touching them (rss); those that show the page of zeros do not count.</summary>
    public required long ResidentPages { get; init; }

    /// <summary>Page tables of its own; the directory, and PAE's middle directories, do not count.</summary>
    public required long PageTables { get; init; }

    /// <summary>Page faults that gave it a page or made one writable (min_flt).</summary>
    public required long MinorFaults { get; init; }

    /// <summary>Page faults in its time that copied an entry of the kernel's directory into its own (vmalloc_fault).</summary>
    public required long VmallocFaults { get; init; }

    /// <summary>The machine, for commands that take a process.</summary>
    internal IMemorySource Source { get; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
