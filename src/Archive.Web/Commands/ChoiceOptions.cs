using System.CommandLine;

namespace Archive.Web.Commands;

/// <summary>The keeper's choices as options of <c>archive serve</c>.</summary>
internal sealed class ChoiceOptions
{
    public ChoiceOptions() => Address.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !IsAddress(token.Value))
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

    public SiteChoices Read(ParseResult parsed) => new()
    {
        Address = parsed.GetValue(Address) is { } address ? new Uri(address) : null,
        MayBeIndexed = !parsed.GetValue(NoIndex),
        ShowsSignOffs = !parsed.GetValue(NoSignOffs),
    };

    // Pages link to the root of their host, so the site cannot stand in a folder of another.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
