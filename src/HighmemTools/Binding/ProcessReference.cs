using System.Globalization;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace HighmemTools;

/// <summary>A process as an argument: its pid, its name, or an object that knows its machine.</summary>
public sealed class ProcessReference
{
    private readonly int? pid;
    private readonly string name;

    /// <summary>A process by its pid.</summary>
    public ProcessReference(int pid)
    {
        this.pid = pid;
        name = pid.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A process by its name, or its pid as text.</summary>
    public ProcessReference(string name)
    {
        this.name = name;
        pid = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A process.</summary>
    public ProcessReference(UserProcess process)
        : this(process.Pid) => Owner = process.Source.ToMachine();

    /// <summary>The process of a mapping.</summary>
    public ProcessReference(UserMapping mapping)
        : this(mapping.Pid) => Owner = mapping.Source.ToMachine();

    /// <summary>The machine that the object belongs to; null for a bare pid or name.</summary>
    internal I386Machine? Owner { get; }

    /// <summary>The processes that are meant; more than one if several share the name.</summary>
    internal IReadOnlyList<UserProcess> FindAll(I386Machine machine) =>
        [
            .. machine
                .GetProcesses()
                .Where(p =>
                    pid is { } number ? p.Pid == number : p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                ),
        ];

    /// <summary>The pid or name.</summary>
    public override string ToString() => name;
}
