namespace Archive;

/// <summary>A run of lines of a source, both ends included, counted from 1.</summary>
public readonly record struct LineRange(int First, int Last);
