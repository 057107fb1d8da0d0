namespace Archive.Web.Hosting;

/// <summary>Answers HEAD as GET, but for the body.</summary>
/// <remarks>
/// Routes, pages, files and the cache all take it for GET, so that no address can forget it and both have one kept answer. The server
/// itself knows what was asked and sends no byte of a body.
/// </remarks>
internal static class HeadRequests
{
    private static readonly object Asked = new();

    // Before everything that reads the method; afterwards the log says what was asked.
    public static void UseHeadRequests(this WebApplication app) => app.Use((context, next) =>
        HttpMethods.IsHead(context.Request.Method) ? AnswerAsync(context, next) : next(context));

    /// <summary>Nobody reads the body of this answer.</summary>
    public static bool IsHead(HttpContext context) => context.Items.ContainsKey(Asked);

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[Asked] = true;
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, ContentLength: null, StatusCode: not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) } response)
            {
                // The server says so of an answer to GET that has no body.
                response.ContentLength = 0;
            }
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
