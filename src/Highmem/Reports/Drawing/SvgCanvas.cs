using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Highmem.Reports.Drawing;

/// <summary>A picture that grows downwards: what is drawn stands below what was drawn before.</summary>
internal sealed class SvgCanvas(int width)
{
    /// <summary>Room around the picture.</summary>
    public const int Margin = 28;

    private const string Style = """
        text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2937; }
        .title { font-size: 24px; font-weight: 600; }
        .heading { font-size: 16px; font-weight: 600; }
        .quiet { fill: #4b5563; }
        .number { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: 12px; }
        .label { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: 9px; fill: #4b5563; }
        .end { text-anchor: end; }
        .part { fill-opacity: 0.55; }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<XElement> elements = [];

    /// <summary>Where the next thing goes.</summary>
    public int Y { get; private set; } = Margin;

    /// <summary>Leaves room.</summary>
    public void Skip(int height) => Y += height;

    /// <summary>A line of text.</summary>
    public void Text(string text, int height, string style)
    {
        Skip(height);
        Text(Margin, text, style);
        Skip(6);
    }

    /// <summary>Text on the present line.</summary>
    public void Text(int x, string text, string style) =>
        Add(Element("text", ("x", x), ("y", Y), ("class", style)), new XText(Clean(text)));

    /// <summary>A rectangle.</summary>
    public void Rectangle(int x, int y, int rectangleWidth, int height, string fill, string stroke = "none") =>
        Add(
            Element(
                "rect",
                ("x", x),
                ("y", y),
                ("width", rectangleWidth),
                ("height", height),
                ("fill", fill),
                ("stroke", stroke)
            )
        );

    /// <summary>A filled shape with a name.</summary>
    public void Shape(string path, string fill, string style, string name) =>
        Add(Element("path", ("d", path), ("fill", fill), ("class", style)), new XElement(Svg + "title", name));

    /// <summary>The whole picture.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    public string Document(string title, string description)
    {
        var root = Element(
            "svg",
            ("viewBox", FormattableString.Invariant($"0 0 {width} {Y + Margin}")),
            ("width", width),
            ("height", Y + Margin),
            ("role", "img"),
            ("aria-labelledby", "title description")
        );
        root.Add(
            new XElement(Svg + "title", new XAttribute("id", "title"), Clean(title)),
            new XElement(Svg + "desc", new XAttribute("id", "description"), Clean(description)),
            new XElement(Svg + "style", Style.ReplaceLineEndings("\n")),
            new XElement(Svg + "defs", Grid(), Hatch()),
            Element("rect", ("width", width), ("height", Y + Margin), ("fill", "#ffffff")),
            elements
        );
        return root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Grid()
    {
        var (cell, row) = (FrameZonePicture.CellWidth, FrameZonePicture.RowHeight);
        var pattern = Element(
            "pattern",
            ("id", "grid"),
            ("width", cell),
            ("height", row),
            ("patternUnits", "userSpaceOnUse")
        );
        pattern.Add(
            Element(
                "path",
                ("d", FormattableString.Invariant($"M0 {row - 1}h{cell}v1h-{cell}zM{cell - 1} 0h1v{row}h-1z")),
                ("fill", "#ffffff")
            )
        );
        return pattern;
    }

    private static XElement Hatch()
    {
        var pattern = Element(
            "pattern",
            ("id", "hole"),
            ("width", 4),
            ("height", 4),
            ("patternUnits", "userSpaceOnUse")
        );
        pattern.Add(
            Element("rect", ("width", 4), ("height", 4), ("fill", "#ffffff")),
            Element("path", ("d", "M-1 5L5 -1M-1 1L1 -1M3 5L5 3"), ("stroke", "#9aa4b2"))
        );
        return pattern;
    }

    private static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(
            Svg + name,
            attributes.Select(a => new XAttribute(a.Name, Convert.ToString(a.Value, CultureInfo.InvariantCulture)!))
        );

    private void Add(XElement element, params XNode[] content)
    {
        element.Add(content);
        elements.Add(element);
    }

    // A machine may be named with characters that XML has no way to write.
    private static string Clean(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString())
        );
}
