namespace Archive.Searching;

/// <summary>Brings texts into the form that the index keeps, and what is looked for into the same.</summary>
public static class IndexText
{
    /// <summary>The text with full-width and compatibility forms made plain, vowel marks dropped, and Chinese and Japanese in overlapping pairs; null where that is the text itself.</summary>
    public static string? Fold(string text) => throw new NotImplementedException(text);

    /// <summary>How many words a text has.</summary>
    public static int CountWords(string text) => throw new NotImplementedException(text);

    /// <summary>A word, or a name of several, as the index's vocabulary holds it: folded, in lower case, without accents.</summary>
    public static string FoldWord(string word) => throw new NotImplementedException(word);
}
