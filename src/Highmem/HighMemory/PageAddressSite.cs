using Highmem.Layout;
using Highmem.Physical;

namespace Highmem.HighMemory;

/// <summary>What a table of page addresses is made with.</summary>
/// <param name="Layout">The borders.</param>
/// <param name="Ram">The bytes.</param>
/// <param name="MemMap">The physical address of mem_map.</param>
/// <param name="Frames">Page frames in it.</param>
internal readonly record struct PageAddressSite(MemoryLayout Layout, PhysicalMemory Ram, long MemMap, int Frames);
