using System.Text;

namespace Archive.Threads;

/// <summary>Text with every run of white space as one space, so that how a dump broke its lines makes no difference.</summary>
internal static class FoldedText
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var part in text.AsSpan().Trim().EnumerateParts())
        {
            if (folded.Length > 0)
            {
                folded.Append(' ');
            }

            folded.Append(part);
        }

        return folded.ToString();
    }

    /// <summary>The parts between white space.</summary>
    public static WordEnumerator EnumerateParts(this ReadOnlySpan<char> text) => new(text);

    /// <summary>Walks over the parts of a text that white space separates.</summary>
    internal ref struct WordEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly WordEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            rest = rest.TrimStart();
            if (rest.IsEmpty)
            {
                return false;
            }

            var end = 0;
            while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
            {
                end++;
            }

            Current = rest[..end];
            rest = rest[end..];
            return true;
        }
    }
}
