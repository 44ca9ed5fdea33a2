using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;

namespace Highmem.Benchmarks;

/// <summary>The machines that are measured.</summary>
internal static class Machines
{
    /// <summary>A machine with a vmalloc window of nearly 512 MB that holds one-page areas.</summary>
    public static I386Machine WithAreas(int areas)
    {
        var machine = I386Machine.Boot(
            new MachineOptions
            {
                Kernel = KernelProfiles.Get("2.6.9"),
                Map = E820Map.FromMemorySize(2L << 30),
                CommandLine = "vmalloc=512M",
            }
        );
        for (var i = 0; i < areas; i++)
        {
            machine.Vmalloc(PageSize.Bytes);
        }

        return machine.VmallocAreas == areas ? machine : throw new InvalidOperationException("The areas do not fit.");
    }

    /// <summary>One page taken and given back.</summary>
    public static VirtualAddress Pair(I386Machine machine)
    {
        var address = machine.Vmalloc(PageSize.Bytes).Area!.Address;
        machine.Vfree(address);
        return address;
    }
}
