namespace Highmem.Slab;

/// <summary>The format of /proc/slabinfo.</summary>
public enum SlabInfoFormat
{
    /// <summary>Version 1.1: counts and pages per slab; the arrays on SMP (2.4).</summary>
    Version1_1,

    /// <summary>Version 2.0: objects per slab, tunables and slab data; its heading names limit and batchcount the wrong way round.</summary>
    Version2_0,

    /// <summary>Version 2.1: the same columns, named the right way round.</summary>
    Version2_1,
}
