namespace Archive.Citing;

/// <summary>A way to cite.</summary>
/// <param name="Id">Stands in addresses.</param>
/// <param name="Name">As people call it.</param>
/// <param name="File">For styles that programs read; null for prose.</param>
public sealed record CitationStyle(string Id, string Name, CitationFile? File, Func<CitedWork, Citation> Write);

/// <summary>A citation as a file.</summary>
/// <param name="Extension">Without the dot.</param>
public sealed record CitationFile(string Extension, string ContentType);
