using System.Globalization;
using System.Text.Json;
using Highmem.Cli;

namespace Highmem.Tests.Cli;

/// <summary>A run of the command line, caught in strings.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandRun Of(params string[] arguments) => On(80, isInteractive: false, arguments);

    public static CommandRun On(int width, bool isInteractive, params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = HighmemCommand.Run(
            arguments,
            new Terminal(output, error, isInteractive, UseColour: isInteractive, width)
        );
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The run was refused with one line that says this, and printed nothing else.</summary>
    public void AssertRefused(string message)
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal("", Output);
        Assert.Contains(message, Error, StringComparison.Ordinal);
        Assert.StartsWith("highmem: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }
}
