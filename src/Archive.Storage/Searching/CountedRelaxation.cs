namespace Archive.Storage.Searching;

/// <summary>A query that asks for less, and how much it finds.</summary>
public sealed record CountedRelaxation(Relaxation Relaxation, HitCount Count);
