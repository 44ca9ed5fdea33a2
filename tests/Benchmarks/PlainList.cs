namespace Highmem.Benchmarks;

/// <summary>A sorted, singly linked list of areas, walked for the first hole as 2.6.9 does.</summary>
internal sealed class PlainList
{
    private readonly Node head = new(0, 0);

    public long Allocate(long start, long size)
    {
        var address = start;
        var before = head;
        for (; before.Next is { } node && address + size > node.Address; before = node)
        {
            address = Math.Max(address, node.Address + node.Size);
        }

        before.Next = new Node(address, size) { Next = before.Next };
        return address;
    }

    public void Free(long address)
    {
        var before = head;
        while (before.Next!.Address != address)
        {
            before = before.Next;
        }

        before.Next = before.Next.Next;
    }

    private sealed class Node(long address, long size)
    {
        public long Address { get; } = address;
        public long Size { get; } = size;
        public Node? Next { get; set; }
    }
}
