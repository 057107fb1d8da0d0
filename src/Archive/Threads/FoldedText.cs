using System.Buffers;

namespace Archive.Threads;

/// <summary>Text with every run of white space as one space, so that how a dump broke its lines makes no difference.</summary>
internal static class FoldedText
{
    public static string Of(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = Fold(text, buffer).ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return folded;
    }

    /// <summary>As <see cref="Of"/>, into a buffer that is at least as long as the text.</summary>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        var gap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = length > 0;
                continue;
            }

            if (gap)
            {
                into[length++] = ' ';
                gap = false;
            }

            into[length++] = c;
        }

        return into[..length];
    }
}
