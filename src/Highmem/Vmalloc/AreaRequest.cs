namespace Highmem.Vmalloc;

/// <summary>What is asked of the search for a hole.</summary>
/// <param name="Size">Bytes, whole pages, the guard page included.</param>
/// <param name="Guard">Bytes of the guard page.</param>
/// <param name="RequestedSize">Bytes that the caller asked for.</param>
/// <param name="Flags">vm_struct.flags.</param>
/// <param name="Caller">Who asks.</param>
internal readonly record struct AreaRequest(long Size, int Guard, long RequestedSize, VmFlags Flags, string Caller)
{
    /// <summary>Pages that the area's address must be a multiple of.</summary>
    public int Alignment { get; init; } = 1;

    /// <summary>Whether the area gets a vm_struct and with it a place in vmlist; 2.6.31 also has areas that do not.</summary>
    public bool IsListed { get; init; } = true;
}
