using System.Globalization;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Highmem.Machine;

namespace HighmemTools;

/// <summary>The machines of one PowerShell session (runspace). A runspace runs one pipeline at a time: no locks.</summary>
internal sealed class MachineSession
{
    private static readonly ConditionalWeakTable<Runspace, MachineSession> Sessions = [];
    private readonly List<I386Machine> machines = [];
    private int named;

    /// <summary>The session of the runspace that is asking.</summary>
    public static MachineSession Mine => Sessions.GetValue(Runspace.DefaultRunspace, _ => new());

    /// <summary>All machines, oldest first.</summary>
    public IReadOnlyList<I386Machine> Machines => machines;

    /// <summary>The machine that commands use when none is named: the one that was booted last.</summary>
    public I386Machine? Current => machines.Count == 0 ? null : machines[^1];

    /// <summary>The machine of a name, or null.</summary>
    public I386Machine? Find(string name) =>
        machines.Find(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name that no machine of the session has or had: i386-1, i386-2…</summary>
    public string NextName => string.Create(CultureInfo.InvariantCulture, $"i386-{named + 1}");

    /// <summary>Takes a machine in and makes it the current one.</summary>
    public void Add(I386Machine machine)
    {
        machines.Add(machine);
        while (Find(NextName) is not null)
        {
            named++;
        }
    }

    /// <summary>Lets a machine go; the youngest of the others is then current. False if it was not in the session.</summary>
    public bool Remove(I386Machine machine) => machines.Remove(machine);
}
