namespace Highmem.Processes;

/// <summary>What a CPU runs.</summary>
internal sealed class CpuContext
{
    /// <summary>The process that runs (current->mm); null for a kernel thread.</summary>
    public UserSpace? Current { get; set; }

    /// <summary>
    /// The address space in use (current->active_mm): a kernel thread borrows the one of the process before it. Null
    /// for the kernel's own (init_mm).
    /// </summary>
    public UserSpace? Active { get; set; }

    /// <summary>
    /// Whether the CPU, while it borrowed the address space, was told to flush and left it (leave_mm): CR3 points at
    /// the kernel's own directory.
    /// </summary>
    public bool HasLeft { get; set; }
}
