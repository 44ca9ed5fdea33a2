namespace HighmemTools.Commands;

/// <summary>The kernel's own forms of the list of areas.</summary>
public enum VmListText
{
    /// <summary>What a driver prints in a loop over vmlist: vm_struct, address and size.</summary>
    ShowVmalloc,

    /// <summary>/proc/vmallocinfo.</summary>
    VmallocInfo,
}
