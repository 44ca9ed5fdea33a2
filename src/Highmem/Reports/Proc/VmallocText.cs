using System.Globalization;
using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;
using Highmem.Texts;
using Highmem.Vmalloc;

namespace Highmem.Reports.Proc;

/// <summary>The list of vmalloc areas as text, in the kernel's own forms.</summary>
public static class VmallocText
{
    /// <summary>The heading of <see cref="ShowVmalloc"/>.</summary>
    public const string ShowVmallocHeading = "vm_struct  addr           size";

    /// <summary>
    /// The loop over vmlist that driver writers print while debugging: a heading, then for each area the address of
    /// its vm_struct, its own address and vm_struct.size in bytes (guard page included).
    /// </summary>
    public static IEnumerable<string> ShowVmalloc(I386Machine machine) =>
        machine
            .GetVmList()
            .Select(area =>
                string.Create(CultureInfo.InvariantCulture, $"{area.Descriptor} {area.Address} {area.Size, 8}")
            )
            .Prepend(ShowVmallocHeading);

    /// <summary>
    /// /proc/vmallocinfo, mode 0400, as 2.6.31 prints it (mm/vmalloc.c: s_show); empty if there is no area. Older
    /// kernels have no such file; their areas are shown in the same form.
    /// </summary>
    public static IEnumerable<string> VmallocInfo(I386Machine machine) =>
        machine.GetVmList().Select(area => InfoLine(area, machine.Profile.Vmalloc.Flags));

    // Only vmalloc fills vm_struct.nr_pages: ioremap has no pages, and vmap's belong to its caller.
    private static string InfoLine(VmArea area, IEnumerable<VmFlagName> names) =>
        VmallocInfoForm.Line(
            new AddressRange(area.Address, area.End),
            area.Caller,
            area.Flags.HasFlag(VmFlags.Alloc) ? area.Pages : null,
            area.PhysicalAddress,
            names.Where(name => area.Flags.HasFlag(name.Flag)).Select(name => name.Word)
        );
}
