namespace Archive.Searching.Asking;

/// <summary>A query that asks for less than the one that found nothing.</summary>
/// <param name="Label">What is different: <c>without the quotation marks</c>, <c>without in:comments</c>, <c>did you mean omnishambles</c>.</param>
public sealed record Relaxation(string Label, SearchQuery Query);
