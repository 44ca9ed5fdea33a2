namespace Highmem.Vmalloc;

/// <summary>How a kernel knows a flag of vm_struct.flags.</summary>
/// <param name="Flag">What it means.</param>
/// <param name="Bits">Its value.</param>
/// <param name="Name">The kernel's name.</param>
/// <param name="Word">How /proc/vmallocinfo says it.</param>
public sealed record VmFlagName(VmFlags Flag, int Bits, string Name, string Word)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
