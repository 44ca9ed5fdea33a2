using Highmem.Addressing;
using Highmem.HighMemory;
using Highmem.Machine.Views;

namespace Highmem.Machine;

// kmap_atomic and kunmap_atomic.
public sealed partial class I386Machine
{
    /// <summary>kmap_atomic: maps a page in a CPU's slot of a type.</summary>
    /// <param name="pfn">The page frame.</param>
    /// <param name="type">The number of the type among those of the kernel, in the order of enum km_type.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="context">Where the kernel is when it calls; 2.6.31 with CONFIG_DEBUG_HIGHMEM has an opinion on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page frame, type or CPU.</exception>
    public AtomicKmapOutcome KmapAtomic(int pfn, int type, int cpu = 0, KmapContext context = KmapContext.Process)
    {
        lock (gate)
        {
            CheckFrame(pfn);
            CheckType(type);
            var (mmu, atomic, logged) = (MmuOf(cpu), parts.AtomicKmap, parts.Log.Count);
            var isHighmem = IsHighmem(pfn);
            foreach (var line in isHighmem ? atomic.Warnings(type, context) : [])
            {
                parts.Log.Print(Profile.Texts.AtomicTypeWarning(line));
            }

            VirtualAddress address;
            try
            {
                address = atomic.Map(mmu, pfn, type);
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(null, true, MessagesSince(logged));
            }

            var result = new AtomicKmapResult(this)
            {
                Cpu = cpu,
                Type = Profile.Kmap.AtomicSlots.Types[type],
                Pfn = pfn,
                Address = address,
                Index = isHighmem ? atomic.IndexOf(cpu, type) : null,
                PreemptCount = atomic.Depth(cpu),
            };
            return new(result, false, MessagesSince(logged));
        }
    }

    /// <summary>kunmap_atomic: undoes a mapping, as far as the kernel cares to.</summary>
    /// <param name="address">What kmap_atomic returned.</param>
    /// <param name="type">The number of the type.</param>
    /// <param name="cpu">The CPU.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type or CPU.</exception>
    public AtomicKmapOutcome KunmapAtomic(VirtualAddress address, int type, int cpu = 0)
    {
        lock (gate)
        {
            CheckType(type);
            var (mmu, logged) = (MmuOf(cpu), parts.Log.Count);
            try
            {
                parts.AtomicKmap.Unmap(mmu, address, type);
                return new(null, false, []);
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(null, true, MessagesSince(logged));
            }
        }
    }

    /// <summary>The slots of kmap_atomic of all CPUs, by CPU and type; none without HIGHMEM.</summary>
    public IReadOnlyList<AtomicKmapSlot> GetAtomicKmaps()
    {
        lock (gate)
        {
            return Layout.Config.HasHighmem
                ?
                [
                    .. parts.Processors.All.SelectMany(mmu =>
                        Enumerable
                            .Range(0, Profile.Kmap.AtomicSlots.Types.Count)
                            .Select(type => new AtomicKmapSlot(this, parts, mmu, type))
                    ),
                ]
                : [];
        }
    }

    private void CheckType(int type)
    {
        if (type < 0 || type >= Profile.Kmap.AtomicSlots.Types.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(type),
                type,
                FormattableString.Invariant($"The types are 0 to {Profile.Kmap.AtomicSlots.Types.Count - 1}.")
            );
        }
    }
}
