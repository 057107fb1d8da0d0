using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;

namespace Archive.Web.Hosting;

/// <summary>What the site writes to its log: one line a request, and what went wrong.</summary>
/// <remarks>
/// The log goes to standard error, so that it never mixes with what a command prints. The level is
/// <c>Serilog:MinimumLevel:Default</c> of the configuration, <c>Serilog__MinimumLevel__Default</c> of the environment.
/// </remarks>
internal static class Logging
{
    public static void AddArchiveLog(this WebApplicationBuilder builder) => builder.AddArchiveLog(log => log.Console(
        standardErrorFromLevel: LevelAlias.Minimum, formatProvider: CultureInfo.InvariantCulture));

    /// <summary>A log that goes elsewhere.</summary>
    internal static void AddArchiveLog(this WebApplicationBuilder builder, Func<LoggerSinkConfiguration, LoggerConfiguration> to)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework tells each request several times over; the request log below says it once.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Its keys lie in a folder that only its owner may open, and the framework warns at each start that they are not encrypted as well.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // What ran out of time, its request says; how, fills a page and is the same each time.
            .MinimumLevel.Override("Microsoft.AspNetCore.Http.Timeouts", LogEventLevel.Fatal)
            // Nor is it news that somebody who is not signed in is led to where they may.
            .MinimumLevel.Override(typeof(KeeperScheme).FullName!, LogEventLevel.Warning)
            // Nor how the framework finds what is sent: it names each field, and this is its own class by another name.
            .MinimumLevel.Override(typeof(AddressParameters).FullName!, LogEventLevel.Warning)
            // That the site could not start, the command says in one line of its own.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal);
        // Where nothing is said of it, nothing is looked for: to read a section, Serilog first asks which of its libraries there are.
        if (builder.Configuration.GetSection("Serilog").Exists())
        {
            settings.ReadFrom.Configuration(builder.Configuration);
        }

        var logger = to(settings.WriteTo).CreateLogger();
        builder.Services.AddSerilog(logger, dispose: true);
        builder.Services.AddSingleton<IStartupFilter>(new RequestLog(logger));
    }
}

/// <summary>One line for each request.</summary>
/// <remarks>A startup filter stands before everything else in the pipeline, so it sees the status that is really sent.</remarks>
internal sealed class RequestLog(Serilog.ILogger logger) : IStartupFilter
{
    private static readonly object BrokenOff = new();

    /// <summary>Ends an answer that has begun and cannot be made whole; the log says it of its request.</summary>
    public static void BreakOff(HttpContext context)
    {
        context.Items[BrokenOff] = true;
        context.Abort();
    }

    // Around the limit of time, which can make no answer of one that has begun.
    public static void UseBreakingOff(WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            BreakOff(context);
        }
    });

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = logger;
            options.MessageTemplate = "{Method} {Path} {Status} in {Milliseconds:0.0} ms";
            options.GetMessageTemplateProperties = Properties;
            options.GetLevel = (context, _, failure) => Level(context, failure);
        });
        next(app);
    };

    // Who goes away gets no answer, and is no news; nor is who reads so slowly that the server lets go.
    private static LogEventLevel Level(HttpContext context, Exception? failure) =>
        context.Items.ContainsKey(BrokenOff) ? LogEventLevel.Error
        : context.RequestAborted.IsCancellationRequested && failure is null or OperationCanceledException or IOException ? LogEventLevel.Debug
        : failure is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogEventLevel.Error
        : LogEventLevel.Information;

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
