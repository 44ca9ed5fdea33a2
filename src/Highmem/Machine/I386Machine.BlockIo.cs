using Highmem.Addressing;
using Highmem.BlockIo;
using Highmem.HighMemory;
using Highmem.Machine.Views;
using Highmem.Physical;

namespace Highmem.Machine;

// Block I/O and its bounce buffers.
public sealed partial class I386Machine
{
    // The last sector a page can begin at: sectors are counted in 32 bits.
    private const long LastSector = uint.MaxValue - BlockDisk.SectorsPerPage + 1;

    private const string BugInCopy = "the kernel stopped with a BUG when it mapped the page to copy it";

    /// <summary>Begins the I/O of a page, and leaves it in flight; it waits if no page is left to bounce it.</summary>
    /// <param name="pfn">The page frame; it is in use by alloc_pages, vmalloc, kmalloc or a process.</param>
    /// <param name="direction">From the device or to it.</param>
    /// <param name="device">What the device reaches.</param>
    /// <param name="sector">The first of its eight sectors of 512 bytes.</param>
    /// <param name="data">For a read, what the disk is to hold first; null for what it holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sector, or the data is more than a page.</exception>
    public BlockIoOutcome SubmitIo(
        int pfn,
        IoDirection direction,
        BounceLimit device = BounceLimit.High,
        long sector = 0,
        byte[]? data = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sector);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sector, LastSector);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data?.Length ?? 0, PageSize.Bytes, nameof(data));
        lock (gate)
        {
            if (WhyNoIo(pfn, device) is { } reason)
            {
                return new(null, [], reason, []);
            }

            var logged = parts.Log.Count;
            parts.Bounce.Disk.Write(sector, data);
            try
            {
                var request = parts.Bounce.Submit(pfn, direction, device, sector);
                return new(Show(request), [], "", MessagesSince(logged));
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(null, [], BugInCopy, MessagesSince(logged));
            }
        }
    }

    /// <summary>Ends an I/O that is in flight.</summary>
    /// <param name="id">Its number.</param>
    public BlockIoOutcome CompleteIo(int id)
    {
        lock (gate)
        {
            var request = parts.Bounce.Requests.FirstOrDefault(r => r.Id == id);
            if (request is not { State: BlockIoState.InFlight })
            {
                var reason = request is null
                    ? FormattableString.Invariant($"there is no I/O {id} in flight")
                    : "it waits for a page to bounce it through; complete another one first";
                return new(null, [], reason, []);
            }

            var logged = parts.Log.Count;
            try
            {
                var resumed = parts.Bounce.Complete(request, CanDoIo(request.Pfn));
                return new(Show(request), [.. resumed.Select(Show)], "", []);
            }
            catch (KmapBugException problem)
            {
                PrintBug(problem.Bug);
                return new(null, [], BugInCopy, MessagesSince(logged));
            }
        }
    }

    /// <summary>I/O that is not done, the oldest first.</summary>
    public IReadOnlyList<PendingIo> GetPendingIo()
    {
        lock (gate)
        {
            return [.. parts.Bounce.Requests.Select(Show)];
        }
    }

    private string? WhyNoIo(int pfn, BounceLimit device) =>
        !parts.Bounce.Knows(device) ? $"Linux {Kernel} has no BLK_BOUNCE_ISA: drivers of such devices copy themselves"
        : pfn < 0 || pfn >= parts.Frames.Count
            ? FormattableString.Invariant($"there is no page frame {pfn}: mem_map holds 0 to {parts.Frames.Count - 1}")
        : !CanDoIo(pfn)
            ? FormattableString.Invariant(
                $"page frame {pfn} holds no data of anybody: it is in use as {parts.Frames.Use(pfn)}. Pages of alloc_pages, kmalloc, vmalloc and processes do"
            )
        : null;

    // Pages that somebody fills with data; the kernel's own are left alone.
    private bool CanDoIo(int pfn) =>
        parts.Frames.Use(pfn) is FrameUse.Pages or FrameUse.User or FrameUse.Vmalloc or FrameUse.KmallocLarge;

    private PendingIo Show(BlockRequest request) =>
        new(this)
        {
            Id = request.Id,
            Pfn = request.Pfn,
            Direction = request.Direction,
            Device = request.Limit,
            Sector = request.Sector,
            Bounced = request.Pool is not null,
            BouncePfn = request.BouncePfn == 0 ? null : request.BouncePfn,
            BounceZone = request.BouncePfn == 0 ? "" : parts.Pages.ZoneOf(request.BouncePfn).Name,
            FromPool = request.FromPool,
            PoolFree = request.Pool?.Pages.Count,
            State = request.State,
        };
}
