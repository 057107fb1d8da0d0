#!/usr/bin/env -S dotnet run
// Prints what CLDR knows of dates in Blogger's languages, one line per language and kind:
//
//     dotnet run tests/Dates/dates.cs > src/Archive/Dumps/Blogger/Dates/dates-cldr.txt
//
// .NET asks the ICU of the machine, so the answer changes with it; that is why it is kept in the repository and not asked while
// reading. Run it where ICU is newer, look at the difference, and keep it where it is right. Kept was made with .NET 10.0.12 and
// ICU 72.1 (CLDR 42). What CLDR lacks stands in dates-by-hand.txt.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

const char Separator = '|';

// The region decides the order of a date and, in Austria and in the Arab world, its months.
(string Tag, string Culture)[] languages =
[
    ("en", "en-US"), ("en-GB", "en-GB"), ("de", "de-DE"), ("de-AT", "de-AT"), ("es", "es-ES"), ("es-419", "es-MX"), ("pt-BR", "pt-BR"),
    ("pt-PT", "pt-PT"), ("fr", "fr-FR"), ("fr-CA", "fr-CA"), ("it", "it-IT"), ("nl", "nl-NL"), ("ru", "ru-RU"), ("uk", "uk-UA"),
    ("be", "be-BY"), ("pl", "pl-PL"), ("cs", "cs-CZ"), ("sk", "sk-SK"), ("sl", "sl-SI"), ("hr", "hr-HR"), ("bs", "bs-Latn-BA"),
    ("sr", "sr-Cyrl-RS"), ("sr-Latn", "sr-Latn-RS"), ("mk", "mk-MK"), ("bg", "bg-BG"), ("hu", "hu-HU"), ("ro", "ro-RO"), ("sq", "sq-AL"),
    ("tr", "tr-TR"), ("az", "az-Latn-AZ"), ("kk", "kk-KZ"), ("el", "el-GR"), ("sv", "sv-SE"), ("da", "da-DK"), ("no", "nb-NO"),
    ("nn", "nn-NO"), ("fi", "fi-FI"), ("et", "et-EE"), ("lv", "lv-LV"), ("lt", "lt-LT"), ("is", "is-IS"), ("ca", "ca-ES"), ("eu", "eu-ES"),
    ("gl", "gl-ES"), ("cy", "cy-GB"), ("id", "id-ID"), ("ms", "ms-MY"), ("fil", "fil-PH"), ("vi", "vi-VN"), ("ja", "ja-JP"),
    ("zh-TW", "zh-Hant-TW"), ("zh-CN", "zh-Hans-CN"), ("zh-HK", "zh-Hant-HK"), ("ko", "ko-KR"), ("ar", "ar-EG"), ("ar-LB", "ar-LB"),
    ("ar-DZ", "ar-DZ"), ("ar-MA", "ar-MA"), ("fa", "fa-IR"), ("ur", "ur-PK"), ("he", "he-IL"), ("hi", "hi-IN"), ("bn", "bn-BD"),
    ("mr", "mr-IN"), ("gu", "gu-IN"), ("pa", "pa-Guru-IN"), ("ta", "ta-IN"), ("te", "te-IN"), ("kn", "kn-IN"), ("ml", "ml-IN"),
    ("ne", "ne-NP"), ("si", "si-LK"), ("th", "th-TH"), ("lo", "lo-LA"), ("km", "km-KH"), ("my", "my-MM"), ("ka", "ka-GE"), ("hy", "hy-AM"),
    ("mn", "mn-MN"), ("am", "am-ET"), ("sw", "sw-KE"), ("zu", "zu-ZA"), ("af", "af-ZA"),
];

var output = new StringBuilder($"# Printed by tests/Dates/dates.cs with {RuntimeInformation.FrameworkDescription}; a word that is missing belongs into dates-by-hand.txt.\n");
foreach (var (tag, culture) in languages)
{
    Write(tag, new CultureInfo(culture, useUserOverride: false));
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Console.Write(output);

void Write(string tag, CultureInfo culture)
{
    var own = culture.DateTimeFormat;
    var format = (DateTimeFormatInfo)own.Clone();
    format.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized);

    // Catalan puts the preposition into the name, and Spanish and others print the same one as a word of its own.
    string[] Names(string[] names) => [.. names[..12].Select(name => tag == "ca" ? name.Replace("de ", "").Replace("d’", "") : name)];

    Line("months", Names(format.MonthGenitiveNames));
    Line("months-alone", Names(format.MonthNames), Names(format.MonthGenitiveNames));
    Line("months-short", Names(format.AbbreviatedMonthGenitiveNames), Names(format.MonthGenitiveNames));
    Line("months-short-alone", Names(format.AbbreviatedMonthNames), Names(format.AbbreviatedMonthGenitiveNames));
    Line("days", FromMonday(format.DayNames));
    Line("days-short", FromMonday(format.AbbreviatedDayNames), FromMonday(format.DayNames));
    Line("halves", [format.AMDesignator, format.PMDesignator]);

    // The own calendar of Thailand is the common one with other years, and its patterns print the era; Persian months are other months.
    string[] patterns = [.. format.GetAllDateTimePatterns('D'), .. own.Calendar is ThaiBuddhistCalendar ? own.GetAllDateTimePatterns('D') : []];
    Line("patterns", [.. patterns.Distinct()]);
    WriteLiterals([.. patterns.Distinct()]);
    if (own.Calendar is ThaiBuddhistCalendar)
    {
        Line("years-ahead", [$"{own.Calendar.GetYear(new DateTime(2009, 3, 3)) - 2009}"]);
    }

    if (patterns.Any(pattern => pattern.Split('\'').Where((_, at) => at % 2 == 0).Any(part => part.Contains('g', StringComparison.Ordinal))))
    {
        Line("eras", [.. new[] { own.GetEraName(1), format.GetEraName(1) }.Distinct()]);
    }

    // What a pattern prints beside its fields: words between them, an ending of the month, a word that the month is glued to.
    void WriteLiterals(string[] all)
    {
        var (joins, endings, prefixes) = (new SortedSet<string>(StringComparer.Ordinal), "", new SortedSet<string>(StringComparer.Ordinal));
        foreach (var pattern in all)
        {
            var parts = Pattern.Matches(pattern).Select(match => (Text: match.Groups[2].Success ? match.Value.Replace("'", "") : "", Field: match.Groups[1].Value)).ToList();
            for (var i = 0; i < parts.Count; i++)
            {
                var (text, _) = parts[i];
                if (i > 0 && parts[i - 1].Field == "MMMM" && text.Length > 0 && char.IsLetter(text[0]))
                {
                    endings = text.Split(' ')[0];
                    text = text[endings.Length..];
                }

                if (i + 1 < parts.Count && parts[i + 1].Field is "MMMM" && text.Length > 0 && char.IsLetter(text[^1]))
                {
                    prefixes.Add(text.Split(' ')[^1]);
                    continue;
                }

                foreach (var word in text.Split(' ').Select(word => word.Trim(',', '.', '،', '၊', '\u00A0', '\u202F')).Where(word => word.Any(char.IsLetter)))
                {
                    joins.Add(word);
                }
            }
        }

        if (joins.Count > 0)
        {
            Line("joins", [.. joins]);
        }

        if (prefixes.Count > 0)
        {
            Line("prefixes", [.. prefixes]);
        }

        if (endings.Length > 0)
        {
            Line("months-joined", [.. Names(format.MonthGenitiveNames).Select(name => name + endings)]);
        }
    }

    void Line(string kind, string[] words, string[]? known = null)
    {
        if (known is null || !words.SequenceEqual(known))
        {
            output.Append(CultureInfo.InvariantCulture, $"{tag} {kind} {string.Join(Separator, words)}\n");
        }
    }
}

static string[] FromMonday(string[] days) => [.. days[1..], days[0]];

internal static partial class Program
{
    private static readonly Regex Pattern = new("(d+|M+|y+|g+)|((?:'[^']*'|[^dMyg'])+)");
}
