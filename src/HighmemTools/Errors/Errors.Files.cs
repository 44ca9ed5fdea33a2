using System.Management.Automation;

namespace HighmemTools;

// Files.
public static partial class Errors
{
    internal static ErrorRecord NotAFile(string path) =>
        Make(new ArgumentException($"'{path}' does not name a file."), ErrorCategory.InvalidArgument, path);

    internal static ErrorRecord FileNotFound(string path) =>
        Make(new ItemNotFoundException($"There is no file '{path}'."), ErrorCategory.ObjectNotFound, path);
}
