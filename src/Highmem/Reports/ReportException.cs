namespace Highmem.Reports;

/// <summary>A kernel has no such text; the message says which kernels have it.</summary>
public sealed class ReportException(string message) : Exception(message);
