namespace Archive.Tests.Storage;

/// <summary>A clock that stands still unless a test moves it.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2020, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
