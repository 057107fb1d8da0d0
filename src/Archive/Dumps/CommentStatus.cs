namespace Archive.Dumps;

/// <summary>What a dump shows in a comment's place.</summary>
public enum CommentStatus
{
    /// <summary>Its text.</summary>
    Visible,

    /// <summary>The notice that its author or an administrator removed it.</summary>
    Removed,

    /// <summary>Nothing: that it existed is known only from its replies.</summary>
    Placeholder,
}
