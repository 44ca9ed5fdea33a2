using Highmem.Addressing;

namespace Highmem.Processes;

/// <summary>A stretch of a process's address space that holds anonymous, demand-zero memory (vm_area_struct).</summary>
/// <param name="Start">The first byte; page aligned.</param>
/// <param name="End">One past the last; page aligned.</param>
/// <param name="IsWritable">VM_WRITE.</param>
internal sealed record UserArea(VirtualAddress Start, VirtualAddress End, bool IsWritable)
{
    public bool Contains(VirtualAddress address) => Start <= address && address < End;
}
