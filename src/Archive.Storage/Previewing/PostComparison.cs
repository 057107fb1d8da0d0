namespace Archive.Storage.Previewing;

/// <summary>Compares the posts of files that were just imported, and are not kept yet, with what is there.</summary>
/// <param name="standing">The archive as readers see it.</param>
/// <param name="staged">The number of the file of the stage that has these bytes; null where none has.</param>
internal sealed class PostComparison(ArchiveWriter writer, Connection standing, Func<string, int?> staged)
{
    /// <summary>Characters of the beginning of a text by which a person knows it.</summary>
    private const int Opening = 160;

    /// <summary>Posts whose keys are remembered: a file shows seldom more than one or two to be one.</summary>
    private const int MaxKnown = 4;

    private readonly Dictionary<long, Dictionary<(long, int), string>> known = [];

    /// <summary>How the post of a capture stands to what was there before its file came: in the archive, or of the files of the stage before it.</summary>
    /// <param name="fate">Of the file.</param>
    /// <param name="room">How much may be listed; what is listed is taken from it.</param>
    public PostDetail Of(long capture, FileFate fate, DetailRoom room)
    {
        var post = writer.Copy["SELECT post_id FROM captures WHERE id = ?"].With(capture).Number()!.Value;
        var captures = writer.Maker.Posts.CapturesOf(post).Where(one => one.Id <= capture).ToList();
        var own = captures.Single(one => one.Id == capture);
        var others = captures.Where(one => one.Id < capture).ToList();
        // What comes to its post from a guessed blog may change it, as any other capture; what was with it there knows it.
        var isKept = fate == FileFate.Kept || (fate == FileFate.Moved && others.TrueForAll(other => IsOfGuess(other.Id)));
        var place = PlaceOf(isKept ? captures : others);
        var summary = Summary(own, others) with { Kept = place.Kept, StagedAs = place.StagedAs };
        if (isKept)
        {
            return new PostDetail(RowId.TurnOf(capture), summary with { Sameness = Sameness.SameBytes }, null, [], []);
        }

        var before = others.Count == 0 ? null : writer.Maker.Posts.Fold(others);
        var changes = CaptureChanges.Of(before, writer.Maker.Posts.Fold(captures), own);
        summary = summary with
        {
            Sameness = before is null ? Sameness.NewPost : changes.IsNothing ? Sameness.NothingNew : captures[^1].Id == capture ? Sameness.Newer : Sameness.Older,
            IsTextEdited = changes.IsTextEdited,
            New = changes.New,
            Edited = changes.Edited,
            Moved = changes.Moved,
            Vanished = changes.Vanished.Count,
            Relaid = changes.Relaid,
        };
        var same = changes.Comments.Where(comment => comment.Before is not null && room.TakeComment()).Select(comment => Same(comment, own, room)).ToList();
        var vanished = changes.Vanished.Where(_ => room.TakeComment()).Select(comment => Kept(comment, own)).ToList();
        return new PostDetail(RowId.TurnOf(capture), summary, changes.IsTextEdited ? room.Text($"{before!.Text.Title}\n\n{before.Text.BodyText}") : null, same, vanished);
    }

    private static PostPreview Summary(PostCapture own, List<PostCapture> others)
    {
        var post = own.Post.Post;
        return new PostPreview(
            post.Title, post.Published, post.OpenDate?.Printed, post.FoundComments, post.DeclaredComments, own.Taken, others.Count == 0 ? null : others[^1].Taken,
            Sameness.NewPost, false, 0, 0, 0, 0, 0, null, null);
    }

    // Of several captures the latest that is in the archive says where the post is now.
    private (KeptPost? Kept, int? StagedAs) PlaceOf(List<PostCapture> captures)
    {
        for (var i = captures.Count - 1; i >= 0; i--)
        {
            if (PlaceOf(captures[i].Id) is { } kept)
            {
                return (kept, null);
            }
        }

        return (null, captures.Count == 0 ? null : staged(Sha256Of(captures[^1].Id)));
    }

    // Bytes that a guess loses are another source where they come: they are known by what they are.
    private KeptPost? PlaceOf(long capture) => standing[
            $"""
             SELECT blogs.slug, month, posts.slug
               FROM sources JOIN captures ON captures.id = (sources.id << {RowId.BitsOfTurn}) + ?2 JOIN posts ON posts.id = post_id JOIN blogs ON blogs.id = posts.blog_id
              WHERE sha256 = ?1 AND (sources.id = ?3 OR guessed)
              ORDER BY sources.id = ?3 DESC, 1 LIMIT 1
             """]
        .With(Sha256Of(capture)).With(RowId.TurnOf(capture)).With(RowId.GroupOf(capture)).First<KeptPost?>(row => new KeptPost(row.Text(0), row.Text(1), row.Text(2)));

    private bool IsOfGuess(long capture) =>
        standing["SELECT EXISTS (SELECT 1 FROM sources JOIN blogs ON blogs.id = blog_id WHERE sha256 = ? AND guessed)"].With(Sha256Of(capture)).Number() == 1;

    private SameComment Same(ChangedComment comment, PostCapture own, DetailRoom room) => new(
        comment.Turn, Kept(comment.After, own), comment.IsEdited ? room.Text(comment.Before!.Text.Comment.BodyText) : null, comment.IsMoved);

    // As the archive has it, where it has it; else as the last other file.
    private KeptComment Kept(FoldedComment comment, PostCapture own)
    {
        CommentSighting? last = null;
        string? key = null;
        foreach (var sighting in comment.Sightings)
        {
            if (sighting.Capture != own)
            {
                var found = KeyOf(sighting);
                (last, key) = found is not null || key is null ? (sighting, found ?? key) : (last, key);
            }
        }

        var (name, text) = (Sha256Of(last!.Value.Capture.Id), comment.Text.Capture == own ? last.Value.Comment.BodyText : comment.Text.Comment.BodyText);
        return new KeptComment(
            new CommentName(name, RowId.TurnOf(last.Value.Capture.Id), last.Value.Index), key, key is null ? staged(name) : null,
            last.Value.Number, comment.Author, comment.Latest(one => one.Published), LongTexts.Beginning(text, Opening));
    }

    // The key that it has in the archive now.
    private string? KeyOf(CommentSighting sighting)
    {
        if (standing["SELECT post_id FROM captures WHERE id = ?"].With(sighting.Capture.Id).Number() is not { } post)
        {
            return null;
        }

        if (!known.TryGetValue(post, out var keys))
        {
            if (known.Count == MaxKnown)
            {
                known.Clear();
            }

            var captures = writer.Maker.Posts.CapturesOf(post, standing);
            known.Add(post, keys = writer.Maker.Posts.Fold(captures).Comments
                .SelectMany(comment => comment.Sightings.Select(one => ((one.Capture.Id, one.Index), comment.Key))).ToDictionary());
        }

        return keys.GetValueOrDefault((sighting.Capture.Id, sighting.Index));
    }

    private string Sha256Of(long capture) => writer.Copy["SELECT sha256 FROM sources WHERE id = ?"].With(RowId.GroupOf(capture)).Text()!;
}

/// <summary>How much of one file may still be listed.</summary>
internal sealed class DetailRoom(int comments, int characters)
{
    /// <summary>Whether there was more than what there is room for.</summary>
    public bool IsCut { get; private set; }

    public bool TakeComment() => comments-- > 0 || !(IsCut = true);

    /// <summary>A text, or as much of it as there is room for.</summary>
    public string Text(string text)
    {
        if (text.Length > characters)
        {
            (text, IsCut) = (LongTexts.Beginning(text, characters), true);
        }

        characters -= text.Length;
        return text;
    }
}
