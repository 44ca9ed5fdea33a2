using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Highmem.Boot;
using Highmem.Cli.Commands;

namespace Highmem.Cli;

/// <summary>The whole command line: from arguments to an exit code.</summary>
internal static class HighmemCommand
{
    private const string Name = "highmem";

    /// <summary>Runs the command. Never throws for what a user can do wrong.</summary>
    public static int Run(string[] arguments, Terminal terminal)
    {
        var parsed = Build(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return Refuse(parsed, terminal);
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return parsed.Invoke(configuration);
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"{Name}: {(IsUsersFault(e) ? "" : "internal error: ")}{ArgumentText.Plain(e)}");
            return ExitCode.Refused;
        }
        finally
        {
            terminal.Out.Flush();
        }
    }

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        foreach (var message in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
        {
            terminal.Error.WriteLine($"{Name}: {message}");
        }

        var path = string.Join(' ', CommandPath(parsed.CommandResult));
        terminal.Error.WriteLine($"Try '{path} --help'.");
        return ExitCode.Refused;
    }

    private static bool IsUsersFault(Exception e) =>
        e
            is BootException
                or ArgumentException
                or FormatException
                or OverflowException
                or IOException
                or UnauthorizedAccessException;

    private static Command Build(Terminal terminal)
    {
        // Not a RootCommand: that one is always called like the assembly.
        var root = new Command(Name, "Boots an emulated 32-bit Linux machine and shows its memory.")
        {
            LayoutCommand.Build(terminal),
            VmallocCommand.Build(terminal),
            TranslateCommand.Build(terminal),
            CheckCommand.Build(terminal),
            DemoCommand.Build(terminal),
        };
        root.Options.Add(new HelpOption { Recursive = true });
        root.Options.Add(new VersionOption { Action = new VersionAction() });
        root.SetAction(_ =>
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = terminal.Error });
            return ExitCode.Refused;
        });
        return root;
    }

    private static IEnumerable<string> CommandPath(SymbolResult? result) =>
        result is CommandResult command ? CommandPath(command.Parent).Append(command.Command.Name) : [];
}
