using System.Text.Json;

namespace Archive.Storage.Staging;

/// <summary>One file that is to be read in a process of its own.</summary>
/// <param name="Format">The name of a format to read in place of recognising it; null where it is to be recognised.</param>
internal sealed record ApartRequest(string Path, string? Format);

/// <summary>The fate of a file that was read in a process of its own.</summary>
/// <param name="Sha256">Of its bytes; empty where they could not be read.</param>
/// <param name="Refusal">Why it is refused; null where it can be read.</param>
public sealed record ApartAnswer(string Sha256, long Bytes, string? Refusal)
{
    /// <summary>It took more than a limit allows, or ended its reader: nobody should try again in a process that others need.</summary>
    public bool IsTooHard { get; init; }

    /// <summary>It is known to be something else than a dump, such as a picture.</summary>
    public bool IsOfOtherKind { get; init; }
}

/// <summary>Reads files, one after the other, for another process that may end this one at any time.</summary>
/// <remarks>A request and an answer are one line of JSON each. All is done that an import does without a database, and its results are dropped.</remarks>
public static class ApartReading
{
    /// <summary>Answers requests until there are no more.</summary>
    public static async Task AnswerAsync(TextReader requests, TextWriter answers)
    {
        while (await requests.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<ApartRequest>(line)!;
            await answers.WriteLineAsync(JsonSerializer.Serialize(Read(request)));
            await answers.FlushAsync();
        }
    }

    private static ApartAnswer Read(ApartRequest request)
    {
        var source = PreparedSource.Read(() => DumpFiles.Read(request.Path), request.Format, strict: false, _ => false);
        foreach (var post in source.Posts.Where(post => post.Comments is null))
        {
            // Of a large file the texts are derived later: that has to be tried as well.
            _ = DerivedText.OfPost(post.Post.Post);
            foreach (var comment in post.Post.Comments)
            {
                _ = DerivedText.OfComment(comment);
            }
        }

        return new ApartAnswer(source.Sha256, source.Bytes, source.IsRefused ? source.Problems[0].Message : null) { IsOfOtherKind = source.Kind is not null };
    }
}
