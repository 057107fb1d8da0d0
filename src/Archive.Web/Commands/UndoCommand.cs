using System.CommandLine;
using System.Globalization;

namespace Archive.Web.Commands;

/// <summary><c>archive undo</c>: takes an import back, as if it had never been.</summary>
internal static class UndoCommand
{
    public static Command Create(Option<string> data, CommandConsole console)
    {
        var import = new Argument<long>("IMPORT") { Description = "Its number, as the page /imports lists it." };
        var yes = Confirmation.Option();
        var command = new Command("undo", "Takes an import back: what follows is as if it had never been. The originals stay in the record.") { import, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = ExistingArchive.Open(parsed.GetValue(data)!, console);
            var keeper = new Keeper(archive, TimeProvider.System);
            var plan = keeper.PlanUndo(parsed.GetValue(import));
            await console.Text.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                Import {plan.Import} of {InWords.Moment(plan.StartedAt)}
                  sources   {OneOrMany.Count(plan.Sources, "goes", "go")}
                  posts     {OneOrMany.Count(plan.PostsGone, "goes", "go")}, {OneOrMany.Count(plan.PostsChanged, "becomes", "become")} what other imports alone make of {OneOrMany.Word(plan.PostsChanged, "it", "them")}
                  comments  {OneOrMany.Count(plan.CommentsGone, "goes", "go")}
                """));
            if (!await Confirmation.IsGivenAsync(parsed.GetValue(yes), $"Undo import {plan.Import}?", console, cancel))
            {
                return ExitCode.Refused;
            }

            keeper.Undo(plan.Import);
            await console.Text.WriteLineAsync($"Import {plan.Import} is undone.");
            return ExitCode.Done;
        });
        return command;
    }
}
