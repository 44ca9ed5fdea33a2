using Highmem.Boot;

namespace Highmem.HighMemory;

/// <summary>Which of its slots kmap_atomic uses on a CPU.</summary>
internal abstract class AtomicSlotPolicy : IPolicy
{
    public abstract string Name { get; }

    /// <summary>km_type: the names of the slots of a CPU, in order.</summary>
    public abstract ItemList<string> Types { get; }

    /// <summary>The slot that a mapping goes to.</summary>
    /// <param name="type">The type that the caller names.</param>
    /// <param name="depth">How many mappings the CPU holds without this one.</param>
    public abstract int SlotFor(int type, int depth);

    /// <summary>The number of a type by its name, with or without <c>KM_</c>; -1 if the kernel has none.</summary>
    public int TypeOf(string name)
    {
        for (var type = 0; type < Types.Count; type++)
        {
            var full = Types[type];
            if (
                full.Equals(name, StringComparison.OrdinalIgnoreCase)
                || full.AsSpan("KM_".Length).Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            {
                return type;
            }
        }

        return -1;
    }

    /// <summary>Each type has its slot, and who maps names it.</summary>
    public static AtomicSlotPolicy ByType(params string[] types) => new SlotByType(types);

    private sealed class SlotByType(string[] types) : AtomicSlotPolicy
    {
        public override string Name => "by type";

        public override ItemList<string> Types { get; } = [.. types];

        public override int SlotFor(int type, int depth) => type;
    }
}
