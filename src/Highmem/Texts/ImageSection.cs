using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>A section of the kernel's image.</summary>
/// <param name="Name">Its name, with the dot.</param>
/// <param name="Range">Its addresses in the direct map.</param>
internal readonly record struct ImageSection(string Name, AddressRange Range);
