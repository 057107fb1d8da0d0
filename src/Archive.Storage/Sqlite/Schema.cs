namespace Archive.Storage.Sqlite;

/// <summary>Reads the scripts that make a file's tables.</summary>
internal static class Schema
{
    public static string Text(string script)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
