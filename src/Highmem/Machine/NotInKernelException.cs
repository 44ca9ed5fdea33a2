namespace Highmem.Machine;

/// <summary>The machine's kernel has no such function; the message names those that have.</summary>
public sealed class NotInKernelException(string message) : NotSupportedException(message);
