namespace Archive.Storage.Searching;

/// <summary>What somebody who types may mean.</summary>
/// <param name="Kind"><c>word</c>, <c>name</c>, <c>site</c> or <c>post</c>.</param>
/// <param name="Text">The value: a word, a name, a host, a title.</param>
/// <param name="Count">How many posts and comments have it; null where nobody counted.</param>
/// <param name="Slug">Of a post, for <c>post:</c>.</param>
public sealed record Suggestion(string Kind, string Text, long? Count, string? Slug = null);
