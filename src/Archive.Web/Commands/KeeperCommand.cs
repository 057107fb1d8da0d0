using System.CommandLine;
using System.Text;

namespace Archive.Web.Commands;

/// <summary><c>archive keeper</c>: who may change the archive, for whoever has its machine.</summary>
internal static class KeeperCommand
{
    public static Command Create(PlaceOptions place, CommandConsole console) => new("keeper", "Says who keeps the archive, and lets keepers in where they lost their way.")
    {
        List(place, console), Reset(place, console), Set(place, console), Remove(place, console),
    };

    private static Command List(PlaceOptions place, CommandConsole console)
    {
        var command = new Command("list", "Lists the keepers.");
        command.SetAction(async (parsed, _) =>
        {
            using var record = place.RecordPlaceOf(parsed);
            using var desk = OpenDesk(parsed.GetValue(place.Data)!, record);
            var keepers = new Keepers(desk, TimeProvider.System).All();
            await console.Text.WriteLineAsync(OneOrMany.Count(keepers.Count, "keeper", "keepers"));
            foreach (var keeper in keepers)
            {
                await console.Text.WriteLineAsync(CommandConsole.Printable($"  {keeper.Name}, since {InWords.Moment(keeper.AddedAt.UtcDateTime)}"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Reset(PlaceOptions place, CommandConsole console)
    {
        var name = Name();
        var command = new Command("reset", "Prints a code that opens for ten minutes: for the first keeper, or for one who sets another password with it.") { name };
        command.SetAction(async (parsed, _) =>
        {
            using var record = place.RecordPlaceOf(parsed);
            using var desk = OpenDesk(parsed.GetValue(place.Data)!, record);
            var keepers = new Keepers(desk, TimeProvider.System).All();
            var keeper = keepers.Count == 0 ? null : Chosen(keepers, parsed.GetValue(name)).Name;
            await console.Text.WriteLineAsync($"At {(keeper is null ? CodeModel.FirstAddress : CodeModel.Address)} of the site, within ten minutes, use this code, once:");
            await console.Text.WriteLineAsync($"  {new OneUseCodes(desk, TimeProvider.System).Issue(keeper)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Set(PlaceOptions place, CommandConsole console)
    {
        var (name, file) = (Name(), new Option<FileInfo>("--password-file") { Description = "The file that holds the password, without its last line break.", HelpName = "FILE", Required = true });
        var command = new Command("set", "Gives a keeper a password, for machines without a console; adds the keeper where there is none of that name.") { name, file };
        command.SetAction(async (parsed, cancel) =>
        {
            var password = ReadPassword(parsed.GetValue(file)!);
            using var record = place.RecordPlaceOf(parsed);
            using var desk = OpenDesk(parsed.GetValue(place.Data)!, record);
            var keepers = new Keepers(desk, TimeProvider.System);
            var chosen = parsed.GetValue(name) ?? (keepers.IsEmpty ? "Keeper" : Chosen(keepers.All(), null).Name);
            using var passwords = new Passwords();
            var keeper = keepers.Reset(chosen, await passwords.HashAsync(password, cancel));
            await console.Text.WriteLineAsync(CommandConsole.Printable($"{keeper.Name} signs in with this password now. Sessions and passkeys of before are forgotten."));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove(PlaceOptions place, CommandConsole console)
    {
        var (name, yes) = (new Argument<string>("NAME") { Description = "Their name, as 'archive keeper list' has it." }, Confirmation.Option());
        var command = new Command("remove", "Lets a keeper out: they are signed out everywhere and cannot sign in any more.") { name, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var record = place.RecordPlaceOf(parsed);
            using var desk = OpenDesk(parsed.GetValue(place.Data)!, record);
            var keepers = new Keepers(desk, TimeProvider.System);
            var keeper = Chosen(keepers.All(), parsed.GetValue(name));
            if (!await Confirmation.IsGivenAsync(parsed.GetValue(yes), CommandConsole.Printable($"Remove {keeper.Name}?"), console, cancel))
            {
                return ExitCode.Refused;
            }

            keepers.Remove(keeper.Id);
            await console.Text.WriteLineAsync(CommandConsole.Printable($"{keeper.Name} keeps this archive no longer."));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> Name()
    {
        var option = new Option<string?>("--name") { Description = "The keeper; needed only where there are several.", HelpName = "NAME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Keepers.Objection(token.Value) is { } objection)
            {
                result.AddError(objection);
            }
        });
        return option;
    }

    // The desk is opened alone: nobody who imports waits for it, and it waits for nobody.
    private static DeskHome OpenDesk(string data, RecordPlace record)
    {
        if (!record.IsShared && !ArchiveFolder.Exists(data))
        {
            throw new CommandException($"there is no archive in '{data}'; 'archive import' makes one, --data names another folder");
        }

        if (record.IsShared)
        {
            // A desk is made where there is a record, and nowhere else.
            record.OpenReader().Dispose();
        }

        var desk = DeskHome.Open(data, record);
        return desk.Closed is { } closed ? throw new CommandException(closed) : desk;
    }

    private static KeeperAccount Chosen(IReadOnlyList<KeeperAccount> keepers, string? name)
    {
        var names = string.Join(", ", keepers.Select(keeper => keeper.Name));
        return name is not null ? keepers.FirstOrDefault(keeper => Keepers.AreOne(keeper.Name, name)) ?? throw new CommandException($"there is no keeper '{name}'; there are: {names}")
            : keepers.Count == 1 ? keepers[0]
            : throw new CommandException($"--name says which keeper; there are: {names}");
    }

    private static string ReadPassword(FileInfo file)
    {
        if (file.Length > Passwords.MaxBytes + 2)
        {
            throw new CommandException($"{file.Name} has more than {Passwords.MaxBytes:N0} bytes, which is no password");
        }

        try
        {
            var password = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file.FullName)).TrimStart('\uFEFF');
            password = password.EndsWith('\n') ? password[..^1].TrimEnd('\r') : password;
            return Passwords.Objection(password) is { } objection ? throw new CommandException($"{file.Name}: {objection}") : password;
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{file.Name} is not UTF-8");
        }
    }
}

/// <summary>The code that a site prints at its start while nobody keeps the archive.</summary>
internal static class FirstCode
{
    public static async Task PrintAsync(IServiceProvider site, CommandConsole console)
    {
        if (site.GetRequiredService<DeskHome>().Closed is null && site.GetRequiredService<Keepers>().IsEmpty)
        {
            await console.Text.WriteLineAsync($"Nobody keeps this archive yet. Within ten minutes, use this code, once, at {site.GetRequiredService<SiteAddress>().Of(CodeModel.FirstAddress)}");
            await console.Text.WriteLineAsync($"  {site.GetRequiredService<OneUseCodes>().Issue(null)}");
        }
    }
}
