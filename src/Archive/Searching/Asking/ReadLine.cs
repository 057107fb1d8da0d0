namespace Archive.Searching.Asking;

/// <summary>How one term or filter was read.</summary>
/// <param name="Kind"><c>word</c>, <c>phrase</c>, <c>prefix</c>, <c>filter</c>, <c>not</c>, <c>any</c>, <c>all</c> (a group inside an <c>any</c>), <c>scope</c> or <c>sort</c>.</param>
/// <param name="Text">As it is written in the query: <c>"early day motion"</c>, <c>by:Jim</c>; of a <c>not</c> what is not wanted.</param>
/// <param name="Meaning">In a few words for people, without the text itself: <c>the word, or its other forms officers, officer’s</c>.</param>
/// <param name="Level">How deep it stands in groups; 0 at the top.</param>
/// <param name="Without">The query without it, as text; empty where nothing else is asked.</param>
/// <param name="Exact">The query with only this form of the word; null where no other form is looked for.</param>
public sealed record ReadLine(string Kind, string Text, string Meaning, int Level, string Without, string? Exact);
