namespace Archive.Dumps;

/// <summary>The one refusal of the reading room: a file that is no dump at all, with what was expected instead.</summary>
public sealed class NotADumpException(string message) : Exception(message);
