namespace Highmem.Boot;

/// <summary>A machine that cannot be booted: the message says what is wrong with its memory or its options.</summary>
public sealed class BootException(string message) : Exception(message);
