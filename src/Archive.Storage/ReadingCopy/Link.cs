namespace Archive.Storage.ReadingCopy;

/// <summary>An address that a post or a comment links to.</summary>
public sealed class Link
{
    public long Id { get; set; }

    public long PostId { get; set; }

    /// <summary>Null where the post itself links.</summary>
    public long? CommentId { get; set; }

    /// <summary>As its link has it.</summary>
    public required string Address { get; set; }

    /// <summary>See <see cref="Links.SiteName"/>.</summary>
    public required string Site { get; set; }

    /// <summary>Which page of a blog that would be; see <see cref="Links.LivePage.Page"/>.</summary>
    public string? Page { get; set; }

    /// <summary>The comment that it leads to, by its platform's id.</summary>
    public string? CommentKey { get; set; }

    /// <summary>When that comment was written, in UTC, as the address says.</summary>
    public DateTime? SaidAt { get; set; }
}

/// <summary>A site that texts link to.</summary>
public sealed class LinkedSite
{
    /// <summary>As a link has it.</summary>
    public required string Site { get; set; }

    /// <summary>How many links lead to it.</summary>
    public int Times { get; set; }

    /// <summary>How many addresses of it those have.</summary>
    public int Addresses { get; set; }
}

/// <summary>A page of a blog that texts link to, here or not.</summary>
public sealed class LinkedPage
{
    public required string Site { get; set; }

    /// <summary>As a link has it.</summary>
    public required string Page { get; set; }

    /// <summary>How many links lead to it.</summary>
    public int Times { get; set; }

    /// <summary>The first of those by which texts link to it.</summary>
    public required string Address { get; set; }
}
