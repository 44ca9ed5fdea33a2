using System.Text;

namespace Highmem.Tests.Architecture;

/// <summary>
/// Fails for a breach that is not in <see cref="KnownBreaches"/>, and for one in there that is mended: the list only
/// gets shorter.
/// </summary>
internal static class Ratchet
{
    /// <summary>Whether the library keeps a rule, known breaches aside.</summary>
    public static void Hold(string guard, IEnumerable<Breach> breaches)
    {
        var complaint = Complaint(guard, [.. breaches], KnownBreaches.Of(guard));
        Assert.True(complaint.Length == 0, complaint);
    }

    /// <summary>What there is to say about breaches, given those that are known by their keys; empty if all is well.</summary>
    public static string Complaint(string guard, IReadOnlyList<Breach> breaches, IReadOnlyList<string> known)
    {
        var text = new StringBuilder();
        var unknown = breaches
            .Where(breach => !known.Contains(breach.Key))
            .Select(breach => breach.ToString())
            .ToArray();
        if (unknown.Length > 0)
        {
            text.Append('\n').Append(guard).Append(": the rule is broken here:\n  ").AppendJoin("\n  ", unknown);
        }

        var mended = known.Where(key => breaches.All(breach => breach.Key != key)).ToArray();
        if (mended.Length > 0)
        {
            text.Append('\n')
                .Append(guard)
                .Append(": mended, strike from the list of known breaches:\n  ")
                .AppendJoin("\n  ", mended);
        }

        return text.ToString();
    }
}
