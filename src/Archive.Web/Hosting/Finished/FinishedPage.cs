using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Archive.Web.Hosting.Finished;

/// <summary>A finished page in one coding: all that is sent to whoever asks for it.</summary>
internal sealed record FinishedPage
{
    /// <summary>The blog on whose state it depends; 0: on that of the whole archive.</summary>
    public required long Blog { get; init; }

    /// <summary>The state and the program that it is of.</summary>
    public required string State { get; init; }

    /// <summary>The names beneath its comments, and which of them are sign-offs: that hangs on the whole archive.</summary>
    public required SignedNames Names { get; init; }

    /// <summary>Its ETag: a hash of the page, in whatever coding.</summary>
    public required string Tag { get; init; }

    /// <summary>The headers that the page itself has.</summary>
    public required IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Of <see cref="Bytes"/>.</summary>
    public required string Coding { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>How many seconds ago it was made, for caches on the way; null where it was made for who asks.</summary>
    public string? Age => GoodAt is null ? null : Math.Max(0, (long)(DateTimeOffset.UtcNow - MadeAt).TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>The moment at which it was last known to be good.</summary>
    public PageMoment? GoodAt { get; set; }
}

/// <summary>An answer while it is made: whether it is a page to be kept, and what it depends on.</summary>
/// <param name="moment">From before it was begun: what changes meanwhile makes it old.</param>
/// <param name="coding">In which its reader takes it.</param>
internal sealed class Making(PageMoment moment, string coding)
{
    public PageMoment Moment => moment;

    public string Coding => coding;

    /// <summary>Under which it is kept; null where it is for its reader alone.</summary>
    public PageKey? Key { get; init; }

    /// <summary>It is to be kept, and held until it is whole.</summary>
    public bool IsSigned { get; set; }

    /// <summary>Where it is held.</summary>
    public HeldBody? Body { get; set; }

    public long Blog { get; set; }

    public SignedNames Names { get; set; } = SignedNames.None;
}

/// <summary>What an address asks for: its path and what is read of its query, letter by letter.</summary>
internal sealed record PageKey(string Path, string Query)
{
    public static PageKey Of(HttpRequest request) => new(request.Path.Value ?? "", request.QueryString.Value ?? "");
}

/// <summary>Names beneath comments, each with whether it is shown as a sign-off.</summary>
internal sealed record SignedNames(IReadOnlyCollection<string> All, IReadOnlySet<string> Shown)
{
    public static readonly SignedNames None = new([], new HashSet<string>());

    // A name is a part of one line.
    private const char End = '\n', IsShown = '+', IsNot = '-';

    public static SignedNames Among(SignerNames signers, IReadOnlyCollection<string> names) => names.Count == 0 ? None : new(names, signers.Among(names));

    /// <summary>Whether the archive still takes the same names for sign-offs.</summary>
    public bool Hold(SignerNames signers) => All.Count == 0 || Shown.SetEquals(signers.Among(All));

    public SignedNames And(SignedNames other) => new([.. All.Union(other.All)], Shown.Union(other.Shown).ToHashSet(StringComparer.Ordinal));

    public override string ToString() => string.Concat(All.Select(name => $"{(Shown.Contains(name) ? IsShown : IsNot)}{name}{End}"));

    public static SignedNames Parse(string text)
    {
        var names = text.Split(End, StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 ? None : new([.. names.Select(name => name[1..])], names.Where(name => name[0] == IsShown).Select(name => name[1..]).ToHashSet(StringComparer.Ordinal));
    }
}
