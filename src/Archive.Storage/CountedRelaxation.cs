using Archive.Searching;

namespace Archive.Storage;

/// <summary>A query that asks for less, and how much it finds.</summary>
public sealed record CountedRelaxation(Relaxation Relaxation, HitCount Count);
