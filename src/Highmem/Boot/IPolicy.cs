namespace Highmem.Boot;

/// <summary>
/// How one thing is done by some kernels and otherwise by others. A policy does the work itself; it never changes, and what
/// it must remember is a state that it makes for each machine.
/// </summary>
internal interface IPolicy
{
    /// <summary>A word for it, as the facts of a kernel show it.</summary>
    string Name { get; }
}
