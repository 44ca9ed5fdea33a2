using Highmem.Addressing;
using Highmem.Machine.Views;

namespace Highmem.Machine;

// What is this address?
public sealed partial class I386Machine
{
    /// <summary>
    /// All that an address belongs to: its region, area, slot or fixed mapping, the page frame behind it, where else that
    /// page is seen, the object in it. At least one.
    /// </summary>
    public IReadOnlyList<AddressOwner> GetOwners(VirtualAddress address)
    {
        lock (gate)
        {
            return new AddressOwnerList(this, parts, address).Owners;
        }
    }
}
