namespace Highmem.Layout;

/// <summary>A piece of the direct map.</summary>
/// <param name="Start">Its first physical byte.</param>
/// <param name="End">One past its last.</param>
/// <param name="Large">Whether it is mapped in large pages.</param>
public readonly record struct DirectMapPiece(long Start, long End, bool Large);
