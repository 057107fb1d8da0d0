namespace Archive.Web.Addresses;

/// <summary>The one place that makes the addresses of pages of sign-offs.</summary>
internal static class SignedAddress
{
    public static string Of(string name) => $"/signed/{Uri.EscapeDataString(name)}";
}
