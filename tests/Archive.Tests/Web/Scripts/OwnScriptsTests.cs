namespace Archive.Tests.Web.Scripts;

/// <summary>What a reader keeps in the browser: it is read whole or not at all, and has limits.</summary>
public class OwnScriptsTests
{
    private const string Comment = "/harbour/2014/02/x/k1";

    [Theory]
    [InlineData("/harbour/2014/02/x", true)]
    [InlineData("/harbour/2014/02/x/k1", true)]
    [InlineData("/harbour/undated/x/k1", true)]
    [InlineData("/harbour/2014/02/%E2%82%AC", true)]
    [InlineData("//elsewhere.example/2014/02/x", false)]
    [InlineData("https://elsewhere.example/harbour/2014/02/x", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/harbour/2014/02/x?mark=1", false)]
    [InlineData("/harbour/2014/02/x#c1", false)]
    [InlineData("/harbour/2014/02/x/k1/cite", false)]
    [InlineData("/harbour/2014/02/x\\\\k", false)]
    [InlineData("/search", false)]
    [InlineData("", false)]
    public void Only_posts_and_comments_of_this_site_can_have_a_bookmark(string address, bool isOwn) =>
        AssertGives(isOwn ? "true" : "false", "pure/own-address.js", $"it.isOwn('{address}')");

    [Fact]
    public void What_is_no_text_is_no_address() => AssertGives("[false,false,false]", "pure/own-address.js", "[null, 7, ['/harbour/2014/02/x']].map(it.isOwn)");

    [Theory]
    [InlineData(Comment, """["/harbour/2014/02/x","k1","/harbour/2014/02/x?comment=k1#ck1"]""")]
    [InlineData("/harbour/undated/x", """["/harbour/undated/x","","/harbour/undated/x"]""")]
    [InlineData("/harbour/2014/02/x/a%C3%A9", """["/harbour/2014/02/x","aé","/harbour/2014/02/x?comment=a%C3%A9#ca%C3%A9"]""")]
    [InlineData("/harbour/2014/02/x/%E0", """["/harbour/2014/02/x","%E0","/harbour/2014/02/x?comment=%25E0#c%25E0"]""")]
    public void An_address_says_its_post_and_its_key_and_leads_into_the_thread(string address, string parts) =>
        AssertGives(parts, "pure/own-address.js", $"[it.postOf('{address}'), it.keyOf('{address}'), it.inThread('{address}')]");

    [Theory]
    [InlineData("null")]
    [InlineData("'not JSON'")]
    [InlineData("'17'")]
    [InlineData("'{}'")]
    [InlineData("'[null,1,{},[],{\"address\":\"//x\"}]'")]
    public void A_damaged_store_has_no_bookmarks_and_no_places(string stored)
    {
        AssertGives("[]", "pure/bookmarks.js", $"it.parse({stored}, 100)");
        AssertGives("[]", "pure/places.js", $"it.parse({stored}, 100)");
    }

    [Fact]
    public void A_bookmark_is_kept_as_it_is_and_cut_where_it_is_too_long()
    {
        AssertGives(
            $$"""[{"address":"{{Comment}}","title":"<b>","number":"8.5","words":"w","note":"a\nb","at":7}]""", "pure/bookmarks.js",
            $$"""it.parse(it.write([{ address: '{{Comment}}', title: '<b>', number: '8.5', words: 'w', note: 'a\nb', at: 7, other: 1 }]), 100)""");
        AssertGives(
            $$"""[{"address":"{{Comment}}","title":"","number":"","words":"","note":"2000","at":0}]""", "pure/bookmarks.js",
            $$"""it.parse(JSON.stringify([{ address: '{{Comment}}', title: 7, number: null, words: {}, note: 'x'.repeat(9000), at: 101 }]), 100).map(one => ({ ...one, note: String(one.note.length) }))""");
        // Never half of a character, and no controls.
        AssertGives("""[1999,"ab"]""", "pure/bookmarks.js", $$"""it.parse(JSON.stringify([{ address: '{{Comment}}', note: 'x'.repeat(1999) + '😀' }, { address: '/a/undated/b', note: 'a\u0000b' }]), 9).map((one, i) => i ? one.note : one.note.length)""");
    }

    [Fact]
    public void A_new_bookmark_comes_first_and_one_of_the_same_address_is_replaced()
    {
        AssertGives("""["c","a","b"]""", "pure/bookmarks.js", "it.put(it.put(it.put([], one('b'), 9), one('a'), 9), one('c'), 9).map(({ address }) => address.at(-1))", Helper);
        AssertGives("""[["a","new"],["b",""]]""", "pure/bookmarks.js", "it.put([one('b'), one('a')], { ...one('a'), note: 'new' }, 9).map(({ address, note }) => [address.at(-1), note])", Helper);
        AssertGives("""["b"]""", "pure/bookmarks.js", "it.without([one('b'), one('a')], one('a').address).map(({ address }) => address.at(-1))", Helper);
    }

    [Fact]
    public void Bookmarks_have_a_limit_that_is_said_and_not_passed_in_silence()
    {
        AssertGives("[null,500]", "pure/bookmarks.js", "(() => { const full = Array.from({ length: 500 }, (_, i) => one(`a${i}`)); return [it.put(full, one('new'), 9), it.put(full, one('a7'), 9).length]; })()", Helper);
        AssertGives("500", "pure/bookmarks.js", "it.parse(JSON.stringify(Array.from({ length: 700 }, (_, i) => one(`a${i}`))), 9).length", Helper);
    }

    [Fact]
    public void A_file_brings_back_what_it_was_made_of()
    {
        AssertGives("""[[1,0,0],true]""", "pure/bookmarks.js", "(() => { const all = [one('a')]; const result = it.brought([], it.file(all, 'http://x'), 9); return [[result.added, result.changed, result.refused], JSON.stringify(result.bookmarks) === JSON.stringify(all)]; })()", Helper);
        // Of two, the later one stays.
        AssertGives("""[[0,1,0],["file","here"]]""", "pure/bookmarks.js", "(() => { const result = it.brought([{ ...one('a'), note: 'here', at: 3 }, { ...one('b'), note: 'here', at: 8 }], it.file([{ ...one('a'), note: 'file', at: 4 }, { ...one('b'), note: 'file', at: 5 }], ''), 9); return [[result.added, result.changed, result.refused], result.bookmarks.sort((x, y) => x.address < y.address ? -1 : 1).map(({ note }) => note)]; })()", Helper);
    }

    [Theory]
    [InlineData("'x'")]
    [InlineData("'[]'")]
    [InlineData("'{\"kind\":\"another\",\"bookmarks\":[]}'")]
    [InlineData("'{\"kind\":\"archive-bookmarks\",\"bookmarks\":{}}'")]
    public void Another_file_brings_nothing(string content) => AssertGives("null", "pure/bookmarks.js", $"it.brought([], {content}, 9)");

    [Fact]
    public void What_a_file_has_that_is_no_bookmark_of_this_site_is_counted_and_left_out()
    {
        AssertGives("[1,0,3]", "pure/bookmarks.js", "(() => { const { added, changed, refused } = it.brought([], JSON.stringify({ kind: 'archive-bookmarks', bookmarks: [one('a'), { address: 'javascript:alert(1)' }, null, one('a')] }), 9); return [added, changed, refused]; })()", Helper);
        AssertGives("[500,10,10]", "pure/bookmarks.js", "(() => { const full = Array.from({ length: 490 }, (_, i) => one(`a${i}`)); const { bookmarks, added, refused } = it.brought(full, it.file(Array.from({ length: 20 }, (_, i) => one(`n${i}`)), ''), 9); return [bookmarks.length, added, refused]; })()", Helper);
    }

    [Fact]
    public void The_last_place_is_that_of_the_blog_whose_front_it_is()
    {
        AssertGives("""["/b/undated/y","/b/undated/y","/a/2014/02/x",null,null]""", "pure/places.js", "['/', '/posts', '/a', '/c', '/search'].map(front => it.lastOf([{ post: '/b/undated/y' }, { post: '/a/2014/02/x' }], front)?.post ?? null)");
        AssertGives("""["/a/2014/02/x","/b/undated/y"]""", "pure/places.js", "it.put(it.put(it.put([], { post: '/a/2014/02/x' }, 9), { post: '/b/undated/y' }, 9), { post: '/a/2014/02/x' }, 9).map(({ post }) => post)");
        AssertGives("100", "pure/places.js", "it.parse(JSON.stringify(Array.from({ length: 300 }, (_, i) => ({ post: `/a/undated/x${i}` }))), 9).length");
        AssertGives("[0,3,0,0]", "pure/places.js", "[-1, 3, 1e9, 'x'].map(part => it.parse(JSON.stringify([{ post: '/a/undated/x', part }]), 9)[0].part)");
    }

    [Theory]
    [InlineData("null", "{\"size\":\"\",\"width\":\"\",\"face\":\"\",\"scheme\":\"\"}")]
    [InlineData("'[]'", "{\"size\":\"\",\"width\":\"\",\"face\":\"\",\"scheme\":\"\"}")]
    [InlineData("'{\"size\":\"large\",\"face\":\"comic\",\"scheme\":7}'", "{\"size\":\"large\",\"width\":\"\",\"face\":\"\",\"scheme\":\"\"}")]
    public void Settings_that_nobody_can_choose_are_none(string stored, string settings) => AssertGives(settings, "pure/settings.js", $"it.parse({stored})");

    [Fact]
    public void Settings_that_are_as_the_site_is_are_not_kept()
    {
        AssertGives("null", "pure/settings.js", "it.write({ size: '', scheme: '' })");
        AssertGives("\"{\\\"scheme\\\":\\\"dark\\\"}\"", "pure/settings.js", "it.write({ size: '', scheme: 'dark' })");
    }

    private const string Helper = "address => ({ address: `/blog/undated/${address}`, title: '', number: '', words: '', note: '', at: 0 })";

    private static void AssertGives(string expected, string script, string expression, string? one = null) =>
        Assert.Equal(expected, SiteScripts.Run(script, one is null ? expression : $"(one => {expression})({one})"));
}
