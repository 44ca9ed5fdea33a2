namespace Highmem.BlockIo;

/// <summary>Which way the data of a block I/O goes.</summary>
public enum IoDirection
{
    /// <summary>From the device to memory.</summary>
    Read,

    /// <summary>From memory to the device.</summary>
    Write,
}
