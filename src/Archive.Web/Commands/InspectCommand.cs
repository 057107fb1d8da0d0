using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Archive.Web.Commands;

/// <summary><c>archive inspect</c>: says what the readers make of a file, and keeps nothing.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandConsole console)
    {
        var files = new Argument<string[]>("FILE") { Description = "A dump.", Arity = ArgumentArity.OneOrMore };
        ImportCommand.RefuseUnknownOptions(files);
        var format = ImportCommand.FormatOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object to standard output, and nothing else there." };
        var command = new Command("inspect", "Reads files and says what was found in them; the archive is not touched.")
        {
            files, format, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            var paths = parsed.GetValue(files)!;
            if (paths.FirstOrDefault(path => Directory.Exists(path) || !Path.Exists(path)) is { } missing)
            {
                throw new CommandException($"there is no file '{missing}'", ExitCode.WrongUsage);
            }

            var sources = paths.Select(path => Inspect(path, parsed.GetValue(format), cancel));
            var allRead = parsed.GetValue(json) ? InspectJson.Write(sources, console.Output) : InspectText.Write(sources, console.Text);
            return Task.FromResult(allRead ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }

    private static InspectedSource Inspect(string path, string? format, CancellationToken cancel)
    {
        var name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = DumpFiles.Read(path, cancel);
        }
        catch (Exception unread) when (unread is NotADumpException or IOException or UnauthorizedAccessException)
        {
            // Too large, no text, or nothing that can be read: so much of it is not looked at.
            return new InspectedSource(name, "", new FileInfo(path).Length, null, null, unread.Message);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            var dump = DumpFormats.Read(bytes, format);
            return new InspectedSource(name, sha256, bytes.Length, dump, dump.Ledger.Lines.Count, null);
        }
        catch (OutOfMemoryException)
        {
            return new InspectedSource(name, sha256, bytes.Length, null, null, "there is not enough memory to read it");
        }
        catch (NotADumpException refusal)
        {
            return new InspectedSource(name, sha256, bytes.Length, null, SourceText.Decode(bytes).LineCount, refusal.Message);
        }
        catch (Exception fault) when (DumpFormats.IsFault(fault))
        {
            return new InspectedSource(name, sha256, bytes.Length, null, null, DumpFormats.UnreadTo(fault));
        }
    }
}

/// <summary>One file as the readers see it.</summary>
/// <param name="Dump">Null where the file was refused.</param>
/// <param name="Sha256">Empty where the file was not read.</param>
/// <param name="LineCount">Null where the file was not read.</param>
/// <param name="Refusal">Why it was refused; null where it was read.</param>
internal sealed record InspectedSource(string File, string Sha256, long Bytes, Dump? Dump, int? LineCount, string? Refusal)
{
    public IReadOnlyList<Problem> Problems => Dump?.Problems ?? [new Problem(Severity.Error, null, Refusal!)];
}

/// <summary>Prints the dumps of <c>inspect</c> as JSON; the field names are a contract with other programs.</summary>
internal static class InspectJson
{
    /// <returns>Whether every file could be read.</returns>
    public static bool Write(IEnumerable<InspectedSource> sources, Stream output)
    {
        var allRead = true;
        using var json = new Utf8JsonWriter(output, ThreadJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            Write(json, source);
            allRead &= source.Dump is not null;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
        return allRead;
    }

    private static void Write(Utf8JsonWriter json, InspectedSource source)
    {
        json.WriteStartObject();
        json.WriteString("file", source.File);
        json.WriteString("sha256", source.Sha256);
        json.WriteNumber("bytes", source.Bytes);
        json.WriteString("format", source.Dump?.Format);
        json.WriteStartArray("posts");
        foreach (var post in source.Dump?.Posts ?? [])
        {
            json.WriteStartObject();
            ThreadJson.WritePost(json, post, CommentNumber.Paths(post.Comments));
            ThreadJson.WriteReadAs(json, post.ReadAs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("ledger");
        ThreadJson.WriteNumber(json, "lines", source.LineCount);
        // Of a refused file, no line was read.
        ThreadJson.WriteNumber(json, "unread", source.Dump?.Ledger.Unread ?? source.LineCount);
        json.WriteEndObject();
        ThreadJson.WriteProblems(json, source.Problems);
        json.WriteEndObject();
    }
}

/// <summary>Prints the dumps of <c>inspect</c> for a person: the posts, the shape of their threads, the problems.</summary>
internal static class InspectText
{
    // Of a comment's first line: enough to know it again, short enough to stay on one line of a terminal.
    private const int MaxOpening = 60;

    // Deeper replies are shown at this depth; their number still says where they stand.
    private const int MaxIndentedDepth = 8;

    /// <returns>Whether every file could be read.</returns>
    public static bool Write(IEnumerable<InspectedSource> sources, TextWriter text)
    {
        var allRead = true;
        foreach (var source in sources)
        {
            Write(text, source);
            allRead &= source.Dump is not null;
        }

        return allRead;
    }

    private static void Write(TextWriter text, InspectedSource source)
    {
        var file = CommandConsole.Printable(source.File);
        text.WriteLine(
            $"{file}: {source.Dump?.Format ?? "refused"}, {OneOrMany.Count(source.Bytes, "byte", "bytes")}, "
            + $"{OneOrMany.Count(source.LineCount ?? 0, "line", "lines")}");
        foreach (var post in source.Dump?.Posts ?? [])
        {
            Write(text, post);
        }

        foreach (var problem in source.Problems)
        {
            text.WriteLine(PrintedProblems.Line(source.File, problem));
        }
    }

    private static void Write(TextWriter text, DumpPost post)
    {
        text.WriteLine();
        text.WriteLine($"  {CommandConsole.Printable(post.Title ?? "(no title)")}");
        var threads = post.Comments.Count(comment => comment.Depth == 0);
        text.WriteLine($"  {CommandConsole.Printable(ThreadJson.Date(post.Published, post.OpenDate?.Printed))}, {Counts(post)}, {OneOrMany.Count(threads, "thread", "threads")}");
        if (post.ReadAs is { } read)
        {
            text.WriteLine($"  read as {read.Name}, {ThreadJson.InWords(read.Certainty)}");
        }

        var numbers = CommentNumber.Paths(post.Comments);
        for (var i = 0; i < numbers.Length; i++)
        {
            var comment = post.Comments[i];
            var indent = new string(' ', 4 + (2 * Math.Min(comment.Depth, MaxIndentedDepth)));
            text.WriteLine($"{indent}{numbers[i]}  {Opening(comment)}");
        }

        text.WriteLine();
    }

    private static string Counts(DumpPost post) => string.Create(
        CultureInfo.InvariantCulture,
        $"{OneOrMany.Count(post.FoundComments, "comment", "comments")}{(post.DeclaredComments is { } declared && declared != post.FoundComments ? $" of {declared:N0} declared" : "")}");

    private static string Opening(DumpComment comment) => comment.Status switch
    {
        CommentStatus.Placeholder => "(not in the dump)",
        CommentStatus.Removed => "(removed)",
        _ => CommandConsole.Printable(FirstLine(comment.BodyText)) + (comment.Incomplete ? " (incomplete)" : ""),
    };

    private static string FirstLine(string body)
    {
        var line = body.Split('\n', 2)[0];
        return line.Length <= MaxOpening ? line.Trim() : $"{LongTexts.Beginning(line, MaxOpening).Trim()}…";
    }
}
