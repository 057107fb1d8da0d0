namespace Archive.Links;

/// <summary>Finds the post of a month that a slug of the live blog names.</summary>
/// <remarks>
/// The archive makes slugs from titles as Blogger does, but Blogger kept a leading article at times and then had less room for the rest
/// (decision 0016).
/// </remarks>
internal static class LiveSlug
{
    /// <param name="live">As the address has it.</param>
    /// <param name="slugs">Those of the archive's posts of that month.</param>
    /// <returns>The slug, and whether it is certain; null where none is meant.</returns>
    public static (string Slug, bool IsCertain)? Find(string live, IReadOnlyCollection<string> slugs)
    {
        var named = Slug.WithoutArticles(live);
        if (slugs.Contains(live) || slugs.Contains(named))
        {
            return (slugs.Contains(live) ? live : named, true);
        }

        if (OnlyOne(slugs, slug => HasRoomFor(live, named, slug)) is { } longer)
        {
            return (longer, true);
        }

        // Blogger tells posts of one title apart by digits that cannot be guessed. Where the archive has one post of that title, it may be this one or the other.
        var stem = Slug.WithoutArticles(WithoutDigits(live));
        return stem != named && OnlyOne(slugs, slug => WithoutDigits(slug) == stem) is { } perhaps ? (perhaps, false) : null;
    }

    // The article took the room of the archive's last words.
    private static bool HasRoomFor(string live, string named, string slug)
    {
        if (live.Length == named.Length || slug.Length <= named.Length || !slug.StartsWith(named, StringComparison.Ordinal) || slug[named.Length] != '-')
        {
            return false;
        }

        var nextWord = slug.AsSpan(named.Length + 1);
        var end = nextWord.IndexOf('-');
        return live.Length + 1 + (end < 0 ? nextWord.Length : end) > Slug.MaxLength;
    }

    private static string WithoutDigits(string slug)
    {
        var at = slug.LastIndexOf('_');
        return at > 0 && at + 1 < slug.Length && slug.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? slug[..at] : slug;
    }

    private static string? OnlyOne(IReadOnlyCollection<string> slugs, Func<string, bool> isMeant)
    {
        string? one = null;
        foreach (var slug in slugs.Where(isMeant))
        {
            if (one is not null)
            {
                return null;
            }

            one = slug;
        }

        return one;
    }
}
