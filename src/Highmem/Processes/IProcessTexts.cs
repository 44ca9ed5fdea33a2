namespace Highmem.Processes;

/// <summary>What a kernel says of processes that find no memory.</summary>
internal interface IProcessTexts
{
    /// <summary>A process that needs a page when there is none; null where the kernel says so elsewhere.</summary>
    string? KilledForMemory(string task);
}
