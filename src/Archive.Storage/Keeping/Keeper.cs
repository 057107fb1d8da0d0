namespace Archive.Storage.Keeping;

/// <summary>What a keeper asked for cannot be done; the message says why.</summary>
public sealed class KeepingException(string message) : Exception(message);

/// <summary>Takes back, renames, merges and removes: each an entry of the record, which the reading copy follows.</summary>
/// <param name="by">The name of the keeper who does it; null at a terminal.</param>
public sealed class Keeper(ArchiveFolder archive, TimeProvider clock, string? by = null)
{
    /// <summary>Says what taking an import back would take away.</summary>
    /// <exception cref="KeepingException">There is no such import, or it is taken back already.</exception>
    public UndoPlan PlanUndo(long import) => UndoPlan.Of(archive, import);

    /// <summary>Says what bringing an undone import back would bring.</summary>
    /// <exception cref="KeepingException">There is no such import, or it is not undone.</exception>
    public BringBackPlan PlanBringBack(long import) => BringBackPlan.Of(archive, import);

    /// <summary>Takes an import back: what follows is as if it had never been.</summary>
    public void Undo(long import)
    {
        using var writer = archive.OpenWriter();
        if (writer.Copy["SELECT 1 FROM imports WHERE id = ? AND undone_at IS NULL"].With(import).Number() is null)
        {
            throw new KeepingException($"there is no import {import} that could be undone");
        }

        Append(writer, new ImportUndone(import));
    }

    /// <summary>Lets an import count again that was taken back: what follows is as if that had never been.</summary>
    public void BringBack(long import)
    {
        using var writer = archive.OpenWriter();
        if (writer.Copy["SELECT 1 FROM imports WHERE id = ? AND undone_at IS NOT NULL"].With(import).Number() is null)
        {
            throw new KeepingException($"there is no import {import} that could be brought back");
        }

        Append(writer, new ImportBroughtBack(import));
    }

    /// <summary>Says what a blog is called, and where it is or was; what is null stays as it is, and what is empty is not known.</summary>
    public void Describe(BlogDescription blog)
    {
        using var writer = archive.OpenWriter();
        var slug = Existing(writer, blog.Slug);
        Append(writer, BlogDescribed.Of(blog, slug, import: null));
    }

    /// <summary>Gives the blogs of the first page an order; those that are not named follow by title.</summary>
    public void Order(IReadOnlyList<string> slugs)
    {
        using var writer = archive.OpenWriter();
        Append(writer, new BlogsOrdered([.. slugs.Select(slug => Existing(writer, slug)).Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Decides what holds for the whole site.</summary>
    public void Decide(SettingsDecided settings)
    {
        using var writer = archive.OpenWriter();
        Append(writer, settings);
    }

    /// <summary>Gives a blog another slug; its old addresses lead on.</summary>
    public void Rename(string from, string to)
    {
        using var writer = archive.OpenWriter();
        var slug = Existing(writer, from);
        if (writer.Maker.Blogs.Find(to) is not null)
        {
            throw new KeepingException(to == slug ? $"the blog is called '{to}' already" : $"there is a blog '{to}' already; merging puts the two together");
        }

        // An address that was given once names nothing else.
        if (writer.Maker.Blogs.SlugRead(to) is var led && led != to && led != slug)
        {
            throw new KeepingException(LeadsElsewhere(to, led));
        }

        Append(writer, new BlogRenamed(slug, to));
    }

    /// <summary>The objection to a name for a blog that another blog had.</summary>
    public static string LeadsElsewhere(string slug, string blog) => $"'{slug}' was a name of the blog '{blog}', and its addresses lead there";

    /// <summary>Puts the sources of a blog into another; its old addresses lead on.</summary>
    public void Merge(string from, string into)
    {
        using var writer = archive.OpenWriter();
        var (slug, target) = (Existing(writer, from), Existing(writer, into));
        if (slug == target)
        {
            throw new KeepingException($"'{from}' and '{into}' are one blog");
        }

        Append(writer, new BlogMerged(slug, target));
    }

    /// <summary>Takes a blog and its sources out; the originals stay in the record.</summary>
    public void Remove(string blog)
    {
        using var writer = archive.OpenWriter();
        Append(writer, new BlogRemoved(Existing(writer, blog)));
    }

    /// <summary>Says that two captures are of one post, whatever they show.</summary>
    /// <param name="one">The id of a capture, as is <paramref name="other"/>.</param>
    /// <returns>Whether anything is other than before; they may be of one post already, and then nothing is said.</returns>
    public bool Join(long one, long other)
    {
        using var writer = archive.OpenWriter();
        var (left, right) = (Existing(writer, one), Existing(writer, other));
        RefuseTwoBlogs(left, right);
        if (left.Post == right.Post)
        {
            return false;
        }

        // A word that parted any captures of the two would hold against this one.
        Append(writer, [.. writer.Maker.Linked.Verdicts.Parted(left.Post, right.Post).Append((One: left.Name, Other: right.Name)).Distinct().Select(pair => new CapturesJoined(pair.One, pair.Other))]);
        return true;
    }

    /// <summary>Says that two captures are of two posts, whatever they show, and whatever comes.</summary>
    /// <param name="one">The id of a capture, as is <paramref name="other"/>.</param>
    /// <returns>Whether that is new; it may have been said of their posts already, and then nothing is said.</returns>
    public bool Part(long one, long other)
    {
        using var writer = archive.OpenWriter();
        var (left, right) = (Existing(writer, one), Existing(writer, other));
        RefuseTwoBlogs(left, right);
        if (one == other)
        {
            throw new KeepingException("both names are of one capture, which cannot be two posts");
        }

        // What was said of two that are one post was taken back by a later word.
        if (left.Post != right.Post && writer.Maker.Linked.Verdicts.Parted(left.Post, right.Post).Count > 0)
        {
            return false;
        }

        Append(writer, new CapturesParted(left.Name, right.Name));
        return true;
    }

    /// <summary>Says that two sightings are of two comments, however alike, and whatever comes.</summary>
    /// <returns>Whether that is new; it may have been said already, and then nothing is said.</returns>
    public bool KeepApart(CommentName one, CommentName other)
    {
        using var writer = archive.OpenWriter();
        RefuseMissing(writer, one);
        RefuseMissing(writer, other);
        if ((one.Sha256, one.Post) == (other.Sha256, other.Post))
        {
            throw new KeepingException("two comments of one capture are two already");
        }

        if (writer.Maker.Linked.Parted.Has(one, other))
        {
            return false;
        }

        Append(writer, new CommentsParted(one, other));
        return true;
    }

    /// <summary>Takes back that two sightings are of two comments; what they show says again whether they are one.</summary>
    /// <returns>Whether anything kept them apart.</returns>
    public bool LetTogether(CommentName one, CommentName other)
    {
        using var writer = archive.OpenWriter();
        if (!writer.Maker.Linked.Parted.Has(one, other))
        {
            return false;
        }

        Append(writer, new CommentsUnparted(one, other));
        return true;
    }

    /// <summary>How much a blog holds.</summary>
    /// <exception cref="KeepingException">There is no such blog.</exception>
    public (string Slug, string Title, int Sources, int Posts, int Comments) Holds(string blog)
    {
        using var copy = new Connection(archive.OpenReader());
        var (id, slug, title) = copy["SELECT id, slug, title FROM blogs WHERE slug = ? OR id = (SELECT blog_id FROM blog_names WHERE slug = ?)"]
            .With(blog).With(blog).First<(long, string, string)?>(row => (row.Long(0), row.Text(1), row.Text(2))) ?? throw NoBlog(blog);
        return (slug, title, Count(copy, "sources WHERE blog_id = ?", id), Count(copy, "posts WHERE blog_id = ?", id),
            (int)copy["SELECT coalesce(sum(comment_count), 0) FROM posts WHERE blog_id = ?"].With(id).Number()!.Value);
    }

    private void Append(ArchiveWriter writer, params IReadOnlyList<EntryDetail> details)
    {
        writer.Record.Append(record =>
        {
            foreach (var detail in details)
            {
                record.Write(clock.GetUtcNow(), detail with { By = by });
            }
        });
        writer.Maker.CatchUp(CancellationToken.None);
        writer.Checkpoint();
        FinishedStore.Clear(archive.Folder);
    }

    private static string Existing(ArchiveWriter writer, string blog)
    {
        var slug = writer.Maker.Blogs.SlugRead(blog);
        return writer.Maker.Blogs.Find(slug) is null ? throw NoBlog(blog) : slug;
    }

    private static (long Post, string Blog, CaptureName Name) Existing(ArchiveWriter writer, long capture) => writer.Copy[
        """
        SELECT post_id, blogs.slug, sha256 FROM captures JOIN sources ON sources.id = source_id JOIN blogs ON blogs.id = blog_id
         WHERE captures.id = ?
        """].With(capture).First<(long, string, CaptureName)?>(row => (row.Long(0), row.Text(1), new CaptureName(row.Text(2), RowId.TurnOf(capture))))
        ?? throw new KeepingException("that capture is not there any more");

    private static void RefuseMissing(ArchiveWriter writer, CommentName comment)
    {
        var capture = writer.Copy["SELECT captures.id FROM sources JOIN captures ON source_id = sources.id WHERE sha256 = ? AND captures.id = sources.id << 20 | ?"]
            .With(comment.Sha256).With(comment.Post).Number();
        if (capture is not { } known || comment.Comment < 0 || comment.Comment >= writer.Maker.Originals.Read(known).Comments.Count)
        {
            throw new KeepingException("that comment is not there any more");
        }
    }

    private static void RefuseTwoBlogs((long Post, string Blog, CaptureName Name) one, (long Post, string Blog, CaptureName Name) other)
    {
        if (one.Blog != other.Blog)
        {
            throw new KeepingException($"one is of the blog '{one.Blog}' and one of '{other.Blog}'; posts of two blogs are never one, unless the blogs are merged");
        }
    }

    private static KeepingException NoBlog(string blog) => new($"there is no blog '{blog}'");

    private static int Count(Connection copy, string what, long value) => (int)copy[$"SELECT count(*) FROM {what}"].With(value).Number()!.Value;
}
