using Xunit;

namespace Archive.BrowserTests;

// A check that never finds anything would pass for ever.
public class AxeTests(SiteInBrowser site)
{
    [Fact]
    public async Task Axe_finds_what_is_wrong()
    {
        await using var visit = await site.VisitAsync();
        await visit.GoAsync("/");
        await visit.Page.EvaluateAsync(
            """
            () => {
                document.title = '';
                const main = document.querySelector('main'), picture = document.createElement('img'), pale = document.createElement('p');
                pale.textContent = 'pale';
                pale.style.color = '#777';
                pale.style.backgroundColor = '#999';
                main.append(picture, pale);
            }
            """);

        Assert.Equal(["color-contrast", "document-title", "image-alt"], Rules(await visit.ViolationsAsync()));
        Assert.Equal(["color-contrast"], Rules(await visit.ViolationsAsync(coloursOnly: true)));
    }

    private static IEnumerable<string> Rules(string[] violations) => violations.Select(violation => violation.Split(':')[0]).Order(StringComparer.Ordinal);
}
