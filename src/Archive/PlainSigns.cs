using System.Buffers;

namespace Archive;

/// <summary>Writes the signs of keyboards in place of those of print, so that a name is one however it was typed.</summary>
internal static class PlainSigns
{
    private static readonly SearchValues<char> Printed = SearchValues.Create("‘’‛′ʼʹ´`‐‑–−");

    /// <summary><c>O’Malley</c> → <c>O'Malley</c>.</summary>
    public static string In(string name) => !name.AsSpan().ContainsAny(Printed) ? name : string.Create(name.Length, name, static (plain, printed) =>
    {
        for (var i = 0; i < printed.Length; i++)
        {
            plain[i] = printed[i] switch
            {
                '‘' or '’' or '‛' or '′' or 'ʼ' or 'ʹ' or '´' or '`' => '\'',
                '‐' or '‑' or '–' or '−' => '-',
                var c => c,
            };
        }
    });
}
