using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Archive.Web.Commands;

/// <summary><c>archive serve</c>: the web site, after an import where one is asked for.</summary>
internal static class ServeCommand
{
    private const string DefaultUrls = "http://localhost:5080";

    /// <summary>What pages are there, and what counts and ranks need, is looked up when the first readers have their pages; whoever needs it before that waits for it.</summary>
    private static readonly TimeSpan FirstReaders = TimeSpan.FromSeconds(1);

    /// <summary>To look for what can be given back takes some milliseconds.</summary>
    private static readonly TimeSpan Tidied = TimeSpan.FromSeconds(10);

    public static Command Create(PlaceOptions place, CommandConsole console)
    {
        var import = new Option<string[]>("--import")
        {
            Description = "Import these files or folders first.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var urls = UrlsOption();
        var choices = new ChoiceOptions();
        var command = new Command("serve", "Serves the archive for reading and searching until Ctrl-C.")
        {
            import, urls, choices.Address, choices.NoIndex, choices.NoSignOffs, choices.NoPeople, choices.Private, choices.Proxy, choices.DarkAfter,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var files = DumpFiles.Find(parsed.GetValue(import) ?? [], blog: null, BlogSlug.Objection, cancel);
            using var archive = place.OpenOrMake(parsed, console);
            if (files.Count > 0)
            {
                var importer = new Importer(archive, TimeProvider.System);
                await ImportText.RunAsync(importer, files, new ImportChoices(), console, cancel);
                cancel.ThrowIfCancellationRequested();
            }

            await ServeAsync(archive, parsed.GetValue(urls)!, choices.Read(parsed), console, cancel);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ServeAsync(
        ArchiveFolder archive, string urls, SiteChoices choices, CommandConsole console, CancellationToken cancel)
    {
        await using var site = ArchiveSite.Build(archive, urls, Logging.AddArchiveLog, choices);
        // One that machines share opens by itself.
        if (site.Services.GetRequiredService<SiteChoices>().IsPrivate && site.Services.GetRequiredService<DeskHome>() is { IsShared: false, Closed: { } closed })
        {
            throw new CommandException($"a private archive is read by keepers alone, and here is no desk at which they could sign in: {closed}");
        }

        await site.StartAsync(cancel);
        foreach (var slug in BlogSlug.HiddenIn(archive))
        {
            console.Error.WriteLine($"The site has a page of its own at /{slug}, which hides the front page of the blog {slug}; 'archive blog {slug} --rename SLUG' gives it another name, and its addresses lead on.");
        }

        foreach (var url in site.Urls)
        {
            await console.Text.WriteLineAsync($"Serving {archive.Path} on {url} (Ctrl-C stops)");
        }

        await FirstCode.PrintAsync(site.Services, console);
        // Whoever stops it now hears all the same what it did.
        await console.Text.FlushAsync(CancellationToken.None);
        var address = site.Services.GetRequiredService<SiteAddress>();
        if (address.IsUnknown)
        {
            console.Error.WriteLine($"Citations, feeds and canonical links begin with {address.Root}, because nobody has said where readers reach the site: set it with --address, such as --address https://archive.example.org.");
        }

        var prepared = Task.Run(() => PrepareAsync(site, cancel), CancellationToken.None);
        var renewed = archive is { IsOutdated: true, IsReadOnly: false } ? Task.Run(() => Renew(archive, console, cancel), CancellationToken.None) : Task.CompletedTask;
        await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        await site.StopAsync(CancellationToken.None);
        await prepared;
        await renewed;
    }

    private static async Task PrepareAsync(WebApplication site, CancellationToken cancel)
    {
        await Task.Delay(FirstReaders, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        if (!cancel.IsCancellationRequested)
        {
            _ = site.Services.GetRequiredService<EndpointDataSource>().Endpoints;
            site.Services.GetRequiredService<ArchiveSearch>().Prepare();
        }

        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(Tidied, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
            NativeMemory.GiveBack();
        }
    }

    // The copy that an earlier version made serves until this is done.
    private static void Renew(ArchiveFolder archive, CommandConsole console, CancellationToken cancel)
    {
        try
        {
            console.Error.WriteLine("The reading copy was made by another version; it is made anew while this one serves.");
            archive.Rebuild(console.Error.WriteLine, cancel);
            console.Error.WriteLine("The new reading copy serves from now on.");
        }
        catch (Exception failure) when (failure is ArchiveFileException or OperationCanceledException)
        {
            console.Error.WriteLine($"The reading copy was not made anew: {CommandConsole.Printable(failure.Message)}");
        }
    }

    private static Option<string> UrlsOption()
    {
        var option = new Option<string>("--urls")
        {
            Description = "Where to listen, several separated by semicolons; port 0 takes a free one. For https, put a proxy in front.",
            HelpName = "URLS",
            DefaultValueFactory = _ => DefaultUrls,
        };
        option.Validators.Add(result =>
        {
            foreach (var url in result.Tokens.SelectMany(token => token.Value.Split(';', StringSplitOptions.RemoveEmptyEntries)))
            {
                if (!IsHttp(url))
                {
                    result.AddError($"'{url}' is no address to listen on, such as {DefaultUrls}.");
                }
            }
        });
        return option;
    }

    private static bool IsHttp(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http", PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

/// <summary>The keeper's choices as options of <c>archive serve</c>.</summary>
internal sealed class ChoiceOptions
{
    public ChoiceOptions() => Address.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !SiteAddress.IsOfSite(token.Value))
        {
            result.AddError($"'{token.Value}' is no address such as https://archive.example.org.");
        }
    });

    public Option<string?> Address { get; } = new("--address")
    {
        Description = "Where readers reach the site, such as https://archive.example.org: what citations, feeds and canonical links begin with.",
        HelpName = "URL",
    };

    public Option<bool> NoIndex { get; } = new("--no-index") { Description = "Ask search engines not to keep any page." };

    public Option<bool> NoSignOffs { get; } = new("--no-sign-offs") { Description = "Do not show names that people typed beneath their comments." };

    public Option<bool> NoPeople { get; } = new("--no-people") { Description = "Make no index of names and no page for each." };

    public Option<bool> Private { get; } = new("--private") { Description = "Let only keepers read: pages, feeds and files." };

    public Option<IPAddress[]> Proxy { get; } = new("--proxy")
    {
        Description = "The address from which a proxy in front asks; its X-Forwarded-For is believed, so that sign-ins are counted by who tries them.",
        HelpName = "ADDRESS",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token => Parse(token.Value, result))],
    };

    public Option<TimeSpan?> DarkAfter { get; } = new("--dark-after")
    {
        Description = "Show nothing (503) once the record that machines share could not be asked for so long whether what is shown still stands, such as 15m or 2h; without this option, the environment's Archive__DarkAfter, and without that what this machine has is shown for as long as it takes.",
        HelpName = "DURATION",
        CustomParser = result => ParseAfter(result.Tokens.Single().Value, result),
    };

    public SiteChoices Read(ParseResult parsed) => new()
    {
        Address = parsed.GetValue(Address) is { } address ? new Uri(address) : null,
        MayBeIndexed = !parsed.GetValue(NoIndex),
        ShowsSignOffs = !parsed.GetValue(NoSignOffs),
        ShowsPeople = !parsed.GetValue(NoPeople),
        IsPrivate = parsed.GetValue(Private),
        Proxies = parsed.GetValue(Proxy) ?? [],
        DarkAfter = parsed.GetValue(DarkAfter),
    };

    private static TimeSpan? ParseAfter(string text, ArgumentResult result)
    {
        if (!Darkness.TryReadAfter(text, out var after))
        {
            result.AddError($"'{text}' is not {Darkness.PossibleAfter}.");
        }

        return after;
    }

    private static IPAddress Parse(string text, ArgumentResult result)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            result.AddError($"'{text}' is no address of a machine, such as 127.0.0.1.");
        }

        return address ?? IPAddress.None;
    }
}
