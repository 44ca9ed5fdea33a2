using System.Collections;
using System.Globalization;
using Highmem.Addressing;
using Highmem.Kernels;

namespace HighmemTools;

/// <summary>Offers the orders that the kernel of the named machine has, or of the current one.</summary>
public sealed class OrderCompleter : Completer
{
    private protected override IEnumerable<(string Text, string ToolTip)> Choices(IDictionary bound) =>
        Enumerable
            .Range(0, (Machine(bound)?.Profile ?? KernelProfiles.Default).Physical.Buddy.MaxOrder)
            .Select(order =>
                (
                    order.ToString(CultureInfo.InvariantCulture),
                    FormattableString.Invariant($"{1 << order} pages, {Format.Bytes((long)PageSize.Bytes << order)}")
                )
            );
}
