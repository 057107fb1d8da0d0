using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive undo</c>: takes an import back, as if it had never been.</summary>
internal static class UndoCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var import = new Argument<long>("IMPORT") { Description = "Its number, as the page /imports lists it." };
        var back = new Option<bool>("--back") { Description = "Bring an import back that was undone, from its originals." };
        var yes = Confirmation.Option();
        var command = new Command("undo", "Takes an import back: what follows is as if it had never been. The originals stay in the record.") { import, back, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = place.Open(parsed, console);
            var keeper = new Keeper(archive, TimeProvider.System);
            return await (parsed.GetValue(back) ? BringBackAsync : (Func<Keeper, long, bool, CommandConsole, CancellationToken, Task<int>>)UndoAsync)(
                keeper, parsed.GetValue(import), parsed.GetValue(yes), console, cancel);
        });
        return command;
    }

    private static async Task<int> UndoAsync(Keeper keeper, long import, bool yes, CommandConsole console, CancellationToken cancel)
    {
        var plan = keeper.PlanUndo(import);
        await console.Text.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Import {plan.Import} of {InWords.Moment(plan.StartedAt)}
              sources   {OneOrMany.Count(plan.Sources, "goes", "go")}
              posts     {OneOrMany.Count(plan.PostsGone, "goes", "go")}, {OneOrMany.Count(plan.PostsChanged, "becomes", "become")} what other imports alone make of {OneOrMany.Word(plan.PostsChanged, "it", "them")}
              comments  {OneOrMany.Count(plan.CommentsGone, "goes", "go")}
            """));
        foreach (var (blog, sources) in plan.Returning)
        {
            await console.Text.WriteLineAsync(CommandConsole.Printable($"  {OneOrMany.Count(sources, "source stands", "sources stand")} again under {blog}, where an import before had {OneOrMany.Word(sources, "it", "them")}"));
        }

        if (!await Confirmation.IsGivenAsync(yes, $"Undo import {plan.Import}?", console, cancel))
        {
            return ExitCode.Refused;
        }

        keeper.Undo(plan.Import);
        await console.Text.WriteLineAsync($"Import {plan.Import} is undone; 'archive undo {plan.Import} --back' brings it back.");
        return ExitCode.Done;
    }

    private static async Task<int> BringBackAsync(Keeper keeper, long import, bool yes, CommandConsole console, CancellationToken cancel)
    {
        var plan = keeper.PlanBringBack(import);
        await console.Text.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Import {plan.Import} of {InWords.Moment(plan.StartedAt)}, undone {InWords.Moment(plan.UndoneAt)}
              sources   {OneOrMany.Count(plan.Sources, "comes", "come")} back; of {plan.SourcesThere:N0} the archive has the bytes by another import
            """));
        foreach (var (slug, title) in plan.BlogsJoined)
        {
            await console.Text.WriteLineAsync(CommandConsole.Printable($"  blog {slug}, called {title}, is one then with another that was given its slug"));
        }

        if (!await Confirmation.IsGivenAsync(yes, $"Bring import {plan.Import} back?", console, cancel))
        {
            return ExitCode.Refused;
        }

        keeper.BringBack(plan.Import);
        await console.Text.WriteLineAsync($"Import {plan.Import} is brought back.");
        return ExitCode.Done;
    }
}
