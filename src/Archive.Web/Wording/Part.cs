using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Archive.Web.Wording;

/// <summary>A part of pages, in a file of markup of its own that <c>@inherits</c> this and is written where it stands: <c>@(new Pages__Pager { Model = … })</c>.</summary>
/// <remarks>
/// The framework's <c>partial</c> looks for the file by its name, makes a context and a dictionary for it and keeps what it writes as a list of strings: as much work as a part has markup.
/// A part has its model and nothing else, and waits for nothing.
/// </remarks>
internal abstract class Part<TModel> : RazorPageBase, IHtmlContent
{
    private TextWriter writer = TextWriter.Null;

    /// <summary>What it shows.</summary>
    public required TModel Model { get; init; }

    public override TextWriter Output => writer;

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        (this.writer, HtmlEncoder) = (writer, encoder);
        var written = ExecuteAsync();
        if (!written.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException($"{GetType().Name} waits for something, or failed", written.Exception);
        }
    }

    public override void BeginContext(int position, int length, bool isLiteral)
    {
    }

    public override void EndContext()
    {
    }

    public override void EnsureRenderedBodyOrSections()
    {
    }
}
