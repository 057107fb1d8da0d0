using System.Runtime.InteropServices;

namespace Archive.Web.Commands.Terminal;

/// <summary>Ctrl-C and its kin: the first asks to stop at the next good place, the second ends the process.</summary>
internal sealed class StopSignal : IDisposable
{
    // What a shell reports for a process that Ctrl-C ended: 128 + SIGINT.
    private const int KilledExitCode = 130;

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public StopSignal()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            Environment.Exit(KilledExitCode);
        }

        context.Cancel = true;
        source.Cancel();
    }
}
