namespace Highmem.Cli;

/// <summary>What the command returns.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>What was asked for was done, and the answer is bad: an allocation failed, a number differs.</summary>
    public const int Failure = 1;

    /// <summary>What was asked for cannot be done: wrong arguments, an unreadable file, a machine that cannot boot.</summary>
    public const int Refused = 2;
}
