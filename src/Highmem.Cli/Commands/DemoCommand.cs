using System.CommandLine;

namespace Highmem.Cli.Commands;

/// <summary><c>highmem demo</c>: a first session.</summary>
internal static class DemoCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command(
            "demo",
            "Runs a first session: areas, guard pages, an oops, a full window, a drawing."
        );
        command.SetAction(_ => new FirstSession(terminal).Run());
        return command;
    }
}
