namespace Highmem.Physical;

/// <summary>A name of a kernel's allocation flags: of one flag, or of a usual set.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Bits">Its bits in this kernel.</param>
/// <param name="Flags">What they ask for.</param>
public readonly record struct GfpName(string Name, int Bits, GfpFlags Flags);
