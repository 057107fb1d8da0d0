using System.Text.RegularExpressions;

namespace Archive.Dumps.Recognising;

/// <summary>The kinds of text that have a form of their own: mail, tables, calendars, programs, logs.</summary>
internal static partial class TextKinds
{
    /// <summary>Header lines that a mail must have; one alone stands in many a text.</summary>
    private const int MinMailHeaders = 3;

    /// <summary>Lines in which those are looked for; a mail that came by many servers has so many of their lines above.</summary>
    private const int MaxHeaderLines = 60;

    /// <summary>Lines from which on a table shows itself.</summary>
    private const int MinRows = 3;

    private const double NearlyAll = 0.9;

    private const double Most = 0.5;

    private static readonly HashSet<string> MailHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Subject", "Date", "Message-ID", "Received", "Return-Path", "Delivered-To", "MIME-Version", "Content-Type",
        "Reply-To", "In-Reply-To", "References", "X-Mailer", "DKIM-Signature", "List-Id", "X-Gmail-Labels", "X-GM-THRID", "Sender",
    };

    /// <summary>Those that are known for certain: by their first words.</summary>
    public static readonly FileKind[] All =
    [
        new("a page saved as MHTML", sample => IsMail(sample.Lines, 0) && sample.Text.Contains("multipart/related", StringComparison.OrdinalIgnoreCase)),
        new("an mbox of mails", sample => sample.Lines is [var from, ..] && FromLine().IsMatch(from) && IsMail(sample.Lines, 1)),
        new("a mail", sample => IsMail(sample.Lines, 0)),
        new("a Movable Type export", IsMovableType),
        new("a calendar (iCalendar)", sample => sample.Text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)),
        new("an address card (vCard)", sample => sample.Text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase)),
        new("a file of subtitles", sample => sample.Text.StartsWith("WEBVTT", StringComparison.Ordinal)
            || (sample.Lines is [var number, var times, ..] && int.TryParse(number, out _) && SubtitleTimes().IsMatch(times))),
        new("a list of differences (diff)", sample => DiffStart().IsMatch(sample.Text)),
        new("a PHP program", sample => sample.Text.StartsWith("<?php", StringComparison.OrdinalIgnoreCase)),
        new("a script", sample => ScriptStart().IsMatch(sample.Text)),
        new("a file encrypted or signed by PGP", sample => sample.Text.StartsWith("-----BEGIN ", StringComparison.Ordinal)),
        new("a table (CSV)", sample => IsTable(sample.Text, ',', 3) || IsTable(sample.Text, ';', 3)),
        new("a table (TSV)", sample => IsTable(sample.Text, '\t', 2)),
    ];

    /// <summary>Those that a page could be as well, were it recognised.</summary>
    public static readonly FileKind[] Guesses =
    [
        new("a chat", sample => sample.Share(line => ChatLine().IsMatch(line)) >= Most),
        new("a log", sample => sample.Share(line => LogLine().IsMatch(line)) >= Most),
        new("an SQL file", sample => sample.Share(line => SqlLine().IsMatch(line)) >= 0.2),
        new("a thread of mails", sample => sample.Lines.Any(line => MailQuotation().IsMatch(line)) && sample.Share(line => line.StartsWith('>')) >= 0.1),
        new("a program", sample => sample.Share(line => CodeLine().IsMatch(line)) >= Most),
        new("a file of settings", sample => sample.Share(line => SettingLine().IsMatch(line)) >= NearlyAll),
    ];

    // Headers with folded lines between them, from the first line on; a verse with colons has none of their names.
    private static bool IsMail(IReadOnlyList<string> lines, int first)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = first; i < Math.Min(lines.Count, first + MaxHeaderLines) && known.Count < MinMailHeaders; i++)
        {
            var header = HeaderLine().Match(lines[i]);
            if (header.Success && (MailHeaders.Contains(header.Groups[1].Value) || header.Groups[1].Value.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
            {
                known.Add(header.Groups[1].Value);
            }
            else if (i == first)
            {
                return false;
            }
        }

        return known.Count >= MinMailHeaders && (known.Contains("From") || known.Contains("Received") || known.Contains("Message-ID") || known.Contains("Return-Path"));
    }

    private static bool IsMovableType(FileSample sample) =>
        sample.Lines.Take(12).Count(line => MovableTypeKey().IsMatch(line)) >= 3 && sample.Lines.Contains("-----");

    // As many fields in every row; cells in quotation marks may hold line ends.
    private static bool IsTable(string text, char separator, int minFields)
    {
        var (rows, alike, first, fields, isQuoted) = (0, 0, 0, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                // A quotation mark within a cell is doubled, and so changes nothing.
                isQuoted = !isQuoted;
            }
            else if (c == separator && !isQuoted)
            {
                fields++;
            }
            else if (c == '\n' && !isQuoted)
            {
                if (rows == 0 && fields < minFields)
                {
                    return false;
                }

                first = rows == 0 ? fields : first;
                (rows, alike, fields) = (rows + 1, alike + (fields == first ? 1 : 0), 1);
            }
        }

        // What follows the last line end is a row as well, unless it is empty or the sample breaks off in it.
        alike += fields == first ? 1 : 0;
        rows += fields == first ? 1 : 0;
        return rows >= MinRows && first >= minFields && alike >= NearlyAll * rows;
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z-]*):(\s|$)", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^From \S+ ", RegexOptions.NonBacktracking)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d[,.]\d+ --> \d\d:\d\d", RegexOptions.NonBacktracking)]
    private static partial Regex SubtitleTimes();

    [GeneratedRegex(@"^(diff --git |Index: .*\n=+\n|--- \S+.*\n\+\+\+ |commit [0-9a-f]{40}\n)", RegexOptions.NonBacktracking)]
    private static partial Regex DiffStart();

    [GeneratedRegex(@"^#!\s*/", RegexOptions.NonBacktracking)]
    private static partial Regex ScriptStart();

    [GeneratedRegex(@"^(AUTHOR|TITLE|BASENAME|STATUS|ALLOW COMMENTS|CONVERT BREAKS|ALLOW PINGS|PRIMARY CATEGORY|CATEGORY|TAGS|DATE|UNIQUE URL):", RegexOptions.NonBacktracking)]
    private static partial Regex MovableTypeKey();

    [GeneratedRegex(@"^(\[?\d\d?:\d\d(:\d\d)?( [AP]M)?\]? ?<?[\w ]{1,30}>?[:>]|\[?\d\d?[./]\d\d?[./]\d{2,4},? \d\d?:\d\d(:\d\d)?( [AP]M)?\]?( -)? [^:]{1,40}:)", RegexOptions.NonBacktracking)]
    private static partial Regex ChatLine();

    [GeneratedRegex(@"^(\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d{1,3}(\.\d{1,3}){3} - |[A-Z][a-z]{2} +\d\d? \d\d:\d\d:\d\d |(DEBUG|INFO|WARN|ERROR)\b)", RegexOptions.NonBacktracking)]
    private static partial Regex LogLine();

    [GeneratedRegex(@"^(CREATE TABLE|INSERT INTO|DROP TABLE|ALTER TABLE|SELECT .* FROM|-- MySQL dump|PRAGMA )", RegexOptions.NonBacktracking)]
    private static partial Regex SqlLine();

    [GeneratedRegex(@"^(On .{6,120} wrote:|Am .{6,120} schrieb .*:|Le .{6,120} a écrit ?:|-----Original Message-----)$", RegexOptions.NonBacktracking)]
    private static partial Regex MailQuotation();

    [GeneratedRegex(@"([;{}]|\) ?=>|^(import|from|def|class|function|const|let|var|using|#include|package|return|if|for|while|end|public|private)\b.*[:;({)]?)$", RegexOptions.NonBacktracking)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"^([#;].*|\[[\w .-]+\]|[\w.-]+ ?[=:].*|- .*)$", RegexOptions.NonBacktracking)]
    private static partial Regex SettingLine();
}
