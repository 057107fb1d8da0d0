namespace Archive.Tests.Web.Scripts;

public class PureScriptsTests
{
    private const int Minute = 60_000;

    [Theory]
    [InlineData("", "[]")]
    [InlineData("0-37,40", "[[0,37],[40,40]]")]
    [InlineData("5,4,3", "[[3,5]]")]
    [InlineData("3-1", "[]")]
    [InlineData("1-2,x,-4,7-,8,9.5,1e3", "[[1,2],[8,8]]")]
    [InlineData("9999999999,7", "[[7,7]]")]
    public void Ranges_are_read_and_what_is_none_is_left_out(string text, string ranges) =>
        AssertGives(ranges, "pure/ranges.js", $"it.parse('{text}')");

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("'1,'.repeat(2000)")]
    public void Ranges_that_nobody_wrote_are_none(string stored) => AssertGives("[]", "pure/ranges.js", $"it.parse({stored})");

    [Theory]
    [InlineData("[[1,2]]", "3", "[[1,3]]")]
    [InlineData("[[1,2],[5,6]]", "3, 4", "[[1,6]]")]
    [InlineData("[[1,2],[9,9]]", "5", "[[1,2],[5,5],[9,9]]")]
    [InlineData("[[5,6]]", "0, 20", "[[0,20]]")]
    [InlineData("[[5,6]]", "2, 1", "[[5,6]]")]
    [InlineData("[]", "0", "[[0,0]]")]
    public void A_range_is_put_among_others_in_order_and_apart(string ranges, string added, string expected) =>
        AssertGives(expected, "pure/ranges.js", $"(() => {{ const ranges = {ranges}; it.include(ranges, {added}); return ranges; }})()");

    [Fact]
    public void Ranges_are_written_as_they_are_read()
    {
        AssertGives("\"0-37,40\"", "pure/ranges.js", "it.write(it.parse('0-37,40'))");
        AssertGives("[true,true,false,true]", "pure/ranges.js", "[0, 37, 38, 40].map(n => it.has([[0, 37], [40, 40]], n))");
    }

    [Fact]
    public void Ranges_that_grow_too_long_lose_their_beginning() =>
        AssertGives(
            "[true,true,false]", "pure/ranges.js",
            "(() => { const all = Array.from({ length: 2000 }, (_, i) => [2 * i, 2 * i]); const text = it.write(all), left = it.parse(text); return [text.length <= 2000, it.has(left, 3998), it.has(left, 0)]; })()");

    [Fact]
    public void A_first_visit_finds_nothing_new()
    {
        AssertGives("""{"before":7,"since":null,"newest":7,"at":100,"read":[]}""", "pure/visit.js", "it.begin(null, 100, { newest: 7, isThread: true })");
        AssertGives("""{"before":7,"since":null,"newest":null,"at":100,"read":[]}""", "pure/visit.js", "it.begin(null, 100, { newest: 7, isThread: false })");
    }

    [Theory]
    [InlineData(30 * Minute, """{"before":3,"since":5,"newest":9,"at":1800000,"read":[[1,1]]}""")]
    [InlineData((30 * Minute) + 1, """{"before":6,"since":0,"newest":9,"at":1800001,"read":[[1,1]]}""")]
    public void A_visit_ends_after_half_an_hour_away_and_then_what_has_come_since_is_new(int now, string visit) =>
        AssertGives(visit, "pure/visit.js", $"it.begin({{ before: 3, since: 5, newest: 6, at: 0, read: [[1, 1]] }}, {now}, {{ newest: 9, isThread: true }})");

    [Fact]
    public void A_thread_of_which_only_a_comment_was_visited_has_nothing_new_yet() =>
        AssertGives(
            """{"before":9,"since":null,"newest":9,"at":50,"read":[[2,2]]}""", "pure/visit.js",
            "it.begin({ before: 4, since: null, newest: null, at: 0, read: [[2, 2]] }, 50, { newest: 9, isThread: true })");

    [Theory]
    [InlineData("""{"before":3,"since":5,"newest":6,"at":10,"read":"1-2"}""", """{"before":3,"since":5,"newest":6,"at":10,"read":[[1,2]]}""")]
    [InlineData("""{"before":-1,"since":null,"newest":null,"at":0}""", """{"before":-1,"since":null,"newest":null,"at":0,"read":[]}""")]
    [InlineData("""{"before":3,"since":5,"newest":6,"at":101,"read":""}""", "null")]
    [InlineData("""{"before":3,"since":101,"newest":6,"at":10,"read":""}""", "null")]
    [InlineData("""{"before":"3","since":5,"newest":6,"at":10,"read":""}""", "null")]
    [InlineData("""{"before":-2,"since":5,"newest":6,"at":10,"read":""}""", "null")]
    [InlineData("""{"before":3,"at":10}""", "null")]
    [InlineData("not JSON", "null")]
    [InlineData("null", "null")]
    public void A_stored_visit_is_read_whole_or_not_at_all(string stored, string visit) =>
        AssertGives(visit, "pure/visit.js", $"it.parse('{stored}', 100)");

    [Fact]
    public void A_visit_is_stored_as_it_is_read() =>
        AssertGives("""{"before":3,"since":5,"newest":6,"at":10,"read":[[1,2],[4,4]]}""", "pure/visit.js", "it.parse(it.write({ before: 3, since: 5, newest: 6, at: 10, read: [[1, 2], [4, 4]] }), 100)");

    [Theory]
    [InlineData("""'{"at":12}'""", "12")]
    [InlineData("""'{"at":"x"}'""", "0")]
    [InlineData("'null'", "0")]
    [InlineData("null", "0")]
    public void What_does_not_say_when_it_was_stored_counts_as_oldest(string stored, string at) => AssertGives(at, "pure/visit.js", $"it.lastSeen({stored})");

    [Theory]
    [InlineData("{ isThread: true, prolongs: true }", """{"before":4,"since":1,"newest":9,"at":50,"read":[[1,2],[5,5]]}""")]
    [InlineData("{ isThread: false, prolongs: true }", """{"before":4,"since":7,"newest":6,"at":50,"read":[[1,2],[5,5]]}""")]
    [InlineData("{ isThread: false, prolongs: false }", """{"before":4,"since":7,"newest":6,"at":40,"read":[[1,2],[5,5]]}""")]
    public void A_visit_keeps_what_another_page_of_the_thread_has_stored(string page, string kept) =>
        AssertGives(kept, "pure/visit.js", $"it.merge({{ before: 3, since: 1, newest: 9, at: 50, read: [[1, 2]] }}, {{ before: 4, since: 7, newest: 6, at: 40, read: [[5, 5]] }}, {page})");

    // 0 ┬ 1 ── 2
    //   └ 3        4 ── 5
    [Theory]
    [InlineData("012345", "", """[{"index":0,"isWhole":true},{"index":4,"isWhole":true}]""")]
    [InlineData("01245", "", """[{"index":0,"isWhole":false},{"index":1,"isWhole":true},{"index":4,"isWhole":true}]""")]
    [InlineData("0134", "", """[{"index":0,"isWhole":false},{"index":1,"isWhole":false},{"index":3,"isWhole":true},{"index":4,"isWhole":false}]""")]
    [InlineData("012345", "1", """[{"index":2,"isWhole":true},{"index":3,"isWhole":true},{"index":4,"isWhole":true}]""")]
    [InlineData("", "", "[]")]
    public void What_is_read_folds_whole_where_nothing_below_is_unread(string read, string addressed, string folds) =>
        AssertGives(
            folds, "pure/folding.js",
            $"it.foldsOfRead([-1, 0, 1, 0, -1, 4].map((parent, i) => ({{ parent, isRead: '{read}'.includes(i), isAddressed: '{addressed}' === String(i) }})))");

    [Fact]
    public void A_folded_text_shows_its_first_words()
    {
        AssertGives("\"Some words\"", "pure/preview.js", "it.preview('  Some\\n\\n words ')");
        AssertGives("79", "pure/preview.js", "it.preview('word '.repeat(100)).length - 1");
        AssertGives("true", "pure/preview.js", "it.preview('word '.repeat(100)).endsWith(' word…')");
        AssertGives("\"" + new string('x', 80) + "…\"", "pure/preview.js", "it.preview('x'.repeat(500))");
        // Never half of a character.
        AssertGives("80", "pure/preview.js", "it.preview('x'.repeat(79) + '😀'.repeat(9)).length");
    }

    [Theory]
    [InlineData("{ key: 'j', shiftKey: false }", "j")]
    [InlineData("{ key: 'J', shiftKey: true }", "shift+j")]
    [InlineData("{ key: 'J', shiftKey: false }", "j")]
    [InlineData("{ key: '?', shiftKey: true }", "?")]
    [InlineData("{ key: 'Enter', shiftKey: false }", "enter")]
    public void A_key_is_named_by_shift_and_not_by_case(string pressed, string name) =>
        AssertGives($"\"{name}\"", "pure/key-names.js", $"it.nameOf({pressed})");

    [Theory]
    [InlineData("{ ctrlKey: true, altKey: false, metaKey: false }, false", "true")]
    [InlineData("{ ctrlKey: true, altKey: true, metaKey: false }, true", "false")]
    [InlineData("{ ctrlKey: false, altKey: false, metaKey: false }, false", "false")]
    public void What_types_a_character_is_no_chord(string pressed, string isChord) => AssertGives(isChord, "pure/key-names.js", $"it.isChord({pressed})");

    [Fact]
    public void Keys_are_written_as_they_are_pressed() =>
        AssertGives("""["j","Shift J","Enter","?"]""", "pure/key-names.js", "['j', 'shift+j', 'enter', '?'].map(it.written)");

    [Theory]
    [InlineData("{ post: '/probation/2014/02/x' }", "\"/probation\"")]
    [InlineData("{ post: null, within: 'blog:probation' }", "\"/probation\"")]
    [InlineData("{ post: null, within: 'blog:probation after:2014', crumb: '/other' }", "\"/probation\"")]
    [InlineData("{ post: null, within: undefined, crumb: '/probation/2014' }", "\"/probation\"")]
    [InlineData("{ post: null, within: undefined, crumb: '/sources' }", "null")]
    [InlineData("{ post: null, within: 'by:Maude' }", "null")]
    [InlineData("{ post: null }", "null")]
    public void A_page_says_which_blog_it_belongs_to(string page, string blog) => AssertGives(blog, "pure/blog-address.js", $"it.blogAddress({page})");

    [Theory]
    [InlineData("{ post: null, crumb: '/labels' }", "null")]
    [InlineData("{ post: null, crumb: '/posts' }", "null")]
    [InlineData("{ post: null, crumb: '/' }", "null")]
    [InlineData("{ post: null, crumb: '/settings' }", "null")]
    [InlineData("{ post: null, crumb: '/sources/cited' }", "null")]
    [InlineData("{ post: null, crumb: '/keeper/blogs' }", "null")]
    public void Rooms_of_the_whole_site_are_no_blogs(string page, string blog) => AssertGives(blog, "pure/blog-address.js", $"it.blogAddress({page})");

    [Theory]
    // An empty window: at its end, in the middle.
    [InlineData("[]", """{"left":100,"top":264}""")]
    // Between two texts; beside one; nowhere.
    [InlineData("[{ left: 0, top: 0, right: 300, bottom: 100 }, { left: 0, top: 140, right: 300, bottom: 300 }]", """{"left":100,"top":116}""")]
    [InlineData("[{ left: 120, top: 0, right: 300, bottom: 300 }]", """{"left":16,"top":264}""")]
    [InlineData("[{ left: 0, top: 0, right: 300, bottom: 300 }]", "null")]
    [InlineData("[{ left: 0, top: 0, right: 300, bottom: 130 }, { left: 0, top: 150, right: 300, bottom: 300 }]", "null")]
    public void A_message_stands_in_the_lowest_gap(string boxes, string gap) =>
        AssertGives(gap, "pure/gaps.js", $"it.gapFor({{ width: 100, height: 20 }}, {{ width: 300, height: 300 }}, {boxes})");

    private static void AssertGives(string expected, string script, string expression) => Assert.Equal(expected, SiteScripts.Run(script, expression));
}
