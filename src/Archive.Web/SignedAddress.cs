namespace Archive.Web;

/// <summary>The one place that makes the addresses of pages of sign-offs.</summary>
public static class SignedAddress
{
    public static string Of(string name) => $"/signed/{Uri.EscapeDataString(name)}";
}
