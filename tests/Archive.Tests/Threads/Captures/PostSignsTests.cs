namespace Archive.Tests.Threads.Captures;

public sealed class PostSignsTests
{
    private const string Words = "the keeper told us how the flood of last year had carried his boat away over the weir";

    // Beside the head: the whole, the opening, the end, and the passages.
    [Theory]
    [InlineData(Words, 2)]
    [InlineData("again and again and again and again and again and again and", 2)]
    [InlineData("on on on on on on on on on on on on", 1)]
    public void A_body_is_known_by_two_passages_where_it_has_so_many(string body, int passages) => Assert.Equal(4 + passages, Signs(body).Count);

    [Fact]
    public void Capitals_and_what_stands_between_words_change_no_sign()
    {
        Assert.Equal(Signs(Words), Signs($"«{Words.ToUpperInvariant().Replace(" ", " – ", StringComparison.Ordinal)}»…"));
        Assert.Equal(Signs($"{Words} 1,42"), Signs($"{Words}: 1.42"));
        Assert.NotEqual(Signs(Words), Signs(Words.Replace("boat", "coat", StringComparison.Ordinal)));
    }

    // Signs stand in archives: other ones would make other posts of the same captures.
    [Fact]
    public void The_signs_of_a_text_stay_what_they_are()
    {
        Assert.Equal(
            [-2139852547349980190, -884449955098848159, -298933974308046772, 5308564415629280259, 5642630612187132137, 6685885605795735279],
            Signs(Words));
        Assert.Equal(
            [-3869210572982287570, 1794512125067191485, 4695001926584840984, 6801842814513719374, 7857123042387797163, 8300749394450339977],
            Signs("Été À la façon de ΣΊΣΥΦΟΣ, naïve café 日本語のテスト и ещё много слов по-русски 12,5 ok fine"));
    }

    private static IReadOnlyList<long> Signs(string body) => ArrangedPost.Of(new DumpPost { Original = body }, []).Signs.All;
}
