using System.Text;

namespace Archive.Searching;

/// <summary>A word, or several in the order of a quoted phrase.</summary>
/// <param name="Text">As it was typed, without its quotation marks, minus sign or star.</param>
/// <param name="IsPhrase">It stood in quotation marks.</param>
public sealed record SearchTerm(string Text, bool IsPhrase)
{
    /// <summary>A text that holds it is not wanted.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Its last word may go on: <c>probat*</c>.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>The term as a page names it.</summary>
    public string Description => IsPhrase ? $"“{Text}”" : IsPrefix ? Text + "*" : Text;

    /// <summary>The term in the words of FTS5: always a string, so that nothing in it is an operator.</summary>
    internal string ToFts5()
    {
        // Full-width digits and the like stand in few texts; who types them means the plain ones too.
        var plain = Text.Normalize(NormalizationForm.FormKC);
        return plain == Text ? Quote(Text) : $"({Quote(Text)} OR {Quote(plain)})";
    }

    private string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(IsPrefix ? " *" : "")}";
}
