namespace Highmem.Boot;

/// <summary>
/// What can differ from kernel to kernel on one floor: numbers, and policies that do the work. Rules never change and are
/// shared by all machines of their kernel.
/// </summary>
internal interface IRules
{
    /// <summary>The rules as facts, for people to read and to compare.</summary>
    IEnumerable<RuleFact> Facts { get; }
}
