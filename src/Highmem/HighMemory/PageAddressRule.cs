namespace Highmem.HighMemory;

/// <summary>Where a kernel keeps the address at which a page of high memory is mapped (page_address).</summary>
public enum PageAddressRule
{
    /// <summary>In the page's own struct page (page->virtual, 2.4).</summary>
    Field,

    /// <summary>In a hash table of 128 buckets (2.6).</summary>
    Hash,
}
