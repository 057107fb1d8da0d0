using System.Globalization;
using System.Text;
using System.Xml;

namespace Archive.Web.Outputs.TakingOut;

/// <summary>Writes a post and its thread as a book in EPUB 3: chapters of whole branches where they are short enough, and nothing that a reader of books would have to fetch.</summary>
/// <remarks>One record gives the same bytes at any time: what a book says of its making is the time of the capture.</remarks>
internal sealed class ThreadBook
{
    /// <summary>A chapter ends before the next branch when it has so many comments, and within a branch at the greater number: readers of books open a chapter as a whole.</summary>
    public const int FewInChapter = 50, MaxInChapter = 200;

    /// <summary>Characters of its HTML beyond which a chapter ends as well.</summary>
    private const int MaxCharacters = 200_000;

    /// <summary>Levels that the style of the book sets in.</summary>
    private const int MaxLevel = 6;

    // A number has a digit and a dot for each level, and a list of contents no room for hundreds.
    private const int MaxNumber = 24;

    private const string Folder = "book/", Post = "post.xhtml";

    private const string Xhtml = "http://www.w3.org/1999/xhtml", Epub = "http://www.idpf.org/2007/ops", Opf = "http://www.idpf.org/2007/opf", Dublin = "http://purl.org/dc/elements/1.1/";

    private const string Style =
        """
        body { margin: 1em; line-height: 1.5; }
        .facts { margin: .3em 0; font-size: .85em; color: #555; }
        .writing { overflow-wrap: break-word; }
        .writing pre { white-space: pre-wrap; }
        .notice { font-style: italic; }
        article { margin: 1.5em 0 0; }
        article h2 { margin: 0; font-size: 1em; }
        .d1 { margin-left: 4%; } .d2 { margin-left: 8%; } .d3 { margin-left: 12%; } .d4 { margin-left: 16%; } .d5 { margin-left: 20%; } .d6 { margin-left: 24%; }

        """;

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.None };

    private readonly Extract extract;
    private readonly PostArticle post;
    private readonly string? language;
    private readonly ZipWriter zip;
    private readonly List<string> chapters = [];

    // The last comment of each depth: whom the next one answers is among them.
    private readonly List<(string Key, int Chapter, int Turn)> above = [];
    private int turn;

    private ThreadBook(Stream output, Extract extract)
    {
        (this.extract, post, zip) = (extract, extract.Post!, new ZipWriter(output));
        language = XhtmlText.Language(post.Language);
    }

    public static Task WriteAsync(Stream output, Extract extract, IAsyncEnumerable<ExtractedText> texts, CancellationToken cancel) =>
        new ThreadBook(output, extract).WriteAsync(texts, cancel);

    private string Title => Words(post.Title) ?? "Untitled";

    private async Task WriteAsync(IAsyncEnumerable<ExtractedText> texts, CancellationToken cancel)
    {
        await zip.AddAsync("mimetype", "application/epub+zip"u8.ToArray(), isStored: true, cancel);
        await AddAsync("META-INF/container.xml", WriteContainer, cancel);
        await zip.AddAsync(Folder + "style.css", Encoding.UTF8.GetBytes(Style), isStored: false, cancel);
        var chapter = new List<ExtractedText>();
        var characters = 0;
        await foreach (var text in texts)
        {
            if (text.Key is null)
            {
                await AddAsync(Folder + Post, xml => Page(xml, Title, () => WritePost(xml, text)), cancel);
                continue;
            }

            if (chapter.Count >= MaxInChapter || characters >= MaxCharacters || (chapter.Count >= FewInChapter && text.Depth == 0))
            {
                await AddChapterAsync(chapter, cancel);
                characters = 0;
            }

            chapter.Add(text);
            characters += text.Html.Length;
        }

        await AddChapterAsync(chapter, cancel);
        await AddAsync(Folder + "nav.xhtml", xml => Page(xml, "Contents", () => WriteContents(xml)), cancel);
        await AddAsync(Folder + "package.opf", WritePackage, cancel);
        await zip.EndAsync(cancel);
    }

    private async Task AddChapterAsync(List<ExtractedText> chapter, CancellationToken cancel)
    {
        if (chapter.Count == 0)
        {
            return;
        }

        var (first, last) = (Short(chapter[0].Number!), Short(chapter[^1].Number!));
        chapters.Add(first == last ? $"Comment {first}" : $"Comments {first} to {last}");
        await AddAsync(Folder + FileOf(chapters.Count), xml => Page(xml, chapters[^1], () =>
        {
            xml.WriteElementString("h1", chapters[^1]);
            foreach (var text in chapter)
            {
                WriteComment(xml, text);
            }
        }), cancel);
        chapter.Clear();
    }

    private async Task AddAsync(string name, Action<XmlWriter> write, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            write(xml);
        }

        await zip.AddAsync(name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), isStored: false, cancel);
    }

    private static void Page(XmlWriter xml, string title, Action write)
    {
        xml.WriteDocType("html", null, null, null);
        xml.WriteStartElement("html", Xhtml);
        xml.WriteAttributeString("xmlns", "epub", null, Epub);
        Language(xml, "en-GB");
        xml.WriteStartElement("head");
        xml.WriteElementString("title", title);
        Element(xml, "link", null, ("rel", "stylesheet"), ("type", "text/css"), ("href", "style.css"));
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        write();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WritePost(XmlWriter xml, ExtractedText text)
    {
        xml.WriteStartElement("h1");
        xml.WriteAttributeString("dir", "auto");
        Language(xml, language);
        xml.WriteString(Title);
        xml.WriteEndElement();
        Facts(xml, Words(post.BlogTitle) ?? "");
        if (extract.Name(text.Author) is { } author)
        {
            Facts(xml, $"by {author}");
        }

        Facts(xml, ThreadWords.DateOf(post));
        if (post.HasText)
        {
            Writing(xml, text);
        }
        else
        {
            Element(xml, "p", TextState.NoText, ("class", "notice"));
        }

        xml.WriteElementString("hr", "");
        Link(xml, extract.Site.Of(post.Address), extract.Site.Of(post.Address));
        Link(xml, extract.Site.Of(text.Lines is { } lines ? SourceAddress.Lines(post.Sha256, lines.First, lines.Last) : SourceAddress.Of(post.Sha256)), ThreadWords.Lines(text));
        Facts(xml, $"{InWords.Capital(ThreadWords.CaptureOf(post))}; {InWords.Count(post.Comments, "comment", "comments")}.");
        if (extract.Pseudonym is not null)
        {
            Facts(xml, $"Names are {extract.Names}.");
        }
    }

    private void WriteComment(XmlWriter xml, ExtractedText text)
    {
        above.RemoveRange(Math.Min(text.Depth, above.Count), Math.Max(0, above.Count - text.Depth));
        xml.WriteStartElement("article");
        xml.WriteAttributeString("id", Anchor(turn));
        xml.WriteAttributeString("class", $"d{Math.Min(text.Depth, MaxLevel)}");
        xml.WriteStartElement("h2");
        xml.WriteString(string.Join(" · ", ThreadWords.HeadOf(extract, text).Select(XhtmlText.Printable)));
        xml.WriteEndElement();
        WriteFacts(xml, text);
        above.Add((text.Key!, chapters.Count, turn++));
        if (text.Status == "placeholder")
        {
            Element(xml, "p", TextState.Placeholder, ("class", "notice"));
        }
        else
        {
            if (text.Status == "removed")
            {
                Element(xml, "p", TextState.Removed, ("class", "notice"));
            }

            Writing(xml, text);
        }

        if (text.IsIncomplete)
        {
            Element(xml, "p", TextState.Incomplete, ("class", "notice"));
        }

        var (address, original) = (extract.Site.Of(Extract.AddressOf(text)), text.Sha256 ?? post.Sha256);
        xml.WriteStartElement("p");
        xml.WriteAttributeString("class", "facts");
        Element(xml, "a", address, ("href", address));
        xml.WriteString(" · ");
        Element(xml, "a", ThreadWords.Lines(text), ("href", extract.Site.Of(text.Lines is { } lines ? SourceAddress.Lines(original, lines.First, lines.Last) : SourceAddress.Of(original))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteFacts(XmlWriter xml, ExtractedText text)
    {
        if (text.Published is null && text.Parent.Number is null)
        {
            return;
        }

        xml.WriteStartElement("p");
        xml.WriteAttributeString("class", "facts");
        xml.WriteString(text.Published is { } published ? XhtmlText.Printable(InWords.Date(published)) : "");
        if (text.Parent is { Key: { } key, Number: { } number })
        {
            xml.WriteString(text.Published is null ? "in reply to " : " · in reply to ");
            number = InWords.Number(number, text.Parent.NumberOf);
            // An import beside the reading may have taken it away.
            if (above.Count > 0 && above[^1].Key == key)
            {
                Element(xml, "a", number, ("href", $"{FileOf(above[^1].Chapter)}#{Anchor(above[^1].Turn)}"));
            }
            else
            {
                xml.WriteString(number);
            }
        }

        xml.WriteEndElement();
    }

    private void Writing(XmlWriter xml, ExtractedText text)
    {
        xml.WriteStartElement("div");
        xml.WriteAttributeString("class", "writing");
        xml.WriteAttributeString("dir", "auto");
        Language(xml, language);
        XhtmlText.Write(xml, text.Html, extract.Site.Root);
        xml.WriteFullEndElement();
        if (text.Html.Length >= LongTexts.MaxLength)
        {
            Element(xml, "p", "This text is too long for a page; its lines in the original hold the whole of it.", ("class", "notice"));
        }
    }

    private void WriteContents(XmlWriter xml)
    {
        xml.WriteStartElement("nav");
        xml.WriteAttributeString("type", Epub, "toc");
        xml.WriteElementString("h1", "Contents");
        xml.WriteStartElement("ol");
        foreach (var (file, name) in chapters.Select((name, i) => (FileOf(i + 1), name)).Prepend((Post, Title)))
        {
            xml.WriteStartElement("li");
            Element(xml, "a", name, ("href", file));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteContainer(XmlWriter xml)
    {
        xml.WriteStartElement("container", "urn:oasis:names:tc:opendocument:xmlns:container");
        xml.WriteAttributeString("version", "1.0");
        xml.WriteStartElement("rootfiles");
        Element(xml, "rootfile", null, ("full-path", Folder + "package.opf"), ("media-type", "application/oebps-package+xml"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WritePackage(XmlWriter xml)
    {
        xml.WriteStartElement("package", Opf);
        xml.WriteAttributeString("version", "3.0");
        xml.WriteAttributeString("unique-identifier", "id");
        xml.WriteStartElement("metadata");
        xml.WriteAttributeString("xmlns", "dc", null, Dublin);
        xml.WriteStartElement("identifier", Dublin);
        xml.WriteAttributeString("id", "id");
        xml.WriteString(AtomWriter.Id(post.Address));
        xml.WriteEndElement();
        foreach (var (name, value) in Facts())
        {
            xml.WriteElementString(name, Dublin, XhtmlText.Printable(value));
        }

        Element(xml, "meta", InWords.Iso(post.CapturedAt), ("property", "dcterms:modified"));
        xml.WriteEndElement();
        xml.WriteStartElement("manifest");
        Element(xml, "item", null, ("id", "nav"), ("href", "nav.xhtml"), ("media-type", "application/xhtml+xml"), ("properties", "nav"));
        Element(xml, "item", null, ("id", "style"), ("href", "style.css"), ("media-type", "text/css"));
        foreach (var (id, file) in Files())
        {
            Element(xml, "item", null, ("id", id), ("href", file), ("media-type", "application/xhtml+xml"));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("spine");
        foreach (var (id, _) in Files())
        {
            Element(xml, "itemref", null, ("idref", id));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private IEnumerable<(string Id, string File)> Files() => chapters.Select((_, i) => ($"c{i + 1}", FileOf(i + 1))).Prepend(("post", Post));

    // Whoever wrote it, by the rule of the citations.
    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("title", Title);
        yield return ("language", language ?? "und");
        yield return ("source", extract.Site.Of(post.Address));
        yield return ("publisher", Words(post.BlogTitle) ?? post.Blog);
        if (Words(extract.Name(post.Author ?? post.BlogAuthor)) is { } author)
        {
            yield return ("creator", author);
        }

        if (post.Published is { } published && IsoDate.DayOf(published) is not null)
        {
            yield return ("date", published[..IsoDate.LengthOfDay]);
        }
    }

    // A book may leave a field out, but not leave it empty.
    private static string? Words(string? text) => text is not null && XhtmlText.Printable(text).Trim() is { Length: > 0 } words ? words : null;

    private static string Short(string number) => number.Length > MaxNumber ? $"{number[..MaxNumber]}…" : number;

    private static string FileOf(int chapter) => string.Create(CultureInfo.InvariantCulture, $"c{chapter:0000}.xhtml");

    private static string Anchor(int turn) => string.Create(CultureInfo.InvariantCulture, $"n{turn}");

    private static void Facts(XmlWriter xml, string text) => Element(xml, "p", text, ("class", "facts"), ("dir", "auto"));

    private static void Link(XmlWriter xml, string address, string words)
    {
        xml.WriteStartElement("p");
        xml.WriteAttributeString("class", "facts");
        Element(xml, "a", words, ("href", address));
        xml.WriteEndElement();
    }

    private static void Language(XmlWriter xml, string? language)
    {
        if (language is not null)
        {
            xml.WriteAttributeString("lang", language);
            xml.WriteAttributeString("xml", "lang", null, language);
        }
    }

    private static void Element(XmlWriter xml, string name, string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, XhtmlText.Printable(value));
        }

        if (text is not null)
        {
            xml.WriteString(XhtmlText.Printable(text));
        }

        xml.WriteEndElement();
    }
}
