using Highmem.Addressing;

namespace Highmem.Texts;

/// <summary>What the oops of a kernel-mode page fault shows.</summary>
/// <param name="Address">CR2: the address that faulted.</param>
/// <param name="Write">Whether it was a write.</param>
/// <param name="ProtectionViolation">Whether the page was present (a write to a read-only page).</param>
/// <param name="InstructionPointer">EIP.</param>
/// <param name="DirectoryWord">
/// The 32-bit word at CR3 + 4 * (address >> 22): the page-directory entry, or with PAE, where 2.4.21 and 2.6.9 read it
/// all the same, whatever lies behind the four directory-pointer entries.
/// </param>
/// <param name="Pdpt">The page-directory pointer entry; null without PAE.</param>
/// <param name="Pde">The page-directory entry; null if the walk ended before.</param>
/// <param name="Pte">The page-table entry; null if the walk ended before.</param>
/// <param name="Count">How many oopses there have been, this one included.</param>
internal sealed record OopsFacts(
    VirtualAddress Address,
    bool Write,
    bool ProtectionViolation,
    VirtualAddress InstructionPointer,
    uint DirectoryWord,
    ulong? Pdpt,
    ulong? Pde,
    ulong? Pte,
    int Count
)
{
    /// <summary>The page-fault error code: bit 0 protection, bit 1 write, bit 2 (user) never set here.</summary>
    public int ErrorCode => (ProtectionViolation ? 1 : 0) | (Write ? 2 : 0);
}
