namespace Highmem.Reports.Drawing;

/// <summary>What a stretch of vmalloc space is.</summary>
internal enum StretchKind
{
    Area,
    Guard,
    Free,
    Lazy,
}
