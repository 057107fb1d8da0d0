namespace Archive.Content;

/// <summary>HTML that is safe to print as it is, because only this room can make it.</summary>
public readonly record struct SafeHtml
{
    private readonly string? value;

    internal SafeHtml(string value) => this.value = value;

    public override string ToString() => value ?? "";
}
