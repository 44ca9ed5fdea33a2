namespace Highmem.Reports.Drawing;

/// <summary>How <see cref="LayoutDrawing"/> draws.</summary>
public sealed record LayoutDrawingOptions
{
    /// <summary>The narrowest drawing, in columns.</summary>
    public const int MinWidth = 40;

    /// <summary>The widest drawing, in columns.</summary>
    public const int MaxWidth = 200;

    private readonly int width = 78;
    private readonly int maxAreas = 8;

    /// <summary>Columns to draw in, from 40 to 200; other values are brought into that range. No line is longer.</summary>
    public int Width
    {
        get => width;
        init => width = Math.Clamp(value, MinWidth, MaxWidth);
    }

    /// <summary>Whether to colour with ANSI escape sequences.</summary>
    public bool UseColour { get; init; }

    /// <summary>Whether to draw with box and block characters; otherwise with ASCII only.</summary>
    public bool UseUnicode { get; init; } = true;

    /// <summary>How many vmalloc areas are drawn one by one, at least 2; what is left out is counted.</summary>
    public int MaxAreas
    {
        get => maxAreas;
        init => maxAreas = Math.Max(value, 2);
    }
}
