namespace Highmem.Machine;

/// <summary>An address that has no counterpart: virt_to_phys and its like know the direct map only.</summary>
public sealed class AddressConversionException(string message) : Exception(message);
