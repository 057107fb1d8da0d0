using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Archive.Tests.Content;

/// <summary>Reads printed HTML back as a browser would: what it holds, and the text that a reader sees, list markers included.</summary>
internal static class PrintedText
{
    public static IElement Parse(string html)
    {
        var parser = new HtmlParser();
        var document = parser.ParseDocument("<!doctype html><body></body>");
        var container = document.CreateElement("div");
        container.Append([.. parser.ParseFragment(html, document.Body!)]);
        return container;
    }

    /// <summary>The text with its list markers, runs of blanks folded into one.</summary>
    public static string Read(string html)
    {
        var read = new StringBuilder();
        Read(Parse(html), read);
        return Fold(read.ToString());
    }

    public static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A text folded, without the characters that close what a text opens: those may be added.</summary>
    public static string WithoutClosers(string text) =>
        Fold(text.Replace("\u202C", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal));

    private static void Read(INode node, StringBuilder read)
    {
        var number = node is IElement { LocalName: "ol" } list ? int.Parse(list.GetAttribute("start") ?? "1", CultureInfo.InvariantCulture) : 0;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                read.Append(text.Data);
            }

            if (child is IElement { LocalName: "li" })
            {
                read.Append(number > 0 || node is IElement { LocalName: "ol" } ? $" {number++}. " : " • ");
            }

            Read(child, read);
        }
    }
}
