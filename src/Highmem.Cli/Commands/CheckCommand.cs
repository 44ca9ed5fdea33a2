using System.CommandLine;
using System.Globalization;
using Highmem.Cli.Rows;
using Highmem.Reports.BootLogs;

namespace Highmem.Cli.Commands;

/// <summary><c>highmem check</c>: recomputes the numbers of real boot logs.</summary>
internal static class CheckCommand
{
    public static Command Build(Terminal terminal)
    {
        var files = new Argument<string[]>("bootlog")
        {
            Description = "a file with the boot log of a 32-bit Linux, or with several of them",
            Arity = ArgumentArity.OneOrMore,
        };
        var kernel = new Option<string?>("--kernel", "-k")
        {
            Description = "the kernel's release, for a log without 'Linux version' line",
            HelpName = "release",
        };
        var format = new FormatOption();
        var command = new Command("check", "Recomputes every number of a boot log and tells which ones differ.")
        {
            files,
            kernel,
            format,
        };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            var checks = new List<BootLogCheck>();
            var areReadable = true;
            foreach (var path in paths)
            {
                areReadable &= TryCheck(terminal, path, parsed.GetValue(kernel), checks);
            }

            if (checks.Count > 0 || areReadable)
            {
                Write(terminal, parsed.GetValue(format), checks, paths.Length > 1);
            }

            return !areReadable ? ExitCode.Refused
                : checks.Exists(check => check.Result == BootLogResult.Mismatch) ? ExitCode.Failure
                : ExitCode.Success;
        });
        return command;
    }

    // A file that is no boot log does not keep the others from being checked.
    private static bool TryCheck(Terminal terminal, string path, string? kernel, List<BootLogCheck> checks)
    {
        try
        {
            checks.AddRange(BootLog.ReadAll(path, kernel).SelectMany(BootLogChecker.Check));
            return true;
        }
        catch (BootLogException e)
        {
            terminal.Error.WriteLine($"highmem: {e.Message}");
            return false;
        }
    }

    private static void Write(Terminal terminal, RowFormat format, List<BootLogCheck> checks, bool isFileShown)
    {
        new RowWriter<BootLogCheck>(
            new Column<BootLogCheck>("File", check => check.File) { IsInTable = isFileShown },
            new Column<BootLogCheck>("LineNumber", check => check.LineNumber) { IsNumber = true },
            new Column<BootLogCheck>("Quantity", check => check.Quantity),
            new Column<BootLogCheck>("Printed", check => check.Printed),
            new Column<BootLogCheck>("Computed", check => check.Computed),
            new Column<BootLogCheck>("Result", check => check.Result),
            new Column<BootLogCheck>("Reason", check => check.Reason) { IsProse = true }
        ).Write(terminal, format, checks);
        if (format == RowFormat.Table)
        {
            terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{checks.Count} numbers: {Count(BootLogResult.Match)} match, {Count(BootLogResult.Mismatch)} differ, {Count(BootLogResult.NotDerivable)} cannot be derived."
                )
            );
        }

        int Count(BootLogResult result) => checks.Count(check => check.Result == result);
    }
}
