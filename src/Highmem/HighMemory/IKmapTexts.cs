using Highmem.Boot;

namespace Highmem.HighMemory;

/// <summary>What kmap and kmap_atomic of a kernel say.</summary>
internal interface IKmapTexts
{
    /// <summary>kmap, kunmap or their atomic forms stop the kernel.</summary>
    /// <param name="bug">The condition.</param>
    /// <param name="count">Oopses so far, this one included.</param>
    IEnumerable<string> KmapBug(KmapBug bug, int count);

    /// <summary>kmap where nothing may sleep, as a kernel with CONFIG_DEBUG_SPINLOCK_SLEEP complains of it.</summary>
    /// <param name="task">The task.</param>
    /// <param name="hasHighmem">Whether kmap is a function; without HIGHMEM it stands in a header.</param>
    IEnumerable<string> KmapMightSleep(TaskFacts task, bool hasHighmem);

    /// <summary>A task goes to sleep where none may.</summary>
    IEnumerable<string> SchedulingWhileAtomic(TaskFacts task);

    /// <summary>kmap_atomic with a type that does not suit the context: a warning from a line of mm/highmem.c.</summary>
    IEnumerable<string> AtomicTypeWarning(int line);
}
