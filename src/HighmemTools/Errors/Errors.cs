using System.ComponentModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HighmemTools;

/// <summary>Every error that a command reports. An error's id is the name of the method that makes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Errors
{
    /// <summary>The ids, sorted.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(Errors)
            .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(m => m.ReturnType == typeof(ErrorRecord) && m.IsAssembly)
            .Select(m => m.Name)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What a kernel printed, as a sentence.</summary>
    internal static string KernelText(IReadOnlyList<string> lines) => Kernel(lines).TrimStart();

    private static string Kernel(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : " The kernel says: " + string.Join(Environment.NewLine, lines);

    // Without the lines that ArgumentException adds for programmers.
    private static string Sentence(Exception problem) =>
        problem.Message.Split(" (Parameter '", 2, StringSplitOptions.None)[0];

    private static ErrorRecord Make(
        Exception problem,
        ErrorCategory category,
        object? target,
        string? message = null,
        [CallerMemberName] string id = ""
    ) => new(problem, id, category, target) { ErrorDetails = message is null ? null : new ErrorDetails(message) };
}
