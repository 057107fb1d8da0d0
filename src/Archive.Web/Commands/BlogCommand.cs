using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary><c>archive blog</c>: names, renames, merges and removes a blog.</summary>
internal static class BlogCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var blog = new Argument<string>("SLUG") { Description = "The first part of the blog's addresses here; an earlier one will do." };
        ImportCommand.RefuseUnknownOptions(blog);
        var title = Text("--title", "What it is called.");
        var address = Text("--address", "Where the live blog is or was.");
        var author = Text("--author", "Who writes it.");
        var language = Text("--language", "Its language, such as en-GB.");
        var rename = Slug("--rename", "Another slug; old addresses lead on.");
        var merge = Slug("--merge-into", "The blog that its sources go into; old addresses lead on.");
        var remove = new Option<bool>("--remove") { Description = "Take the blog and its sources out. The originals stay in the record." };
        var yes = Confirmation.Option();
        var command = new Command("blog", "Names, renames, merges or removes a blog; without options says what it holds.")
        {
            blog, title, address, author, language, rename, merge, remove, yes,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { rename, merge, remove }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            {
                result.AddError("rename, merge or remove: one at a time");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var keeper = new Keeper(archive, TimeProvider.System);
            var (slug, called, sources, posts, comments) = keeper.Holds(parsed.GetValue(blog)!);
            await console.Text.WriteLineAsync(CommandConsole.Printable(
                $"{slug}, “{called}”: {InWords.Count(sources, "source", "sources")}, {InWords.Count(posts, "post", "posts")}, {InWords.Count(comments, "comment", "comments")}"));
            if (parsed.GetValue(title) is not null || parsed.GetValue(address) is not null || parsed.GetValue(author) is not null || parsed.GetValue(language) is not null)
            {
                keeper.Describe(new BlogDescription(
                    slug, parsed.GetValue(title) ?? slug, parsed.GetValue(address), parsed.GetValue(language), null, parsed.GetValue(author)));
                await console.Text.WriteLineAsync("It is described so from now on.");
            }

            return await MoveAsync(keeper, slug, parsed.GetValue(rename), parsed.GetValue(merge), parsed.GetValue(remove), parsed.GetValue(yes), console, cancel);
        });
        return command;
    }

    private static async Task<int> MoveAsync(
        Keeper keeper, string slug, string? rename, string? merge, bool remove, bool yes, CommandConsole console, CancellationToken cancel)
    {
        var (question, act) = (rename, merge, remove) switch
        {
            ({ } to, _, _) => ($"Rename {slug} to {to}?", () => keeper.Rename(slug, to)),
            (_, { } into, _) => ($"Merge {slug} into {into}?", () => keeper.Merge(slug, into)),
            (_, _, true) => ($"Remove {slug} and all that it holds?", () => keeper.Remove(slug)),
            _ => ("", (Action?)null),
        };
        if (act is null)
        {
            return ExitCode.Done;
        }

        if (!await Confirmation.IsGivenAsync(yes, question, console, cancel))
        {
            return ExitCode.Refused;
        }

        act();
        await console.Text.WriteLineAsync(rename is not null ? $"It is {rename} now." : merge is not null ? $"It is part of {merge} now." : "It is removed.");
        return ExitCode.Done;
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description, HelpName = "TEXT" };

    private static Option<string?> Slug(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "SLUG" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && BlogSlug.Objection(result.Tokens[0].Value) is { } objection)
            {
                result.AddError(objection);
            }
        });
        return option;
    }
}
