using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Commands;

/// <summary><c>archive post</c>: joins and parts posts where the archive cannot know, and lists those that are in doubt.</summary>
internal static class PostCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console) =>
        new("post", "Joins and parts posts, and lists those that are perhaps one.")
        {
            Same(place, console), Different(place, console), Doubts(place, console),
        };

    private static Command Same(PlaceOptions place, CommandConsole console)
    {
        var (one, other) = (Named("A"), Named("B"));
        var command = new Command("same", "Says that two posts are one, whatever they show; both addresses lead there.") { one, other };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var judged = await NamedPair.FindAsync(archive, parsed.GetValue(one)!, parsed.GetValue(other)!, cancel);
            var isNew = new Keeper(archive, TimeProvider.System).Join(judged.One.Id, judged.Other.Id);
            var now = await judged.AgainAsync(archive, cancel);
            await WriteAsync(console, isNew
                ? $"One post now: {now.One.Post}{Led(judged, now)}"
                : $"Nothing changes: they are one post already, {now.One.Post}");
            await WriteMovedAsync(console, judged, now);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Different(PlaceOptions place, CommandConsole console)
    {
        var (one, other) = (Named("A"), Named("B"));
        var command = new Command("different", "Says that two captures are of two posts, whatever they show. Of one post, name two of its sources.") { one, other };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var judged = await NamedPair.FindAsync(archive, parsed.GetValue(one)!, parsed.GetValue(other)!, cancel);
            await judged.RefuseOneAsync(archive, cancel);
            var isNew = new Keeper(archive, TimeProvider.System).Part(judged.One.Id, judged.Other.Id);
            var now = await judged.AgainAsync(archive, cancel);
            await WriteAsync(console, !isNew ? $"Nothing changes: it was said already that {now.One.Post} and {now.Other.Post} are two posts"
                : judged.One.Post == judged.Other.Post ? $"Two posts now: {now.One.Post} and {now.Other.Post}"
                : $"They stay two posts: {now.One.Post} and {now.Other.Post}");
            await WriteMovedAsync(console, judged, now);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Doubts(PlaceOptions place, CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line to standard output, and nothing else there." };
        var command = new Command("doubts", "Lists the pairs of posts that are perhaps one, and about which nobody has decided.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            using var db = archive.Read();
            var doubts = DoubtfulPosts.Of(db).AsAsyncEnumerable();
            if (parsed.GetValue(json))
            {
                await WriteJsonAsync(doubts, console.Output, cancel);
                return ExitCode.Done;
            }

            var isAny = false;
            await foreach (var doubt in doubts.WithCancellation(cancel))
            {
                isAny = true;
                await WriteAsync(console, $"{doubt.One.Address}  {doubt.Other.Address}  {doubt.InWords}");
            }

            if (!isAny)
            {
                await WriteAsync(console, "No post is in doubt.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Named(string name)
    {
        var argument = new Argument<string>(name)
        {
            Description = "A post by its address, such as /blog/2014/02/slug; or a source by its file or the beginning of its hash, with #2 for the second post of a dump.",
        };
        ImportCommand.RefuseUnknownOptions(argument);
        return argument;
    }

    private static string Led(NamedPair before, NamedPair now)
    {
        var led = new[] { before.One.Post, before.Other.Post }.Where(address => address != now.One.Post).Distinct().ToList();
        return led.Count == 0 ? "" : $"; {string.Join(" and ", led)} {OneOrMany.Word(led.Count, "leads", "lead")} there";
    }

    // Numbers of posts of one title and month count on, so that others may have another address.
    private static async Task WriteMovedAsync(CommandConsole console, NamedPair before, NamedPair now)
    {
        foreach (var (capture, address) in before.Around.Where(post => post.Value != before.One.Post && post.Value != before.Other.Post))
        {
            if (now.Around.TryGetValue(capture, out var moved) && moved != address)
            {
                await WriteAsync(console, $"{address} is {moved} now");
            }
        }
    }

    private static async Task WriteJsonAsync(IAsyncEnumerable<DoubtfulPosts> doubts, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, ThreadJson.WriterOptions);
        await foreach (var doubt in doubts.WithCancellation(cancel))
        {
            json.WriteStartObject();
            json.WriteString("one", doubt.One.Address);
            json.WriteString("oneTitle", doubt.One.Title);
            json.WriteString("other", doubt.Other.Address);
            json.WriteString("otherTitle", doubt.Other.Title);
            json.WriteBoolean("oneTitleAndDayOnly", doubt.One.OneHead);
            json.WriteEndObject();
            await json.FlushAsync(cancel);
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static Task WriteAsync(CommandConsole console, string line) => console.Text.WriteLineAsync(CommandConsole.Printable(line));
}

/// <summary>Two captures that a keeper named, and the addresses of the posts of their months.</summary>
/// <param name="Around">By the first capture of each post.</param>
internal sealed record NamedPair(NamedCapture One, NamedCapture Other, IReadOnlyList<string> Months, IReadOnlyDictionary<long, string> Around)
{
    public static async Task<NamedPair> FindAsync(ArchiveFolder archive, string one, string other, CancellationToken cancel)
    {
        using var db = archive.Read();
        // Several blogs may have the same bytes; what is said of these holds in each.
        var ofBytes = (await NamedCapture.OfBytesAsync(db, one, cancel)).Join(await NamedCapture.OfBytesAsync(db, other, cancel), BlogOf, BlogOf, (left, right) => (left, right)).ToList();
        return ofBytes is [var (left, right), ..]
            ? await OfAsync(db, left, right, null, cancel)
            : await OfAsync(db, await NamedCapture.FindAsync(db, one, cancel), await NamedCapture.FindAsync(db, other, cancel), null, cancel);

        static string BlogOf(NamedCapture capture) => capture.Post.Split('/')[1];
    }

    /// <summary>The same, as they stand now.</summary>
    public async Task<NamedPair> AgainAsync(ArchiveFolder archive, CancellationToken cancel)
    {
        using var db = archive.Read();
        return await OfAsync(db, await One.AgainAsync(db, cancel), await Other.AgainAsync(db, cancel), Months, cancel);
    }

    /// <exception cref="KeepingException">Both are one capture, so that there is nothing to part; the message says what there is.</exception>
    public async Task RefuseOneAsync(ArchiveFolder archive, CancellationToken cancel)
    {
        if (One.Id != Other.Id)
        {
            return;
        }

        using var db = archive.Read();
        var captures = await One.OfItsPostAsync(db, cancel);
        throw new KeepingException(captures.Count == 1
            ? $"both names are of {One.Post}, which has one capture and cannot be two posts"
            : $"both names are of {One.Post}; name two of its sources: {NamedCapture.Listed(captures)}");
    }

    private static async Task<NamedPair> OfAsync(ArchiveDb db, NamedCapture one, NamedCapture other, IReadOnlyList<string>? months, CancellationToken cancel)
    {
        var posts = db.Captures.Where(capture => capture.Id == one.Id || capture.Id == other.Id).Join(db.Posts, capture => capture.PostId, post => post.Id, (_, post) => post);
        months ??= await posts.Select(post => post.Month).Distinct().ToListAsync(cancel);
        var around = await (
            from post in db.Posts
            join blog in db.Blogs on post.BlogId equals blog.Id
            where posts.Any(judged => judged.BlogId == post.BlogId) && months.Contains(post.Month)
            orderby post.Id
            select new { post.FirstCaptureId, blog.Slug, post.Month, Name = post.Slug }).ToListAsync(cancel);
        return new NamedPair(one, other, months, around.ToDictionary(post => post.FirstCaptureId, post => PostAddress.Post(post.Slug, post.Month, post.Name)));
    }
}
