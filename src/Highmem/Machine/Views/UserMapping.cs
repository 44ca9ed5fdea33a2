using Highmem.Addressing;

namespace Highmem.Machine.Views;

/// <summary>A stretch of a process's address space with private, anonymous memory (vm_area_struct).</summary>
public sealed record UserMapping
{
    internal UserMapping(IMemorySource source) => Source = source;

    /// <summary>The machine's name.</summary>
    public string Machine => Source.Name;

    /// <summary>The process's pid.</summary>
    public required int Pid { get; init; }

    /// <summary>The process's name.</summary>
    public required string Process { get; init; }

    /// <summary>The first byte (vm_start).</summary>
    public required VirtualAddress Address { get; init; }

    /// <summary>One past the last (vm_end).</summary>
    public required VirtualAddress End { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Whether it may be written (VM_WRITE).</summary>
    public required bool Writable { get; init; }

    /// <summary>Pages in it that have memory of their own.</summary>
    public required int ResidentPages { get; init; }

    /// <summary>Pages in it that show the page of zeros.</summary>
    public required int ZeroPages { get; init; }

    /// <summary>The machine, for commands that take a mapping.</summary>
    internal IMemorySource Source { get; }
}
