using Highmem.Addressing;
using Highmem.Kernels;
using Highmem.Machine.Views;
using Highmem.Vmalloc;

namespace Highmem.Machine;

// vmalloc, vmap, vm_map_ram, ioremap.
public sealed partial class I386Machine
{
    /// <summary>vmalloc and its like.</summary>
    /// <param name="size">Bytes; 0 and more than all memory are answered with NULL, as by the kernel.</param>
    /// <param name="caller">Who asks, for the list of areas.</param>
    /// <param name="variant">Which function.</param>
    /// <exception cref="NotInKernelException">The kernel has no such function.</exception>
    public VmallocOutcome Vmalloc(long size, string caller = "vmalloc", VmallocVariant variant = VmallocVariant.Vmalloc)
    {
        CheckKernelHas(NameOf(variant), kernel => kernel.Vmalloc.Variants.Contains(variant));
        lock (gate)
        {
            var logged = parts.Log.Count;
            var area = parts.Vmalloc.Allocate(size, variant, caller, out var failure);
            return new VmallocOutcome(area is null ? null : new VmArea(this, area), failure, MessagesSince(logged));
        }
    }

    /// <summary>vfree.</summary>
    public VfreeOutcome Vfree(VirtualAddress address) => TakeBack(address, address, parts.Vmalloc.Free);

    /// <summary>vmap: shows page frames side by side; they stay their owner's.</summary>
    /// <param name="frames">Page frame numbers, in the order they shall appear; one may appear twice.</param>
    /// <param name="caller">Who asks, for the list of areas.</param>
    /// <exception cref="NotInKernelException">The kernel has no vmap.</exception>
    /// <exception cref="AddressConversionException">There is no such frame.</exception>
    public VmallocOutcome Vmap(IReadOnlyList<int> frames, string caller = "vmap")
    {
        CheckKernelHas("vmap", kernel => kernel.Vmalloc.HasVmap);
        CheckFrames(frames);
        lock (gate)
        {
            var logged = parts.Log.Count;
            var area = parts.Vmalloc.Map([.. frames], caller, out var failure);
            return new VmallocOutcome(area is null ? null : new VmArea(this, area), failure, MessagesSince(logged));
        }
    }

    /// <summary>vunmap.</summary>
    /// <exception cref="NotInKernelException">The kernel has no vunmap.</exception>
    public VfreeOutcome Vunmap(VirtualAddress address)
    {
        CheckKernelHas("vunmap", kernel => kernel.Vmalloc.HasVmap);
        return TakeBack(address, address, parts.Vmalloc.Unmap);
    }

    /// <summary>vm_map_ram: shows page frames side by side for a short time.</summary>
    /// <param name="frames">Page frame numbers, one at least.</param>
    /// <param name="processor">The CPU it runs on.</param>
    /// <exception cref="NotInKernelException">The kernel has no vm_map_ram, or it does not work with this NR_CPUS.</exception>
    /// <exception cref="AddressConversionException">There is no such frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU, or no frame is given.</exception>
    public VmMapRamOutcome VmMapRam(IReadOnlyList<int> frames, int processor = 0)
    {
        var mapRam = FindMapRam("vm_map_ram");
        ArgumentOutOfRangeException.ThrowIfLessThan(frames.Count, 1, nameof(frames));
        ArgumentOutOfRangeException.ThrowIfNegative(processor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(processor, ProcessorCount);
        CheckFrames(frames);
        lock (gate)
        {
            var logged = parts.Log.Count;
            var area = mapRam.Map([.. frames], processor, out var address, out var failure);
            var mapping = area is null ? null : new VmRamMapping(this, address, frames.Count, area);
            return new VmMapRamOutcome(mapping, failure, MessagesSince(logged));
        }
    }

    /// <summary>vm_unmap_ram.</summary>
    /// <param name="address">The address that vm_map_ram returned.</param>
    /// <param name="count">The pages it was told.</param>
    /// <exception cref="NotInKernelException">The kernel has no vm_unmap_ram.</exception>
    public VmUnmapRamOutcome VmUnmapRam(VirtualAddress address, int count)
    {
        var mapRam = FindMapRam("vm_unmap_ram");
        lock (gate)
        {
            var logged = parts.Log.Count;
            var result = mapRam.Unmap(address, count);
            var lines = Profile.Texts.VmUnmapRamFault(result, parts.Costs.Oopses + 1).ToList();
            if (lines.Count > 0)
            {
                parts.Costs.Oopses++;
                parts.Log.Print(lines);
            }

            return new VmUnmapRamOutcome(result, MessagesSince(logged));
        }
    }

    /// <summary>What vm_map_ram has mapped and not unmapped, in address order.</summary>
    public IReadOnlyList<VmRamMapping> GetVmRamMappings()
    {
        lock (gate)
        {
            return
            [
                .. parts
                    .Vmalloc.Nodes.Where(area => area.Descriptor < 0 && !area.IsLazy)
                    .SelectMany(area =>
                        area.Block is { } block
                            ? block.Mapped.OrderBy(m => m.Key).Select(m => Mapping(area, m.Key, m.Value.Length))
                            : [Mapping(area, 0, area.Mapped.Length)]
                    ),
            ];
        }

        VmRamMapping Mapping(VmStruct area, int page, int pages) =>
            new(this, area.Address + ((long)page << PageSize.Shift), pages, area);
    }

    /// <summary>vm_unmap_aliases: clears what is left of lazily freed areas, so that their addresses can be used again.</summary>
    /// <exception cref="NotInKernelException">The kernel frees nothing lazily.</exception>
    public VmPurge PurgeVmalloc()
    {
        CheckKernelHas("vm_unmap_aliases", kernel => kernel.Vmalloc.Free.IsLazy);
        lock (gate)
        {
            var lazy = parts.Vmalloc.Nodes.Count(area => area.IsLazy);
            var (bytes, ptes, flushes) = (LazyPages << PageSize.Shift, PtesWritten, TlbFlushes);
            if (parts.MapRam is { } mapRam)
            {
                mapRam.UnmapAliases();
            }
            else
            {
                parts.Vmalloc.Areas.Purge();
            }

            return new VmPurge(this)
            {
                Areas = lazy,
                Bytes = bytes,
                PtesCleared = PtesWritten - ptes,
                TlbFlushes = TlbFlushes - flushes,
            };
        }
    }

    /// <summary>ioremap and its like.</summary>
    /// <param name="address">The first byte of device memory.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="variant">Which function.</param>
    /// <param name="caller">Who asks, for the list of areas.</param>
    /// <exception cref="NotInKernelException">The kernel has no such function.</exception>
    public IoremapOutcome Ioremap(
        PhysicalAddress address,
        long size,
        IoremapVariant variant = IoremapVariant.Ioremap,
        string caller = "ioremap"
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        CheckKernelHas(NameOf(variant), kernel => kernel.Vmalloc.Ioremap.Modes.Any(m => m.Variant == variant));
        var mode = Profile.Vmalloc.Ioremap.Modes.First(m => m.Variant == variant);
        lock (gate)
        {
            var logged = parts.Log.Count;
            var at = parts.Ioremap.Map((long)address, size, mode, caller, out var area, out var failure);
            var mapping = failure == IoremapFailure.None ? new IoMapping(this, at, address, size, area) : null;
            return new IoremapOutcome(mapping, failure, MessagesSince(logged));
        }
    }

    /// <summary>iounmap.</summary>
    public VfreeOutcome Iounmap(VirtualAddress address) => TakeBack(address, address.Page, parts.Ioremap.Unmap);

    private static string NameOf(VmallocVariant variant) =>
        variant switch
        {
            VmallocVariant.Vmalloc32 => "vmalloc_32",
            VmallocVariant.VmallocUser => "vmalloc_user",
            VmallocVariant.VmallocDma => "vmalloc_dma",
            _ => "vmalloc",
        };

    private static string NameOf(IoremapVariant variant) =>
        variant switch
        {
            IoremapVariant.IoremapNocache => "ioremap_nocache",
            IoremapVariant.IoremapWc => "ioremap_wc",
            IoremapVariant.IoremapCache => "ioremap_cache",
            _ => "ioremap",
        };

    private VfreeOutcome TakeBack(
        VirtualAddress address,
        VirtualAddress start,
        Func<VirtualAddress, VfreeResult> function
    )
    {
        lock (gate)
        {
            var logged = parts.Log.Count;
            var area = parts.Vmalloc.Find(start) is { } found ? new VmArea(this, found) : null;
            return new VfreeOutcome(function(address), area, MessagesSince(logged));
        }
    }

    private VmapBlocks FindMapRam(string function)
    {
        CheckKernelHas(function, kernel => kernel.Vmalloc.MapRam is not null);
        return parts.MapRam is { IsUsable: true } mapRam
            ? mapRam
            : throw new NotInKernelException(
                FormattableString.Invariant(
                    $"{function} does not work in a kernel with NR_CPUS={Layout.Config.NrCpus}: its blocks would have {parts.MapRam!.Bits} pages, which is no power of two. Take another NR_CPUS."
                )
            );
    }

    private void CheckKernelHas(string function, Predicate<KernelProfile> has)
    {
        if (!has(Profile))
        {
            throw new NotInKernelException(
                $"Linux {Kernel} has no {function}. Kernels that have it: {string.Join(", ", KernelProfiles.All.Where(k => has(k)))}."
            );
        }
    }

    private void CheckFrames(IReadOnlyList<int> frames)
    {
        foreach (var pfn in frames)
        {
            if (pfn < 0 || pfn >= parts.Frames.Count)
            {
                throw NoSuchFrame(pfn);
            }
        }
    }
}
