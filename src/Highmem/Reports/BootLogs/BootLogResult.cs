namespace Highmem.Reports.BootLogs;

/// <summary>What came of recomputing a printed number.</summary>
public enum BootLogResult
{
    /// <summary>The number follows from version, e820 map and command line.</summary>
    Match,

    /// <summary>Another number follows.</summary>
    Mismatch,

    /// <summary>Nothing in the log decides the number, or the number itself had to decide something.</summary>
    NotDerivable,
}
