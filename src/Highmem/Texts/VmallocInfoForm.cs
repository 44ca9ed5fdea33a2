using System.Globalization;
using System.Text;
using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>A line of /proc/vmallocinfo (2.6.31 mm/vmalloc.c: s_show).</summary>
internal static class VmallocInfoForm
{
    /// <summary>The line of an area.</summary>
    /// <param name="range">Its addresses, the guard page included.</param>
    /// <param name="caller">Who asked for it; empty if nobody is known.</param>
    /// <param name="pages">Its pages; null where vm_struct.nr_pages is 0.</param>
    /// <param name="physical">What it maps of device memory; null for nothing.</param>
    /// <param name="words">The kernel's words for its flags.</param>
    public static string Line(
        AddressRange range,
        string caller,
        long? pages,
        PhysicalAddress? physical,
        IEnumerable<string> words
    )
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{range.Start}-{range.End} {range.Size, 7}");
        if (caller.Length > 0)
        {
            line.Append(' ').Append(caller);
        }

        if (pages is not null)
        {
            line.Append(CultureInfo.InvariantCulture, $" pages={pages}");
        }

        if (physical is { } address && address != PhysicalAddress.Zero)
        {
            line.Append(CultureInfo.InvariantCulture, $" phys={(long)address:x}");
        }

        foreach (var word in words)
        {
            line.Append(' ').Append(word);
        }

        return line.ToString();
    }
}
