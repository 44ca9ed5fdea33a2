using Highmem.Addressing;
using Highmem.Machine.Views;
using Highmem.Physical;
using Highmem.Slab;

namespace Highmem.Machine;

// kmalloc, kfree and the caches behind them.
public sealed partial class I386Machine
{
    private const int ZeroSizePointer = 16;

    /// <summary>kmalloc.</summary>
    /// <param name="size">
    /// Bytes. 0 gives a smallest object or, in 2.6.31, ZERO_SIZE_PTR; a size that kmalloc cannot give is answered with
    /// NULL, as by the kernel, and so is a negative one, which is a huge one to it.
    /// </param>
    /// <param name="gfp">The allocation flags.</param>
    public KmallocOutcome Kmalloc(long size, GfpFlags gfp)
    {
        lock (gate)
        {
            if (size == 0 && options.Kernel.Slab.Objects.HasZeroSizePointer)
            {
                return new(new(this, ZeroSizePointer, null, 0, 0, "", gfp), KmallocFailure.None, []);
            }

            var logged = parts.Log.Count;
            var physical = parts.Slab.AllocateForCaller(size, gfp);
            if (physical < 0)
            {
                var failure = (KmallocFailure)(-physical);
                if (failure == KmallocFailure.BadFlags)
                {
                    parts.Log.Print(options.Kernel.Texts.KmallocBadFlags(++parts.Costs.Oopses));
                }

                return new(null, failure, MessagesSince(logged));
            }

            var found = parts.Slab.Describe(physical);
            if ((gfp & GfpFlags.Zero) != GfpFlags.None)
            {
                Clear(physical, found.Size);
            }

            var address = Layout.PageOffset + physical;
            return new(
                new(this, address, physical, size, found.Size, found.Cache, gfp),
                KmallocFailure.None,
                MessagesSince(logged)
            );
        }
    }

    /// <summary>kmalloc with GFP_KERNEL.</summary>
    /// <param name="size">Bytes.</param>
    public KmallocOutcome Kmalloc(long size) => Kmalloc(size, GfpKernel);

    /// <summary>
    /// kfree. What is no object in use is refused in the words of a kernel with slab debugging, and stays as it is; a
    /// kernel without it would go on with whatever it finds there.
    /// </summary>
    public KfreeOutcome Kfree(VirtualAddress address)
    {
        lock (gate)
        {
            if (address == VirtualAddress.Zero)
            {
                return new(KfreeResult.Null, null, []);
            }

            if (address <= ZeroSizePointer && options.Kernel.Slab.Objects.HasZeroSizePointer)
            {
                return new(KfreeResult.ZeroSize, null, []);
            }

            var result = parts.Slab.Examine((uint)(address - Layout.PageOffset), out var found, out var cache);
            if (result == KfreeResult.Freed)
            {
                parts.Slab.Free(found.Address);
                var start = Layout.PageOffset + found.Address;
                return new(
                    result,
                    new(this, start, found.Address, found.Size, found.Size, found.Cache, GfpFlags.None),
                    []
                );
            }

            var logged = parts.Log.Count;
            if (result != KfreeResult.KernelsOwn)
            {
                PrintKfreeFault(result, address, cache?.Name ?? "");
            }

            return new(result, null, MessagesSince(logged));
        }
    }

    /// <summary>The general caches, in the order of /proc/slabinfo: the newest first.</summary>
    public IReadOnlyList<SlabInfo> GetSlabInfo()
    {
        lock (gate)
        {
            return [.. parts.Slab.Caches.Select(cache => new SlabInfo(this, cache))];
        }
    }

    private void PrintKfreeFault(KfreeResult result, VirtualAddress address, string cache)
    {
        var lines = options.Kernel.Texts.KfreeFault(result, address, cache, parts.Costs.Oopses + 1).ToList();
        if (lines.Exists(line => line.StartsWith("kernel BUG", StringComparison.Ordinal)))
        {
            parts.Costs.Oopses++;
        }

        parts.Log.Print(lines);
    }

    // memset of the object
    private void Clear(long physical, long size)
    {
        var zeroes = new byte[Math.Min(size, PageSize.Bytes)];
        for (var done = 0L; done < size; done += zeroes.Length)
        {
            parts.Ram.Write(physical + done, zeroes);
        }
    }
}
