using System.Diagnostics;
using System.Globalization;

namespace Archive.Benchmarks.Search.Engines;

/// <summary>Xapian with its defaults (BM25, no stemming), in a process that times itself.</summary>
public sealed class XapianEngine : Engine
{
    private readonly Process process;

    private XapianEngine(Process process) => this.process = process;

    public override string Name => "Xapian";

    /// <summary>Compiles the program that asks Xapian, where there are a compiler and Xapian.</summary>
    public static bool TryCompile(string folder) =>
        Command.Runs("g++", "-O2", "-o", Program(folder), Path.Combine(AppContext.BaseDirectory, "Search", "Engines", "xapian.cc"), "-lxapian");

    /// <summary>Opens the copy of the comments; makes it where it is not there yet.</summary>
    public static XapianEngine Open(string folder, string data, string path)
    {
        var program = Program(folder);
        if (!Directory.Exists(path))
        {
            var unfinished = path + ".unfinished";
            using var index = Start(program, "index", unfinished);
            foreach (var row in Row.Of(data))
            {
                index.StandardInput.Write(row.Date);
                index.StandardInput.Write('\t');
                index.StandardInput.WriteLine(row.Text.ReplaceLineEndings(" "));
            }

            index.StandardInput.Close();
            index.StandardOutput.ReadToEnd();
            index.WaitForExit();
            Directory.Move(unfinished, path);
        }

        return new XapianEngine(Start(program, "ask", path));
    }

    public override bool Answers(Ask ask) => ask is { Want: Want.Newest or Want.Ranked or Want.Count, Typed: "" };

    public override Taken Answer(Ask ask)
    {
        process.StandardInput.WriteLine($"{ask.Want} {ask.Shape} {string.Join(' ', ask.Words)}");
        process.StandardInput.Flush();
        var answer = (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the process that asks Xapian ended early")).Split(' ');
        return new Taken(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    public override async ValueTask DisposeAsync()
    {
        // It ends when its input does.
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string Program(string folder) => Path.Combine(folder, "xapian");

    private static Process Start(string program, string job, string database)
    {
        var process = Command.Start(program, job, database);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Console.Error.WriteLine($"Xapian: {line.Data}");
            }
        };
        process.BeginErrorReadLine();
        return process;
    }
}
