using System.Text;

namespace Highmem.Reports;

/// <summary>Reads the text of a file that somebody else wrote; what is wrong with it is said by the caller's exception.</summary>
internal static class ReportFile
{
    /// <summary>The largest file that is read, in bytes: 16 MB, many times what any kernel prints.</summary>
    public const long LargestFile = 16 << 20;

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should hold, such as <c>boot log</c>.</param>
    /// <param name="refuse">Makes the exception from the reason and from what led to it.</param>
    public static string Read(string path, string kind, Func<string, Exception?, Exception> refuse)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw refuse($"this is a directory; name the {kind} files in it.", null);
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Decode(ReadBytes(file, kind, refuse), kind, refuse);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw refuse($"the file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Whether a line is of a binary file.</summary>
    public static bool IsBinary(ReadOnlySpan<char> line)
    {
        var strange = 0;
        foreach (var c in line)
        {
            if (c == '\0')
            {
                return true;
            }

            strange += (c < ' ' && c is not ('\t' or '\e' or '\b')) || c == '\uFFFD' ? 1 : 0;
        }

        return strange > 8 && strange > line.Length / 8;
    }

    // A file that grows while it is read, or that has no size (a pipe), is cut off here too.
    private static byte[] ReadBytes(FileStream file, string kind, Func<string, Exception?, Exception> refuse)
    {
        if (file.CanSeek && file.Length > LargestFile)
        {
            throw TooLarge();
        }

        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > LargestFile)
            {
                throw TooLarge();
            }
        }

        return content.ToArray();

        Exception TooLarge() =>
            refuse(
                FormattableString.Invariant(
                    $"the file is larger than {LargestFile >> 20} MB, so it is no {kind}; cut out the {kind}."
                ),
                null
            );
    }

    private static string Decode(byte[] bytes, string kind, Func<string, Exception?, Exception> refuse)
    {
        if (bytes.Length == 0)
        {
            throw refuse($"the {kind} is empty.", null);
        }

        // Windows' own redirection writes UTF-16; the reader tells it by its first bytes.
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
