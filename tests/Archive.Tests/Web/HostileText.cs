namespace Archive.Tests.Web;

/// <summary>A dump whose every part tries to be more than text.</summary>
internal static class HostileText
{
    public const string Script = "<script>alert(1)</script>";
    public const string Image = "\"><img src=x onerror=alert(1)>";
    public const string FileName = "\"><img src=x onerror=alert(1)>'.txt";
    public const string Post = "/probation/2013/01/script-alert-1-script-title";

    public const string Dump =
        $"""
        Tuesday 1 January 2013

        {Script} title

        {Script} body {Image} javascript:alert(1) http://example.org/"onmouseover="alert(1)

        2 comments:

          1. {Script} comment {Image} </li></ol></details> &lt;b&gt; {"\u202E"}backwards

            ReplyDelete
          2. ]]> --> <style>*{"{display:none}"}</style> xylophone {Script}

            ReplyDelete
        """;

    public const string NameTheAuthors =
        "UPDATE comments SET author = '<script>alert(1)</script>\"onclick=alert(1)', published = '\"><img src=x onerror=alert(1)>' WHERE text LIKE '%xylophone%';"
        + "UPDATE posts SET author = '<img src=x onerror=alert(1)>', url = 'javascript:alert(1)', labels = '[\"<script>alert(1)</script>\"]' WHERE title LIKE '%script%';"
        + "INSERT INTO post_people SELECT '<script>alert(1)</script> onclick=alert(1)', post_id, blog_id, max(comments.author), 0, count(*), 0 FROM comments JOIN posts ON posts.id = post_id WHERE comments.author LIKE '<script>%' GROUP BY post_id;"
        + "INSERT INTO post_people SELECT '<img src=x onerror=alert(1)>', id, blog_id, author, 1, 0, 0 FROM posts WHERE author LIKE '<img%';";
}
