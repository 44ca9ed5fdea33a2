namespace Highmem.Machine.Views;

/// <summary>What vm_unmap_aliases did.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Areas">Lazily freed areas whose addresses may be used again.</param>
/// <param name="Bytes">Their bytes, guard pages included.</param>
/// <param name="PtesCleared">Page-table entries that were cleared, those of dirty parts of blocks included.</param>
/// <param name="TlbFlushes">Flushes of the whole TLB on all CPUs: one, or none if there was nothing to do.</param>
public sealed record VmPurge(string Machine, int Areas, long Bytes, long PtesCleared, long TlbFlushes);
