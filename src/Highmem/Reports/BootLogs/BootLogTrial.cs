using Highmem.Kernels;
using Highmem.Layout;

namespace Highmem.Reports.BootLogs;

/// <summary>What the numbers of a log are derived from.</summary>
/// <param name="Kernel">The log's kernel, as it is read.</param>
/// <param name="Layout">The borders that it has under the configuration that is tried.</param>
internal sealed record BootLogTrial(KernelProfile Kernel, MemoryLayout Layout);
