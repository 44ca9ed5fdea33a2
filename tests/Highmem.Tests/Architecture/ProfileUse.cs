namespace Highmem.Tests.Architecture;

/// <summary>
/// A kernel composes the rules that floors declare; a floor is given its own rules and never the profile they come from.
/// </summary>
internal static class ProfileUse
{
    public static IEnumerable<Breach> Find(CodeBase code) =>
        from reference in code.References
        where
            reference.Type.Name == "KernelProfile"
            && Floors.NumberOf(reference.File) < Floors.NumberOf(reference.DeclaredIn ?? "")
        select new Breach(
            reference.File,
            reference.File,
            reference.Line,
            $"{Floors.NameOf(reference.File)} knows KernelProfile: it should be given the rules of its own floor only"
        );
}
