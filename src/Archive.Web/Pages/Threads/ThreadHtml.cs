using Microsoft.AspNetCore.Html;

namespace Archive.Web.Pages.Threads;

/// <summary>Writes what the page of a thread has of each comment: the comment itself, its bar in the shape, its line among the branches.</summary>
internal static class ThreadHtml
{
    /// <summary>The comments in their lists. One flat loop opens and closes the lists; nothing recurses on what a dump holds.</summary>
    public static IHtmlContent Comments(ThreadView thread) => Markup.Of(markup =>
    {
        var open = new CommentView[ThreadPages.MaxNesting + 2];
        var (nesting, place) = (-1, 0);
        for (var i = 0; i < thread.Comments.Count; i++)
        {
            var comment = thread.Comments[i];
            if (comment.Nesting > nesting)
            {
                markup.Write($"<ol class=\"thread{(comment.IsStraight ? " straight" : "")}\">");
            }
            else
            {
                Close(markup, open, nesting, comment.Nesting);
                markup.Write($"</details></li>\n");
            }

            nesting = comment.Nesting;
            open[nesting] = comment;
            WriteHead(markup, comment, place + 1 == thread.Page.PlaceOf(i) ? null : thread.Page.PlaceOf(i));
            place = thread.Page.PlaceOf(i);
            WriteArticle(markup, comment);
        }

        if (nesting >= 0)
        {
            Close(markup, open, nesting, 0);
            markup.Write($"</details></li></ol>");
        }
    });

    /// <summary>The bars of the shape beside the thread.</summary>
    public static IHtmlContent Bars(ThreadView thread) => Markup.Of(markup =>
    {
        var comments = thread.Page.Comments;
        var row = ThreadMap.Row(comments.Count);
        for (var i = 0; i < comments.Count; i++)
        {
            markup.Write($"<a href=\"{thread.LinkTo(comments[i])}\" tabindex=\"-1\"");
            if (thread.Comments[i].IsHit)
            {
                markup.Write($" class=\"hit\"");
            }

            var bar = ThreadMap.Bar(comments[i], i, row);
            markup.Write($"><path d=\"M{bar.X} {bar.Y}h{bar.Length}\" /></a>");
        }
    });

    /// <summary>The branches of the page, by number, name and first words.</summary>
    public static IHtmlContent Branches(ThreadView thread) => Markup.Of(markup =>
    {
        foreach (var branch in thread.Branches)
        {
            markup.Write($"<li><a href=\"{branch.LinkTo(branch.Row)}\"><span class=\"n\">{branch.Number}</span> ");
            if (branch.Row.Author is { } author)
            {
                markup.Write($"<b><bdi>{author}</bdi></b> ");
            }

            if (branch.Row.Status == CommentStatus.Visible)
            {
                markup.Write($"<bdi>{branch.FirstWords}</bdi>");
            }
            else
            {
                markup.Write($"<span class=\"inferred\">{(branch.Row.Status == CommentStatus.Removed ? "removed" : "not in the dump")}</span>");
            }
            if (branch.Row.Descendants > 0)
            {
                markup.Write($" <span class=\"n\">{InWords.Count(branch.Row.Descendants, "reply", "replies")}</span>");
            }

            markup.Write($"</a></li>\n");
        }
    });

    // The last comment of each list down to one that goes on; that one itself ends behind it.
    private static void Close(Markup markup, CommentView[] open, int from, int to)
    {
        for (var nesting = from; nesting >= to; nesting--)
        {
            var last = open[nesting];
            if (last.Behind > 0)
            {
                markup.Write($"<p class=\"onward\"><a href=\"{last.Own}\">Continue this branch: {InWords.Count(last.Behind, "more reply", "more replies")} below {last.Number}</a></p>");
            }
            else if (last.Elsewhere > 0)
            {
                markup.Write($"<p class=\"onward\"><a href=\"{last.InNested}\">{InWords.Count(last.Elsewhere, "reply", "replies")}</a></p>");
            }

            if (nesting > to)
            {
                markup.Write($"</details></li></ol>");
            }
        }
    }

    /// <param name="place">Its place among all, where that is not the one after the comment before it.</param>
    private static void WriteHead(Markup markup, CommentView comment, int? place)
    {
        markup.Write($"<li id=\"{PostAddress.Anchor(comment.Row.Key)}\" class=\"d{Math.Min(comment.Level, CommentView.MaxLevel + 1)}{(comment.IsStraight ? " straight" : "")}\" data-n=\"{comment.Row.Arrival}\"");
        if (place is { } known)
        {
            markup.Write($" data-place=\"{known}\"");
        }

        markup.Write($"><details class=\"branch\"{(comment.IsFolded ? "" : " open")}><summary><span class=\"unseen\">{comment.Number}");
        if (comment.Row.Author is { } author)
        {
            markup.Write($" {author}");
        }

        if (comment.Below > 0)
        {
            markup.Write($" · {InWords.Count(comment.Below, "reply", "replies")}");
        }

        markup.Write($"</span>");
        if (comment.IsFolded)
        {
            markup.Write($" <span class=\"preview\" dir=\"auto\">{Opening.OfUtf8(comment.Row.Beginning)}</span>");
        }

        markup.Write($"</summary>");
    }

    private static void WriteArticle(Markup markup, CommentView view)
    {
        markup.Write($"<article tabindex=\"-1\" aria-label=\"Comment {view.Number}\"{(view.IsBare ? Bare : null)}>");
        foreach (var key in view.OtherKeys)
        {
            markup.Write($"<span id=\"{PostAddress.Anchor(key)}\"></span>");
        }

        markup.Write($"<header>");
        WriteWho(markup, view);
        WriteWhen(markup, view);
        WriteAnswered(markup, view);
        markup.Write($" <details class=\"menu\" name=\"menu\"><summary title=\"Links of this comment\"><span class=\"unseen\">Links of comment {view.Number}</span></summary><ul>");
        WriteWays(markup, view);
        markup.Write($"</ul></details></header>\n<div class=\"said\">");
        WriteText(markup, view);
        // Few comments have other texts; theirs are pages' worth of markup by themselves.
        markup.Write($"{(view.HasHistory ? new Pages_Captures__CommentHistory { Model = view } : null)}</div></article>");
    }

    private static void WriteWays(Markup markup, CommentView view)
    {
        markup.Write($"<li><a class=\"permalink\" href=\"{view.Own}\">permalink</a></li>");
        markup.Write($"<li><a class=\"cite\" href=\"{view.Own}{CitationAddress.End}\">cite</a></li>");
        markup.Write($"<li><a class=\"lines\" href=\"{view.SourcePage}#{view.LinesAnchor}\">{InWords.Lines(view.Row.FirstLine, view.Row.LastLine)}</a></li>");
        WriteWay(markup, view, "parent", view.Parent, "parent");
        WriteWay(markup, view, "root", ReferenceEquals(view.Root, view.Parent) ? null : view.Root, "branch top");
        WriteWay(markup, view, "previous", view.Previous, "previous");
        WriteWay(markup, view, "next", view.Next, "next");
        WriteWay(markup, view, "onward", view.NextBranch, "next branch");
    }

    private static void WriteWay(Markup markup, CommentView view, string name, PageComment? comment, string words)
    {
        if (comment is not null)
        {
            markup.Write($"<li><a class=\"{name}\" href=\"{view.LinkTo(comment)}\">{words}</a></li>");
        }
    }

    private static readonly HtmlString Bare = new(" class=\"bare\"");

    private static void WriteWho(Markup markup, CommentView view)
    {
        var comment = view.Row;
        markup.Write($"<h3><a class=\"number\" href=\"{view.LinkTo(comment)}\"");
        if (view.FullNumber is { } full)
        {
            markup.Write($" title=\"Comment {full}\"");
        }

        markup.Write($">{view.NumberAlone}</a>");
        if (comment.NumberOf is { } numbered && view.FullNumber is null)
        {
            markup.Write($" <span class=\"numbered\">{InWords.OfCapture(numbered)}</span>");
        }

        if (comment.Author is { } author)
        {
            if (view.PersonPage is { } person)
            {
                markup.Write($" <a class=\"author\" rel=\"nofollow\" href=\"{person}\"><bdi>{author}</bdi></a>");
            }
            else
            {
                markup.Write($" <bdi class=\"author\">{author}</bdi>");
            }
        }
        else if (view.Signer is { } signer)
        {
            markup.Write($" <span class=\"author inferred\" title=\"Anyone could type this name\">signed ");
            if (view.PersonPage is { } person)
            {
                markup.Write($"<a rel=\"nofollow\" href=\"{person}\"><bdi>{signer}</bdi></a></span>");
            }
            else
            {
                markup.Write($"<bdi>{signer}</bdi></span>");
            }
        }
        else if (view.IsUnsigned)
        {
            markup.Write($" <span class=\"unsigned\">unsigned</span>");
        }

        markup.Write($"</h3>");
        if (view.IsBlogAuthor)
        {
            markup.Write($" <span class=\"role\">{(comment.Author is null ? "the blog’s author is called so" : "the blog’s author")}</span>");
        }
    }

    private static void WriteWhen(Markup markup, CommentView view)
    {
        if (view.Row.Published is { } published)
        {
            markup.Write($" <time datetime=\"{published}\">{InWords.ShortMoment(published)}</time>");
        }
        else if (view.ReadTime is { } read)
        {
            markup.Write($" <span class=\"inferred\"><time datetime=\"{InWords.Iso(read.At)}\">{InWords.Moment(read.At)}</time> · read from <a href=\"{read.StandsIn}\">a link</a></span>");
        }
    }

    private static void WriteAnswered(Markup markup, CommentView view)
    {
        if (view.Answered is not { } answered)
        {
            return;
        }

        markup.Write($" <a class=\"answers\" href=\"{view.LinkTo(answered)}\">in answer to ");
        if (view.AnsweredName is { } whom)
        {
            markup.Write($"<bdi>{whom}</bdi></a>");
        }
        else if (view.AnsweredWords is { Length: > 0 } start)
        {
            markup.Write($"<q><bdi>{start}</bdi></q></a>");
        }
        else
        {
            markup.Write($"{CommentView.NumberOf(answered)}</a>");
        }
    }

    private static void WriteText(Markup markup, CommentView view)
    {
        var comment = view.Row;
        switch (comment.Status)
        {
            case CommentStatus.Placeholder:
                markup.Write($"<p class=\"state\">{TextState.Placeholder}</p>");
                break;
            case CommentStatus.Removed:
                markup.Write($"<div class=\"state\" dir=\"auto\">{view.Text}</div>");
                break;
            default:
                markup.Write($"<div class=\"writing\" dir=\"auto\"");
                if (view.Language is { } language)
                {
                    markup.Write($" lang=\"{language}\"");
                }

                markup.Write($">{view.Text}</div>");
                break;
        }

        if (comment.IsCut)
        {
            markup.Write($"<p class=\"state\">{TextState.OnlyBeginning("thread")} <a href=\"{view.OwnWithMarks}\">The whole of comment {view.Number}</a></p>");
        }
        else if (comment.Html.Utf8.Length >= LongTexts.MaxLength && comment.Html.Length >= LongTexts.MaxLength)
        {
            markup.Write($"<p class=\"state\">This text is too long for a page; <a href=\"{view.SourcePage}#{view.LinesAnchor}\">lines {comment.FirstLine} to {comment.LastLine} of the original</a> hold the whole of it.</p>");
        }

        if (comment.Incomplete)
        {
            markup.Write($"<p class=\"state\">{TextState.Incomplete}</p>");
        }
    }
}
