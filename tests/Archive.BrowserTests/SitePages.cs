using Xunit;

namespace Archive.BrowserTests;

/// <summary>One address of every kind of page that the site has.</summary>
public static class SitePages
{
    public const string Post = "/probationmatters/2014/02/power-to-people";

    /// <summary>A thread eleven deep, words without end, a removed comment and one that the dump lacks.</summary>
    public const string AwkwardPost = "/awkward/2015/03/awkward-shapes";

    /// <summary>Two answers at each of eight levels, and beside it a conversation of two.</summary>
    public const string Branches = "/awkward/2015/03/branches";

    /// <summary>A branch of 231 comments, and a chain of 40.</summary>
    public const string LongBranch = "/awkward/2015/03/quarrel-without-end";

    /// <summary>Markup, bidirectional controls, endless words and addresses, in every place that a dump has.</summary>
    public const string Hostile = "/awkward/2015/03/script-alert-1-script-img-src-x-onerror";

    public const string Source = "/sources/c4c9bc9657c4f50ab582e1cd20ab0843dcee8db354db08dbd2d489ebe241fafe";

    /// <summary>Name and address; the name is that of the screenshot.</summary>
    public static readonly TheoryData<string, string> OfBlogs = new()
    {
        { "home", "/" },
        { "blog", "/probationmatters" },
        { "oldest", "/probationmatters?order=oldest" },
        { "discussed", "/awkward/discussed" },
        { "recent-comments", "/posts/comments" },
        { "on-this-day", "/posts/on/02/11" },
        { "all-posts", "/posts" },
        { "help", "/help" },
        { "settings", "/settings" },
        { "bookmarks", "/settings/bookmarks" },
        { "year", "/probationmatters/2014" },
        { "month", "/probationmatters/2014/02" },
        { "about", "/probationmatters/about" },
        { "labels", "/labels" },
        { "label", "/posts/labels/and~-or" },
        { "label-endless", "/awkward/labels/" + string.Concat(Enumerable.Repeat("endless", 20)) + "?order=oldest" },
        { "post", Post },
        { "awkward", AwkwardPost },
        { "branches", Branches },
        { "hostile", Hostile },
        { "flat", Post + "?order=flat" },
        { "capture", Post + "/captures/c4c9bc9657c4f50ab582e1cd20ab0843dcee8db354db08dbd2d489ebe241fafe" },
        { "go", "/go" },
        { "comment", Post + "/ewq5hxm2fbhb" },
        { "people", "/people" },
        { "people-by-number", "/people?kind=signed&order=number" },
        { "person", "/people/andrew%20hatton" },
        { "marked", Post + "?mark=omnishambles" },
        { "cite-post", Post + "/cite" },
        { "cite-awkward", AwkwardPost + "/cite" },
        { "cite-comment", Post + "/2deo4txvnfas/cite" },
        { "cite-style", Post + "/2deo4txvnfas/cite?style=mla" },
        { "check", "/cite" },
        { "check-list", "/cite?reference=" + Uri.EscapeDataString("“I have to say” " + Post + "\n“I have to” " + Post + "\n“I have nothing to say” " + Post + "\nNobody, nowhere.") },
        { "check-found", "/cite?address=http%3A%2F%2Fprobationmatters.blogspot.com%2F2014%2F02%2Fpower-to-people.html&words=I+have+to+say" },
        { "check-elsewhere", "/cite?address=%2Fgone%2F2014%2F02%2Fx&words=the+probation+service+in+" + new string('x', 300) + "%E2%80%A6+omnishambles" },
    };

    public static readonly TheoryData<string, string> OfSearchesAndSources = new()
    {
        { "search-start", "/search" },
        { "search", "/search?q=probation" },
        { "search-filtered", "/search?q=(officer+OR+probation)+on:2014+-by:Nobody+foo:bar+OR+probation&group=thread" },
        { "search-awkward", "/search?q=blog:awkward" },
        { "search-removed", "/search?q=is:removed" },
        { "nothing-found", "/search?q=%22xylophone+thing%22+probation+in:comments" },
        { "first-said", "/search/first?q=omnishambles" },
        { "concordance", "/search/concordance?q=probation" },
        { "curves", "/search/curves?q=probation&q=officer&q=in:posts&as=share" },
        { "search-help", "/search/help" },
        { "take", "/take" },
        { "take-thread", "/take?blog=probationmatters&month=2014-02&post=power-to-people" },
        { "take-search", "/take?q=(officer+OR+probation)+on:2014+-by:Nobody&what=threads&names=pseudonyms" },
        { "sources", "/sources" },
        { "source", Source },
        { "cited", "/sources/cited" },
        { "cited-host", "/sources/cited?host=ft.com" },
        { "cited-post", "/sources/cited?by=post" },
        { "cited-address", "/sources/cited?address=http%3A%2F%2Fwww.ft.com%2Fcms%2Fs%2F0%2Fce3a9cfe-52b0-11e3-8586-00144feabdc0.html%23axzz2lMpjTdHg" },
        { "wanted", "/probationmatters/wanted" },
        { "imports", "/imports" },
        { "import", "/imports/1" },
        { "not-found", "/probationmatters/2014/02/power-to-peoples" },
    };
}
