namespace Highmem.BlockIo;

/// <summary>What a kernel says of its bounce buffers.</summary>
internal interface IBounceTexts
{
    /// <summary>The pool of bounce buffers for high memory is filled.</summary>
    /// <param name="pages">Its pages.</param>
    /// <param name="heads">Its buffer heads.</param>
    string BouncePool(int pages, int heads);

    /// <summary>The pool of bounce buffers for ISA devices is filled.</summary>
    string IsaBouncePool(int pages);
}
