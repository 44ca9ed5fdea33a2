using Highmem.Addressing;
using Highmem.Boot;

namespace Highmem.Layout;

/// <summary>How many pages of its own struct page array a zone loses.</summary>
/// <param name="Name">A word for it.</param>
/// <param name="PagesOf">The pages, given the bytes of the array.</param>
internal sealed record MemmapCharge(string Name, Func<long, long> PagesOf) : IPolicy
{
    /// <summary>None.</summary>
    public static MemmapCharge None { get; } = new("nothing", _ => 0);

    /// <summary>The whole pages that the array fills.</summary>
    public static MemmapCharge RoundedDown { get; } = new("whole pages", bytes => bytes >> PageSize.Shift);

    /// <summary>The pages that the array touches.</summary>
    public static MemmapCharge RoundedUp { get; } = new("all pages begun", PageSize.PagesFor);
}
