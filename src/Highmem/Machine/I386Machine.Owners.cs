using Highmem.Addressing;
using Highmem.Machine.Views;

namespace Highmem.Machine;

// What is this address?
public sealed partial class I386Machine
{
    /// <summary>
    /// All that an address belongs to: its region, area, slot or fixed mapping, the page frame behind it, where else that
    /// page is seen, the object in it. At least one, the narrowest statement about the address itself first.
    /// </summary>
    public IReadOnlyList<AddressOwner> GetOwners(VirtualAddress address)
    {
        lock (gate)
        {
            var question = new AddressQuestion(Name, parts, address);
            var areas = new AreaOwners(question, parts.Vmalloc, parts.Tables);
            var slots = new SlotOwners(question, parts, Profile.Kmap);
            return
            [
                .. new PlaceOwners(question, parts, areas, slots).Find(),
                .. new FrameOwners(question, parts, areas, slots).Find(),
            ];
        }
    }
}
