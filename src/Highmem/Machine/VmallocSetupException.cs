namespace Highmem.Machine;

/// <summary>A machine cannot be set up with the areas of another; the message says which area, why, and what to do.</summary>
public sealed class VmallocSetupException(string message) : Exception(message);
