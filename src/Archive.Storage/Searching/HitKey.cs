namespace Archive.Storage.Searching;

/// <summary>Puts posts and comments into one order by date: a post stands before its comments.</summary>
internal static class HitKey
{
    private const int BitsOfN = 20;

    public static long OfPost(long id) => id << (BitsOfN + 1);

    public static long OfComment(long id) => (id << 1) | 1;

    public static bool IsComment(long key) => (key & 1) == 1;

    /// <summary>The id of the comment or post.</summary>
    public static long IdOf(long key) => IsComment(key) ? key >> 1 : key >> (BitsOfN + 1);

    /// <summary>The post that it is, or stands under.</summary>
    public static long PostOf(long key) => key >> (BitsOfN + 1);

    /// <summary>Ids below this one have keys below that one, and no others.</summary>
    public static long IdsBelow(long key, bool posts) =>
        posts ? (key >> (BitsOfN + 1)) + ((key & ((1 << (BitsOfN + 1)) - 1)) == 0 ? 0 : 1) : key >> 1;

    /// <summary>Ids above this one have keys above that one, and no others.</summary>
    public static long IdsAbove(long key, bool posts) => posts ? key >> (BitsOfN + 1) : (key - 1) >> 1;
}
