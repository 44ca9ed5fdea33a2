using Highmem.Addressing;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Reports.Drawing;

/// <summary>A piece of vmalloc space; the pieces touch each other and leave nothing out.</summary>
internal readonly record struct VmallocStretch(AddressRange Range, StretchKind Kind)
{
    /// <summary>Whether no new area can be placed here.</summary>
    public bool IsTaken => Kind != StretchKind.Free;

    /// <summary>The pieces from VMALLOC_START on. The last may end beyond VMALLOC_END (2.4.21 and 2.6.9 allow that).</summary>
    public static IReadOnlyList<VmallocStretch> Of(I386Machine machine)
    {
        // What lies between the gaps are areas: one, or without guard pages several side by side.
        var pieces = new List<VmallocStretch>();
        var starts = new Queue<VirtualAddress>(machine.GetVmList().Select(area => area.Address));
        var at = machine.VmallocStart;
        foreach (var gap in machine.GetVmGaps().Where(gap => gap.Kind != VmGapKind.OffsetHole))
        {
            AddAreas(gap.Address);
            at = gap.End;
            pieces.Add(new(new AddressRange(gap.Address, at), KindOf(gap.Kind)));
        }

        AddAreas(machine.VmallocEnd);
        return pieces;

        void AddAreas(VirtualAddress end)
        {
            while (at < end)
            {
                while (starts.TryPeek(out var start) && start <= at)
                {
                    starts.Dequeue();
                }

                var next = starts.TryPeek(out var following) && following < end ? following : end;
                pieces.Add(new(new AddressRange(at, next), StretchKind.Area));
                at = next;
            }
        }
    }

    private static StretchKind KindOf(VmGapKind kind) =>
        kind switch
        {
            VmGapKind.GuardPage => StretchKind.Guard,
            VmGapKind.Lazy => StretchKind.Lazy,
            _ => StretchKind.Free,
        };
}
