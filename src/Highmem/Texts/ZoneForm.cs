using Highmem.Boot;

namespace Highmem.Texts;

/// <summary>A text in which a kernel tells of its zones.</summary>
/// <param name="Name">Where it is read.</param>
/// <param name="Lines">The lines, given the zones and the CPUs online.</param>
internal sealed record ZoneForm(string Name, Func<IReadOnlyList<ZoneFigures>, int, IEnumerable<string>> Lines)
    : IPolicy;
