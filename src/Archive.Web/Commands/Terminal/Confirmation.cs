using System.CommandLine;

namespace Archive.Web.Commands.Terminal;

/// <summary>Asks before something is taken away.</summary>
internal static class Confirmation
{
    public static Option<bool> Option() => new("--yes") { Description = "Do it without asking." };

    /// <summary>Whether a person says yes; where nobody can be asked, the answer is no.</summary>
    public static async Task<bool> IsGivenAsync(bool isSaid, string question, CommandConsole console, CancellationToken cancel)
    {
        if (isSaid)
        {
            return true;
        }

        await console.Text.WriteAsync($"{question} [y/N] ");
        await console.Text.FlushAsync(cancel);
        var answer = await console.Input.ReadLineAsync(cancel);
        if (answer?.Trim() is "y" or "Y" or "yes")
        {
            return true;
        }

        await console.Text.WriteLineAsync("Nothing was changed.");
        return false;
    }
}
