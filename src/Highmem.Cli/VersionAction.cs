using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Highmem.Cli;

/// <summary>Prints this command's version, whatever process it runs in.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        parseResult.InvocationConfiguration.Output.WriteLine(version?.InformationalVersion);
        return ExitCode.Success;
    }
}
