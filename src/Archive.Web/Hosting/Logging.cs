using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Archive.Web.Hosting;

/// <summary>What the site writes to its log: one line a request, and what went wrong.</summary>
/// <remarks>
/// The log goes to standard error, so that it never mixes with what a command prints. The level is
/// <c>Serilog:MinimumLevel:Default</c> of the configuration, <c>Serilog__MinimumLevel__Default</c> of the environment.
/// </remarks>
internal static class Logging
{
    public static void AddArchiveLog(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework tells each request several times over; the request log below says it once.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // The site has no sign-in and no secret to protect; how the framework would keep its keys is nobody's concern.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // That the site could not start, the command says in one line of its own.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(
                standardErrorFromLevel: LevelAlias.Minimum, formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        builder.Services.AddSerilog(logger, dispose: true);
        builder.Services.AddSingleton<IStartupFilter>(new RequestLog(logger));
    }

    // A startup filter stands before everything else in the pipeline, so it sees the status that is really sent.
    private sealed class RequestLog(Serilog.ILogger logger) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseSerilogRequestLogging(options =>
            {
                options.Logger = logger;
                options.MessageTemplate = "{Method} {Path} {Status} in {Milliseconds:0.0} ms";
                options.GetMessageTemplateProperties = Properties;
                options.GetLevel = (context, _, failure) =>
                    failure is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError
                        ? LogEventLevel.Error : LogEventLevel.Information;
            });
            next(app);
        };

        // The query is left out: what a reader searches for is their own business. The path is percent-encoded, so that
        // a line break in an address cannot forge a line of the log.
        private static IEnumerable<LogEventProperty> Properties(HttpContext context, string path, double milliseconds, int status) =>
        [
            new("Method", new ScalarValue(context.Request.Method)),
            new("Path", new ScalarValue(context.Request.Path.ToUriComponent())),
            new("Status", new ScalarValue(status)),
            new("Milliseconds", new ScalarValue(milliseconds)),
        ];
    }
}
