using Highmem.Layout;

namespace Highmem.Texts;

/// <summary>A zone as the boot lines show it.</summary>
/// <param name="Zone">Its size.</param>
/// <param name="Batch">The per-CPU list's "LIFO batch"; 0 where the kernel has no such list.</param>
internal readonly record struct ZoneFacts(BootZone Zone, int Batch);
