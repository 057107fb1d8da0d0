using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Archive.Tests.Web.Pages.Keeper.Bringing;

/// <summary>Counts what the server has taken from the lines of those who send.</summary>
internal sealed class CountedLines
{
    private long most;

    /// <summary>The most bytes that came of one line.</summary>
    public long Most => Interlocked.Read(ref most);

    public void Add(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
    {
        connection.Transport = new Line(connection.Transport, this);
        return next(connection);
    })));

    public void Reset() => Interlocked.Exchange(ref most, 0);

    private sealed class Line(IDuplexPipe line, CountedLines lines) : IDuplexPipe
    {
        public PipeReader Input { get; } = new Counted(line.Input, lines);

        public PipeWriter Output => line.Output;
    }

    private sealed class Counted(PipeReader input, CountedLines lines) : PipeReader
    {
        private ReadResult last;
        private long consumed;

        public override bool TryRead(out ReadResult result)
        {
            var read = input.TryRead(out result);
            Count(result);
            return read;
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var result = await input.ReadAsync(cancellationToken);
            Count(result);
            return result;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            this.consumed += last.Buffer.Slice(0, consumed).Length;
            input.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => input.CancelPendingRead();

        public override void Complete(Exception? exception = null) => input.Complete(exception);

        private void Count(ReadResult result)
        {
            last = result;
            lines.most = Math.Max(lines.most, consumed + result.Buffer.Length);
        }
    }
}
