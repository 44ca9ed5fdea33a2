using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>A line of the "virtual kernel memory layout" block.</summary>
internal readonly record struct BootRegion(string Name, AddressRange Range);
