namespace Highmem.Kernel;

/// <summary>A machine that cannot be booted: the message says what is wrong with its memory or its options.</summary>
public sealed class BootException : Exception
{
    /// <summary>An impossible machine.</summary>
    public BootException() { }

    /// <summary>An impossible machine, and why.</summary>
    public BootException(string message)
        : base(message) { }

    /// <summary>An impossible machine, why, and what led to it.</summary>
    public BootException(string message, Exception innerException)
        : base(message, innerException) { }
}
