using Highmem.Machine;

namespace HighmemTools;

/// <summary>A machine as an argument: the object, or the name of one of the session's machines.</summary>
public sealed class MachineReference
{
    private readonly I386Machine? machine;

    /// <summary>A machine.</summary>
    public MachineReference(I386Machine machine)
    {
        this.machine = machine;
        Name = machine.Name;
    }

    /// <summary>The name of a machine.</summary>
    public MachineReference(string name) => Name = name;

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The machine; null if the session has none of this name.</summary>
    internal I386Machine? Find() => machine ?? MachineSession.Mine.Find(Name);
}
