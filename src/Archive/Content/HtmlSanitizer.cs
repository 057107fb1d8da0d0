using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Archive.Content;

/// <summary>Makes HTML from elsewhere safe: parses it, and writes anew the nodes that <see cref="HtmlRules"/> allow.</summary>
/// <remarks>Nothing is edited in place, so nothing passes by being overlooked; the tree is walked with a stack of our own.</remarks>
internal sealed class HtmlSanitizer
{
    private const string HtmlNamespace = "http://www.w3.org/1999/xhtml";

    // No character by Unicode, but nothing keeps it out of a text; the parser takes it for the end, and what follows would be lost.
    private const char EndForParser = '\uFFFF';

    private readonly HtmlWriter html;
    private readonly Stack<Step> pending = new();
    private readonly List<string> open = [];

    private HtmlSanitizer(int length) => html = new HtmlWriter(length + (length / 4));

    /// <summary>The safe form, or null where the HTML is beyond what is parsed at a bearable cost.</summary>
    public static SafeHtml? Sanitize(string dirty)
    {
        if (dirty.Length > HtmlRules.MaxLength || !HasBearableTags(dirty))
        {
            return null;
        }

        var parser = new HtmlParser();
        var body = parser.ParseDocument("").Body!;
        return new HtmlSanitizer(dirty.Length).Write(parser.ParseFragment(dirty.Replace(EndForParser, '\uFFFD'), body));
    }

    // Counts what only looks like a tag too: a scan that could be talked out of counting would be no limit.
    private static bool HasBearableTags(ReadOnlySpan<char> dirty)
    {
        var tags = 0;
        var styled = 0;
        for (var at = dirty.IndexOf('<'); at >= 0; at = dirty.IndexOf('<'))
        {
            dirty = dirty[(at + 1)..];
            var name = dirty[..NameLength(dirty)];
            var hasAttributes = name.Length < dirty.Length && dirty[name.Length] != '>';
            tags++;
            if (hasAttributes && HtmlRules.Formatting.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                styled++;
            }
        }

        return tags <= HtmlRules.MaxTags && styled <= HtmlRules.MaxStyledFormatting;
    }

    private static int NameLength(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
        {
            length++;
        }

        return length;
    }

    private SafeHtml Write(INodeList roots)
    {
        PushAll(roots);
        while (pending.TryPop(out var step))
        {
            switch (step.Node)
            {
                case IText text: html.Text(text.Data); break;
                case IElement element: Write(element); break;
                case null when step.End is null: html.Text(" "); break;
                case null: Close(step.End); break;
                default: break; // comments and the like
            }
        }

        html.CloseBidi();
        return html.ToSafeHtml();
    }

    private void PushAll(INodeList nodes)
    {
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            pending.Push(new Step(nodes[i], null));
        }
    }

    private void Write(IElement element)
    {
        if (element.NamespaceUri != HtmlNamespace || HtmlRules.Dropped.Contains(element.LocalName))
        {
            return;
        }

        var name = HtmlRules.Renamed.GetValueOrDefault(element.LocalName, element.LocalName);
        if (name == "img")
        {
            WriteImage(element);
        }
        else if (MayStandHere(name) && Attributes(name, element) is { } attributes)
        {
            Open(name, attributes);
            PushContent(element, HtmlRules.Void.Contains(name) ? null : new Step(null, name));
        }
        else if (HtmlRules.Blocks.Contains(element.LocalName))
        {
            html.Text(" ");
            PushContent(element, new Step(null, null));
        }
        else
        {
            PushContent(element, null);
        }
    }

    private void PushContent(IElement element, Step? last)
    {
        if (last is { } step)
        {
            pending.Push(step);
        }

        PushAll(element.ChildNodes);
    }

    private bool MayStandHere(string name) =>
        HtmlRules.Elements.ContainsKey(name)
        && open.Count < HtmlRules.MaxDepth
        && !(HtmlRules.NotInside.TryGetValue(name, out var outer) && open.Exists(outer.Contains))
        && !(HtmlRules.OnlyIn.TryGetValue(name, out var parents) && !(open is [.., var parent] && parents.Contains(parent)));

    // Null where the element has no use without an attribute that it lacks, as a link without a target.
    private static List<(string Name, string Value)>? Attributes(string name, IElement element)
    {
        var kept = new List<(string Name, string Value)>();
        foreach (var attribute in HtmlRules.Elements[name].Concat(HtmlRules.Everywhere))
        {
            if (element.GetAttribute(attribute) is { } value && HtmlRules.Values[attribute](value) is { } clean)
            {
                kept.Add((attribute, clean));
            }
        }

        return name != "a" || kept is [("href", _), ..] ? kept : null;
    }

    private void Open(string name, List<(string Name, string Value)> attributes)
    {
        BeginBlock(name);
        html.Markup("<" + name);
        foreach (var (attribute, value) in attributes)
        {
            html.Attribute(attribute, value);
        }

        if (name == "a")
        {
            html.Attribute("rel", HtmlRules.Rel);
        }

        // A parser takes one line end after <pre> away.
        html.Markup(name == "pre" ? ">\n" : ">");
        if (!HtmlRules.Void.Contains(name))
        {
            open.Add(name);
        }
    }

    private void Close(string name)
    {
        BeginBlock(name);
        html.Markup("</" + name + ">");
        open.RemoveAt(open.Count - 1);
    }

    private void BeginBlock(string name)
    {
        if (HtmlRules.Blocks.Contains(name))
        {
            html.CloseBidi();
        }
    }

    // No page of the archive fetches anything from elsewhere, so a picture is a link that says what it shows.
    private void WriteImage(IElement image)
    {
        var address = LinkTarget.Clean(image.GetAttribute("src") ?? "");
        var label = image.GetAttribute("alt") is { Length: > 0 } alt ? alt : address ?? "";
        if (address is null || !MayStandHere("a"))
        {
            html.Text(label);
            return;
        }

        Open("a", [("href", address)]);
        html.Text(label);
        Close("a");
    }

    // A node to write, the end of an element, or (neither) a blank where a block that is not printed ends.
    private readonly record struct Step(INode? Node, string? End);
}
