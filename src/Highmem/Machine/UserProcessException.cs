namespace Highmem.Machine;

/// <summary>There is no such process, or its address space has no room for what is asked; nothing was changed.</summary>
public sealed class UserProcessException(string message) : Exception(message);
