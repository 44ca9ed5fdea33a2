namespace Highmem.Cli.Rows;

/// <summary>The forms of output.</summary>
internal enum RowFormat
{
    /// <summary>Aligned columns for people.</summary>
    Table,

    /// <summary>Comma-separated values as in RFC 4180.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,
}
