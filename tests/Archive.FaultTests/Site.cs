using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Archive.FaultTests;

/// <summary>The program as a server, in a process of its own.</summary>
internal sealed partial class Site : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly HttpClient client;
    private readonly bool isTraced;

    /// <param name="tracer">A program and its options, which starts the server.</param>
    public Site(string data, params string[] tracer)
    {
        isTraced = tracer.Length > 0;
        process = BuiltProgram.Start(tracer, "serve", "--urls", "http://127.0.0.1:0", "--data", data);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the server did not start");
        client = new HttpClient { BaseAddress = new Uri(AddressPattern().Match(line).Value) };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => client.BaseAddress!;

    /// <summary>The process; of its tracer, where it has one.</summary>
    public int ProcessId => process.Id;

    public (HttpStatusCode Status, string Text) Get(string address)
    {
        using var response = client.GetAsync(new Uri(address, UriKind.Relative)).GetAwaiter().GetResult();
        return (response.StatusCode, response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    /// <summary>Asks until the answer is the one that is waited for; what came last.</summary>
    public (HttpStatusCode Status, string Text) Get(string address, Func<(HttpStatusCode Status, string Text), bool> isAwaited)
    {
        var answer = Get(address);
        for (var tries = 0; tries < 50 && !isAwaited(answer); tries++)
        {
            Thread.Sleep(100);
            answer = Get(address);
        }

        return answer;
    }

    public void Dispose()
    {
        if (isTraced)
        {
            // The signal would end the tracer alone.
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        else
        {
            BuiltProgram.Signal(process, "TERM");
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill();
        }

        process.Dispose();
        client.Dispose();
    }

    [GeneratedRegex("http://[^ ]+", RegexOptions.None, 1_000)]
    private static partial Regex AddressPattern();
}
