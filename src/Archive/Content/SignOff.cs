namespace Archive.Content;

/// <summary>A name alone on the last line of a comment, as people sign where the platform shows no name.</summary>
public static class SignOff
{
    /// <summary>The name as written; null where the last line is no name or stands alone. Whether it is a sign-off depends on whether it occurs again in the archive, which the caller knows.</summary>
    public static string? Of(string text) => throw new NotImplementedException(text);
}
