namespace Archive.Tests.Searching;

public sealed class SearchExpressionTests
{
    private static readonly Expansion Widened = new()
    {
        Forms = new Dictionary<string, IReadOnlyList<string>> { ["officer"] = ["officers", "officer"], ["prison"] = ["prisons"] },
        Names = new Dictionary<string, IReadOnlyList<string>> { ["Jim"] = ["\uE006jim", "\uE007jim"] },
        Beginnings = new Dictionary<string, IReadOnlyList<string>> { ["pr"] = ["prison", "probation"], ["ab"] = [] },
        FirstYear = 2012,
        LastYear = 2015,
        MaxWords = 305,
    };

    [Theory]
    [InlineData("serco payback", "(\"serco\" AND \"payback\")")]
    [InlineData("officer", "(\"officer\" OR \"officers\")")]
    [InlineData("\"officer\"", "\"officer\"")]
    [InlineData("\"early day motion\" probat*", "(\"early day motion\" AND \"probat\" *)")]
    [InlineData("\"early da*\"", "\"early da\" *")]
    [InlineData("pr*", "(\"prison\" OR \"probation\")")]
    [InlineData("ab*", "\"ab\" *")]
    [InlineData("a OR b", "(\"a\" OR \"b\")")]
    [InlineData("a -b -c", "(\"a\" NOT (\"b\" OR \"c\"))")]
    [InlineData("a b -c", "((\"a\" AND \"b\") NOT \"c\")")]
    [InlineData("-a", "(\"<Kind>comment\" NOT \"a\")")]
    [InlineData("a OR -b", "(\"a\" OR (\"<Kind>comment\" NOT \"b\"))")]
    [InlineData("-(a -b)", "(\"<Kind>comment\" NOT (\"a\" NOT \"b\"))")]
    [InlineData("in:title word", null)]
    [InlineData("in:posts word", null)]
    [InlineData("in:quotes two-words", "{quotes} : \"two words\"")]
    [InlineData("in:quotes officer -word", "({quotes} : (\"officer\" OR \"officers\") NOT {quotes} : \"word\")")]
    [InlineData("in:quotes -word", "(\"<Kind>quotes\" NOT {quotes} : \"word\")")]
    [InlineData("in:quotes by:Jim", "(\"<Kind>quotes\" AND (\"<Author>jim\" OR \"<SignOff>jim\"))")]
    [InlineData("by:Nobody", "\"<Kind>none\"")]
    [InlineData("on:2014", "\"<Year>2014\"")]
    [InlineData("before:2014-03-02", "(\"<Year>2012\" OR \"<Year>2013\" OR \"<Month>2014-01\" OR \"<Month>2014-02\" OR \"<Day>2014-03-01\")")]
    [InlineData("after:2014-12-29", "(\"<Day>2014-12-30\" OR \"<Day>2014-12-31\" OR \"<Year>2015\")")]
    [InlineData("after:2015", "\"<Kind>none\"")]
    [InlineData("before:2000", "\"<Kind>none\"")]
    [InlineData("min:198", "(\"<Words>0198\" OR \"<Words>0199\" OR \"<Words>02\" OR \"<Words>0300\" OR \"<Words>0301\" OR \"<Words>0302\" OR \"<Words>0303\" OR \"<Words>0304\" OR \"<Words>0305\")")]
    [InlineData("max:101", "(\"<Words>00\" OR \"<Words>0100\" OR \"<Words>0101\")")]
    [InlineData("min:306", "\"<Kind>none\"")]
    [InlineData("site:gov.uk has:link is:reply", "(\"<Site>gov.uk\" AND \"<Kind>link\" AND \"<Kind>reply\")")]
    [InlineData("site:www.a.blogspot.co.uk", "\"<Site>a.blogspot.com\"")]
    [InlineData("site:http://a.blogspot.de/x", "\"<Site>a.blogspot.com\"")]
    [InlineData("C++", "(\"c\" AND \"<Symbol>c++\")")]
    [InlineData("£37m", "(\"37m\" AND \"<Symbol>£37m\")")]
    [InlineData("東京都", "\"東京 京都\"")]
    [InlineData("猫", "\"猫\" *")]
    [InlineData("東京dog猫", "\"東京 京 dog 猫\" *")]
    [InlineData("\"猫 dog\"", "\"猫 dog\"")]
    [InlineData("a \"\"", "\"a\"")]
    [InlineData("", null)]
    [InlineData("in:comments", "\"<Kind>comment\"")]
    public void A_query_of_comments_becomes_an_expression(string typed, string? expression) =>
        Assert.Equal(expression, Readable(SearchExpression.Of(SearchQuery.Parse(typed), Widened, posts: false)?.Text));

    [Theory]
    [InlineData("serco", "\"serco\"")]
    [InlineData("in:title serco -officer", "({title} : \"serco\" NOT {title} : (\"officer\" OR \"officers\"))")]
    [InlineData("in:title -a", "(\"<Kind>post\" NOT {title} : \"a\")")]
    [InlineData("in:title on:2014", "\"<Year>2014\"")]
    [InlineData("in:title C++", "({title} : \"c\" AND \"<Symbol>c++\")")]
    [InlineData("in:comments word", null)]
    [InlineData("word is:reply", null)]
    [InlineData("word OR is:reply", "(\"word\" OR \"<Kind>reply\")")]
    public void A_query_of_posts_becomes_an_expression(string typed, string? expression) =>
        Assert.Equal(expression, Readable(SearchExpression.Of(SearchQuery.Parse(typed), Widened, posts: true)?.Text));

    [Fact]
    public void Phrases_are_told_in_the_order_in_which_they_stand()
    {
        var expression = SearchExpression.Of(SearchQuery.Parse("-officer \"early day*\" prison by:Jim C++ pr*"), Widened, posts: false)!;
        Assert.Equal(
        [
            "1 Exact early day*", "2 Exact prison", "2 Form prisons", "3 Filter <Author>jim", "3 Filter <SignOff>jim", "4 Exact c", "4 Filter <Symbol>c++",
            "5 Form prison", "5 Form probation", "0 Filter officer", "0 Filter officers",
        ],
        expression.Phrases.Select(phrase => $"{phrase.Term} {phrase.Role} {Readable(string.Join(' ', phrase.Words))}{(phrase.IsPrefix ? "*" : "")}"));
        Assert.Equal(
            expression.Phrases.Select(phrase => string.Join(' ', phrase.Words)),
            expression.Text.Split('"').Where((_, i) => i % 2 == 1));
    }

    [Theory]
    [InlineData("£37m", "a £37m project", "a 37m project")]
    [InlineData("37m", "a £37m project", "37 m")]
    [InlineData("50%", "by 50%.", "by 50")]
    [InlineData("C++", "written in C++.", "written in C")]
    [InlineData("C", "written in C++.", "CPP")]
    [InlineData("c#", "written in C#", "C++")]
    [InlineData("＄5", "for $5", "for 5")]
    [InlineData("don't", "I don’t know", "do not")]
    [InlineData("don’t", "I don't know", "do not")]
    [InlineData("donʼt", "I don't know", "do not")]
    [InlineData("don't", "I donʼt know", "do not")]
    [InlineData("e-mail", "an e-mail", "email or mail e")]
    [InlineData("jim@example.org", "write to Jim@Example.org", "jim at example org")]
    [InlineData("http://www.napo.org.uk/news.cfm?a=1&b=2#c", "see http://www.napo.org.uk/news.cfm?a=1&b=2#c.", "www.napo.org.uk")]
    [InlineData("２０１４", "in 2014", "2015")]
    [InlineData("2014", "in ２０１４年", "20145")]
    [InlineData("٢٠١٤", "in 2014", "2015")]
    [InlineData("cafe", "Café", "caf")]
    [InlineData("CAFE\u0301", "cafés and a café", "caf")]
    [InlineData("naive", "naïve", "native")]
    [InlineData("naïve", "NAIVE", "nave")]
    [InlineData("probat*", "Probation", "reprobate")]
    [InlineData("\"early day*", "an early day", "day early")]
    [InlineData("ﬁnd", "find", "fin")]
    [InlineData("find", "ﬁnd", "ﬁn")]
    [InlineData("softhyphen", "soft\u00ADhyphen", "soft hyphen")]
    [InlineData("東京", "大東京都", "東 京")]
    [InlineData("京", "東京", "東")]
    [InlineData("都", "京都へ", "京")]
    [InlineData("「京都へ」", "東京都へ行く", "京都 へ")]
    [InlineData("データ", "ﾃﾞｰﾀです", "テーダ")]
    [InlineData("ﾃﾞｰﾀ", "データ", "テ")]
    [InlineData("Linux版", "新しいLinux版です", "Linux 1 版")]
    [InlineData("محمد", "قال مُحَمَّد", "احمد")]
    [InlineData("مُحَمَّد", "محمد", "احمد")]
    [InlineData("أحمد", "احمد", "محمد")]
    [InlineData("ﻣﺤﻤﺪ", "محمد", "احمد")]
    [InlineData("שלום", "שָׁלוֹם", "של")]
    [InlineData("한글", "한글", "한")]
    [InlineData("½", "2½ years", "half")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος", "σισ")]
    public void A_reader_finds_what_they_mean(string typed, string found, string other)
    {
        using var table = new FullTextTable(found, other);
        Assert.Equal([0], table.Find(typed));
    }

    [Fact]
    public void Long_ranges_are_no_trouble_for_the_database()
    {
        using var table = new FullTextTable([new IndexedText("") { Facts = new SearchFacts { Blog = "b", Post = 1, Date = "1999-07-08", Words = 4_321 } }]);
        var wide = new Expansion { FirstYear = 1, LastYear = 9999, MaxWords = LengthOperators.MaxWords };
        Assert.Equal([0], table.Find(SearchQuery.Parse("before:9998-12-31 after:0001-01-01 -before:1999-07-08 -after:1999-07-08 min:1 max:9998"), wide, posts: false));
    }

    private static string? Readable(string? expression) =>
        expression is null ? null : string.Concat(expression.Select(c => c switch
        {
            KindOperators.KindFact => "<Kind>",
            DateOperators.YearFact => "<Year>",
            DateOperators.MonthFact => "<Month>",
            DateOperators.DayFact => "<Day>",
            PeopleOperators.AuthorFact => "<Author>",
            PeopleOperators.SignOffFact => "<SignOff>",
            AddressOperators.SiteFact => "<Site>",
            LengthOperators.WordsFact => "<Words>",
            SearchOperators.SymbolFact => "<Symbol>",
            >= '\uE100' and <= '\uE1FF' => ((char)(c - 0xE100)).ToString(),
            _ => c.ToString(),
        }));
}
