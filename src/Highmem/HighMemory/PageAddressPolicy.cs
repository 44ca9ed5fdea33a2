using Highmem.Boot;

namespace Highmem.HighMemory;

/// <summary>Where a kernel keeps the address at which a page of high memory is mapped (page_address).</summary>
/// <param name="Name">A word for it.</param>
/// <param name="Create">Makes the table of a machine.</param>
internal sealed record PageAddressPolicy(string Name, Func<PageAddressSite, PageAddressTable> Create) : IPolicy
{
    /// <summary>In the page's own struct page (page->virtual).</summary>
    public static PageAddressPolicy Field { get; } =
        new(
            "a field of struct page",
            site => new PageAddressField(
                site.Ram,
                site.MemMap,
                site.Layout.PageStructSize,
                (int)site.Layout.HighStartPfn,
                site.Frames
            )
        );

    /// <summary>In a hash table of 128 buckets.</summary>
    public static PageAddressPolicy Hash { get; } =
        new(
            "a hash table",
            site => new PageAddressHash(
                site.Layout.PageOffset + site.MemMap,
                site.Layout.PageStructSize,
                (int)site.Layout.HighStartPfn,
                site.Layout.PkmapSlots
            )
        );
}
