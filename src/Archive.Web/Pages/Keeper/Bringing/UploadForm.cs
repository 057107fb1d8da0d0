using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Pages.Keeper.Bringing;

/// <summary>The parts of a form as they come, of which none is held in memory.</summary>
/// <remarks>The framework would write all of a form to a temporary folder before anybody could ask who sends it.</remarks>
internal sealed class UploadForm
{
    /// <summary>A field that is no file: the secret of the form, or the name of a text.</summary>
    private const int MaxFieldBytes = 4 * 1024;

    private readonly MultipartReader parts;

    private UploadForm(MultipartReader parts) => this.parts = parts;

    /// <summary>Null where a request has no such form.</summary>
    public static UploadForm? Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? new UploadForm(new MultipartReader(boundary.ToString(), request.Body))
            : null;

    /// <summary>The next part; null where there is none any more.</summary>
    /// <exception cref="InvalidDataException">This is no form.</exception>
    /// <exception cref="IOException">The sender broke off.</exception>
    public async Task<UploadPart?> NextAsync(CancellationToken cancel)
    {
        if (await parts.ReadNextSectionAsync(cancel) is not { } section)
        {
            return null;
        }

        var says = section.GetContentDispositionHeader();
        var file = says is null ? "" : (says.FileNameStar.HasValue ? says.FileNameStar : HeaderUtilities.RemoveQuotes(says.FileName)).ToString();
        return new UploadPart(HeaderUtilities.RemoveQuotes(says?.Name ?? default).ToString(), file, section.Body);
    }

    /// <summary>A short field as text.</summary>
    /// <exception cref="InvalidDataException">It is longer than any.</exception>
    public static async Task<string> TextAsync(UploadPart part, CancellationToken cancel)
    {
        var bytes = new byte[MaxFieldBytes + 1];
        var read = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return read <= MaxFieldBytes ? Encoding.UTF8.GetString(bytes, 0, read) : throw new InvalidDataException("a field is too long");
    }
}

/// <summary>One part of a form.</summary>
/// <param name="File">The name that the browser gives a file, which is a label and no path; empty where it is none.</param>
internal sealed record UploadPart(string Name, string File, Stream Body);
