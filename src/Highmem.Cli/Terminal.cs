namespace Highmem.Cli;

/// <summary>Where the command writes, and what can be shown there.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether standard output is a screen; otherwise it gets plain text.</param>
/// <param name="UseColour">Whether the screen shows ANSI colours.</param>
/// <param name="Width">Columns of the screen.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive, bool UseColour, int Width)
{
    /// <summary>Columns where there is no screen.</summary>
    public const int DefaultWidth = 80;

    /// <summary>The process's own; colours obey NO_COLOR and TERM=dumb.</summary>
    public static Terminal OfConsole()
    {
        var isInteractive = !Console.IsOutputRedirected;
        var useColour =
            isInteractive
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(
            Console.Out,
            Console.Error,
            isInteractive,
            useColour,
            isInteractive ? ScreenWidth() : DefaultWidth
        );
    }

    /// <summary>Text in a colour (an SGR number), if there are colours.</summary>
    public string Paint(string text, int colour) =>
        UseColour ? FormattableString.Invariant($"\e[{colour}m{text}\e[0m") : text;

    // 0 where a screen does not tell.
    private static int ScreenWidth()
    {
        try
        {
            return Console.WindowWidth is var width and > 0 ? width : DefaultWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return DefaultWidth;
        }
    }
}
