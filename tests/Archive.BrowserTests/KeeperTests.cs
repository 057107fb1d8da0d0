using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Archive.BrowserTests;

/// <summary>The way of a keeper through the pages that are theirs, in an archive that nobody keeps yet.</summary>
public sealed class KeeperTests(SiteInBrowser browser) : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("archive-keeper-");
    private ArchiveFolder? archive;
    private WebApplication? site;

    // Passkeys are of a name, and browsers take secure cookies over http from this one.
    private Uri Address => new($"http://localhost:{new Uri(site!.Urls.Single()).Port}/");

    public async ValueTask InitializeAsync()
    {
        archive = ArchiveFolder.Open(data.FullName);
        site = ArchiveSite.Build(archive, "http://127.0.0.1:0", TestedSite.Prepare);
        await site.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site!.DisposeAsync();
        archive!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_first_code_to_another_password_and_out_and_in_again(bool scripts)
    {
        await using var visit = await browser.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts }, Address);
        await BeginAsync(visit);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Change it" }).ClickAsync();
        await visit.Page.GetByLabel("Your present password").FillAsync(Password);
        await visit.Page.GetByLabel("A new password").FillAsync("another horse battery");
        await visit.Page.GetByLabel("The same again").FillAsync("another horse battery");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Desk" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Desk", Exact = true })).ToHaveCountAsync(0);

        await SignInAsync(visit, "another horse battery");
        await visit.GoAsync("/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Desk", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Ada" })).ToBeVisibleAsync();
        visit.HadNoComplaints();
    }

    [Fact]
    public async Task A_keeper_signs_in_with_a_passkey_and_its_answer_opens_once()
    {
        await using var visit = await browser.VisitAsync(elsewhere: Address);
        await AddDeviceAsync(visit.Page);
        await BeginAsync(visit);
        await AddPasskeyAsync(visit, "Telephone");
        await Assertions.Expect(visit.Page.GetByText("never used")).ToBeVisibleAsync();
        await visit.GoAsync("/keeper/sign-out");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();

        await visit.GoAsync("/keeper/sign-in");
        var sent = await visit.Page.RunAndWaitForRequestAsync(
            () => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync(), request => request.Method == "POST");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Ada" })).ToBeVisibleAsync();
        visit.HadNoComplaints();

        // Whoever has overheard it all: the very form, and the very answer with a form of another time.
        var overheard = Fields(sent.PostData!);
        await visit.GoAsync("/keeper/sign-out");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out here" }).ClickAsync();
        await visit.GoAsync("/keeper/sign-in");
        Assert.Equal(401, await SendAsync(visit.Page, overheard));
        Assert.Equal(401, await SendAsync(visit.Page, overheard with { State = await visit.Page.Locator("form.passkey input[name=state]").GetAttributeAsync("value") ?? "" }));
        await visit.GoAsync("/keeper");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_that_was_removed_opens_nothing()
    {
        await using var visit = await browser.VisitAsync(elsewhere: Address);
        await AddDeviceAsync(visit.Page);
        await BeginAsync(visit);
        await AddPasskeyAsync(visit, "Telephone");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Telephone" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Telephone", new() { Exact = true })).ToHaveCountAsync(0);
        await visit.GoAsync("/keeper/sign-out");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out here" }).ClickAsync();

        await visit.GoAsync("/keeper/sign-in");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("opens nothing here");
        visit.HadNoComplaints(except: "401");
    }

    [Theory]
    [InlineData("http://elsewhere", false)]
    [InlineData("https://localhost", false)]
    [InlineData("http://localhost", true)]
    public async Task A_passkey_is_kept_that_answers_for_this_address(string origin, bool isKept)
    {
        await using var visit = await browser.VisitAsync(elsewhere: Address);
        await AddDeviceAsync(visit.Page);
        await BeginAsync(visit);
        await AskForPasskeyAsync(visit, "Telephone");
        // As if a page of another host had asked: only its word on where it was differs.
        await visit.Page.EvaluateAsync(
            """
            origin => {
                const make = navigator.credentials.create.bind(navigator.credentials);
                navigator.credentials.create = async (options) => {
                    const answer = (await make(options)).toJSON();
                    const read = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
                    answer.response.clientDataJSON = btoa(read(answer.response.clientDataJSON).replace("http://localhost", origin)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
                    return { toJSON: () => answer };
                };
            }
            """,
            origin);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" }).ClickAsync();

        await Assertions.Expect(isKept ? visit.Page.GetByText("never used") : visit.Page.GetByText("not one to what was asked")).ToBeVisibleAsync();
        Assert.Equal(isKept ? 1 : 0, site!.Services.GetRequiredService<Passkeys>().Of(1).Count);
    }

    [Theory]
    [InlineData("desk", 1200, 900)]
    [InlineData("phone", 390, 844)]
    public async Task Every_page_of_keepers_is_accessible_and_fits(string screen, int width, int height)
    {
        await using var visit = await browser.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } }, Address);
        await AddDeviceAsync(visit.Page);
        await visit.LookAsync($"keeper-begin-{screen}", "/keeper/begin");
        await BeginAsync(visit);
        await visit.LookAsync($"keeper-desk-{screen}", "/keeper");
        foreach (var page in new[] { "password", "keepers", "passkeys", "sign-out", "code" })
        {
            await visit.LookAsync($"keeper-{page}-{screen}", $"/keeper/{page}");
        }

        await AskForPasskeyAsync(visit, "Telephone");
        await visit.LookAsync($"keeper-passkey-asked-{screen}", address: null);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("never used")).ToBeVisibleAsync();
        await visit.LookAsync($"keeper-passkeys-one-{screen}", address: null);
        await visit.GoAsync("/keeper/keepers");
        await visit.Page.GetByLabel("Their name").FillAsync("Ben");
        await visit.Page.GetByLabel("Your password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make a code" }).ClickAsync();
        await visit.LookAsync($"keeper-given-{screen}", address: null);
        await visit.GoAsync("/keeper/sign-out");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out here" }).ClickAsync();
        await visit.LookAsync($"keeper-sign-in-{screen}", "/keeper/sign-in");
        await SignInAsync(visit, "not the password");
        await visit.LookAsync($"keeper-refused-{screen}", address: null);
        visit.HadNoComplaints(except: "401");
    }

    private Task BeginAsync(Visit visit) => visit.BecomeKeeperAsync(site!.Services.GetRequiredService<OneUseCodes>(), Password);

    private static async Task SignInAsync(Visit visit, string password)
    {
        await visit.GoAsync("/keeper/sign-in");
        await visit.Page.GetByLabel("Name").FillAsync("Ada");
        await visit.Page.GetByLabel("Password").FillAsync(password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task AskForPasskeyAsync(Visit visit, string name)
    {
        await visit.GoAsync("/keeper/passkeys");
        await visit.Page.GetByLabel("What you call the device").FillAsync(name);
        await visit.Page.GetByLabel("Your password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" })).ToBeVisibleAsync();
    }

    private static async Task AddPasskeyAsync(Visit visit, string name)
    {
        await AskForPasskeyAsync(visit, name);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Remove {name}" })).ToBeVisibleAsync();
    }

    // A device that makes passkeys and asks nobody.
    private static async Task AddDeviceAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static Overheard Fields(string form)
    {
        var fields = form.Split('&').Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1].Replace('+', ' ')));
        Assert.Equal("public-key", JsonDocument.Parse(fields["credential"]).RootElement.GetProperty("type").GetString());
        return new Overheard(fields["credential"], fields["state"]);
    }

    private static Task<int> SendAsync(IPage page, Overheard sent) => page.EvaluateAsync<int>(
        """
        async ([credential, state]) => {
            const form = document.querySelector("form.check input[name=form]").value;
            return (await fetch("/keeper/sign-in", { method: "POST", body: new URLSearchParams({ credential, state, form }) })).status;
        }
        """,
        new[] { sent.Credential, sent.State });

    private sealed record Overheard(string Credential, string State);
}
