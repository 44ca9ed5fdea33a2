using System.Globalization;
using Highmem.Addressing;
using Highmem.Layout;
using Highmem.Machine;
using Highmem.Machine.Views;

namespace Highmem.Reports.Drawing;

/// <summary>The regions below each other in a frame, every border with its address and its name.</summary>
internal sealed class LayoutFigure(
    I386Machine machine,
    IReadOnlyList<VmallocStretch> window,
    DrawingPen pen,
    int maxAreas
)
{
    private const int AddressColumns = 11;
    private const int StripColumns = 3;
    private const long Megabyte = 1 << 20;

    private int Inner => pen.Width - AddressColumns - 3;

    public IEnumerable<string> Lines()
    {
        foreach (var region in machine.GetRegions())
        {
            yield return Border(region.Start);
            foreach (var row in region.Kind == MemoryRegionKind.Vmalloc ? Window(region) : Body(region))
            {
                yield return row;
            }
        }

        yield return Border(VirtualAddress.EndOfSpace);
    }

    private string Border(VirtualAddress address)
    {
        var (left, right) = pen.Corners(address == machine.PageOffset, address == VirtualAddress.EndOfSpace);
        var name = pen.Cut(string.Join(" = ", NamesOf(address)), Inner - 3);
        var label = name.Length == 0 ? "" : $" {name} ";
        var line = new string(pen.Line, Inner - label.Length - 1) + right;
        return $"{address, AddressColumns} "
            + pen.Paint($"{left}{pen.Line}", Ink.Frame)
            + label
            + pen.Paint(line, Ink.Frame);
    }

    private IEnumerable<string> NamesOf(VirtualAddress address)
    {
        var layout = machine.GetLayout();
        return new (VirtualAddress? Address, string Name)[]
        {
            (layout.PageOffset, "PAGE_OFFSET"),
            (layout.HighMemory, "high_memory"),
            (layout.VmallocStart, "VMALLOC_START"),
            (layout.VmallocEnd, "VMALLOC_END"),
            (machine.PkmapBase, "PKMAP_BASE"),
            (layout.Config.HasHighmem ? layout.PkmapEnd : (VirtualAddress?)null, "end of pkmap"),
            (layout.Fixmap.BootStart, "FIXADDR_BOOT_START"),
            (layout.Fixmap.Start, "FIXADDR_START"),
            (layout.Fixmap.Top, "FIXADDR_TOP"),
            (VirtualAddress.EndOfSpace, "4 GB"),
        }
            .Where(border => border.Address == address)
            .Select(border => border.Name);
    }

    // The larger the higher, but far from scale: that is what the bar is for.
    private IEnumerable<string> Body(MemoryRegion region)
    {
        var ink = DrawingPen.InkOf(region.Kind);
        var height = region.Size switch
        {
            >= 512 * Megabyte => 4,
            >= 64 * Megabyte => 3,
            >= 16 * Megabyte => 2,
            _ => 1,
        };
        yield return Row("", [ink], region.Name, height == 1 ? region.Description : "", pen.Size(region.Size));
        for (var i = 1; i < height; i++)
        {
            yield return Row("", [ink], i == 1 ? region.Description : "", "", "");
        }
    }

    private IEnumerable<string> Window(MemoryRegion region)
    {
        yield return Row("", [Ink.Vmalloc], region.Name, region.Description, pen.Size(region.Size));
        var callers = machine.GetVmList().ToDictionary(area => area.Address, area => area.Caller);
        var (head, tail) = Shown();
        var number = 0;
        for (var i = 0; i < window.Count; i++)
        {
            if (i == head)
            {
                var hidden = window.Skip(head).Take(tail - head).ToList();
                number += hidden.Count(piece => piece.Kind == StretchKind.Area);
                yield return Elision(hidden);
                i = tail;
            }

            var piece = window[i];
            if (piece.Range.Start >= region.End)
            {
                break; // the guard page of an area that reaches over VMALLOC_END
            }

            number += piece.Kind == StretchKind.Area ? 1 : 0;
            yield return Piece(piece, number, callers.GetValueOrDefault(piece.Range.Start, ""));
        }
    }

    // The first areas with what lies between them, and the last one with what follows; between head and tail is hidden.
    private (int Head, int Tail) Shown()
    {
        var areas = Enumerable.Range(0, window.Count).Where(i => window[i].Kind == StretchKind.Area).ToList();
        var most = 3 * maxAreas;
        if (areas.Count <= maxAreas && window.Count <= most)
        {
            return (window.Count, window.Count);
        }

        var head = areas.Count < maxAreas ? most - 4 : Math.Min(areas[maxAreas - 1], most - 4);
        var tail = Math.Max(areas.Count == 0 ? 0 : areas[^1], window.Count - 4);
        return head + 1 < tail ? (head, tail) : (window.Count, window.Count);
    }

    private string Piece(VmallocStretch piece, int number, string caller)
    {
        var size = pen.Size(piece.Range.Size);
        var address = piece.Range.Start.ToString();
        return piece.Kind switch
        {
            StretchKind.Area => Row(address, [Ink.Vmalloc, Ink.Area], AreaName(piece, number), caller, size),
            StretchKind.Guard => Row(address, [Ink.Vmalloc, Ink.Guard], "guard page", "never mapped", size),
            StretchKind.Lazy => Row(address, [Ink.Vmalloc, Ink.Lazy], "freed", "waits for the purge", size),
            _ => Row(address, [Ink.Vmalloc, Ink.Free], "free", "", size),
        };
    }

    private string AreaName(VmallocStretch piece, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"area {number}")
        + (piece.Range.End >= machine.VmallocEnd ? ", over VMALLOC_END!" : "");

    private string Elision(List<VmallocStretch> hidden)
    {
        string[] counts =
        [
            .. Counted(StretchKind.Area, "area"),
            .. Counted(StretchKind.Lazy, "freed area"),
            .. Counted(StretchKind.Free, "hole"),
        ];
        var sum = string.Join(", ", counts);
        var text = $"{pen.Ellipsis} {sum.Insert(sum.IndexOf(' ', StringComparison.Ordinal), " more")} {pen.Ellipsis}";
        return Row(pen.Ellipsis, [Ink.Vmalloc], text, "", pen.Size(hidden.Sum(piece => piece.Range.Size)));

        IEnumerable<string> Counted(StretchKind kind, string name)
        {
            var count = hidden.Count(piece => piece.Kind == kind);
            if (count > 0)
            {
                yield return FormattableString.Invariant($"{count} {name}{(count == 1 ? "" : "s")}");
            }
        }
    }

    private string Row(string address, Ink[] strips, string name, string detail, string size)
    {
        var room = Inner - (strips.Length * (StripColumns + 1)) - 1;
        var text = $"{name}  {detail}";
        if (detail.Length == 0 || text.Length + 2 + size.Length > room)
        {
            text = pen.Cut(name, room - (size.Length == 0 ? 0 : size.Length + 1));
        }

        var strip = string.Concat(strips.Select(ink => pen.Fill(ink, StripColumns) + " "));
        return $"{address, AddressColumns} {pen.Side()}{strip}{text}{size.PadLeft(room - text.Length)} {pen.Side()}";
    }
}
