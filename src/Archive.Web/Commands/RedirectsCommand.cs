using System.CommandLine;
using Microsoft.EntityFrameworkCore;

namespace Archive.Web.Commands;

/// <summary><c>archive redirects</c>: where the addresses of a live blog lead here, for the server that has the blog's name now.</summary>
internal static class RedirectsCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var names = RedirectFormat.All.Select(format => format.Name).ToArray();
        var format = new Option<string>("--format") { Description = $"What reads the table: {string.Join(", ", names)}.", HelpName = "FORMAT", Required = true };
        format.AcceptOnlyFromAmong(names);
        var blog = new Option<string?>("--blog") { Description = "The slug of the blog; without it all blogs, where there is one or the format is csv.", HelpName = "SLUG" };
        var choices = new ChoiceOptions();
        choices.Address.Description = "Where readers reach the site, such as https://archive.example.org: what the addresses here begin with.";
        var command = new Command("redirects", "Writes a table from the addresses of a live blog to those here: every post, label, month and year, and the front.") { format, blog, choices.Address };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            await using var db = archive.Read();
            var (asked, slug) = (RedirectFormat.All.Single(known => known.Name == parsed.GetValue(format)), parsed.GetValue(blog));
            if (slug is not null && !await db.Blogs.AnyAsync(known => known.Slug == slug, cancel))
            {
                throw new CommandException($"there is no blog '{slug}' here");
            }

            if (slug is null && asked.HasPathsAlone && await db.Blogs.CountAsync(cancel) > 1)
            {
                throw new CommandException($"{asked.Name} tells paths apart and no hosts: choose one with --blog; csv takes all", ExitCode.WrongUsage);
            }

            var root = parsed.GetValue(choices.Address)?.TrimEnd('/') ?? "";
            var (written, leftOut) = await RedirectTable.WriteAsync(db, asked, slug, root, console.Output, cancel);
            await console.Error.WriteLineAsync($"{OneOrMany.Count(written, "address", "addresses")} written{(leftOut == 0 ? "" : $", {leftOut:N0} left out: nothing says how the blog named the page, or the same name came before")}");
            return ExitCode.Done;
        });
        return command;
    }
}
