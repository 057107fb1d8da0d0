using System.Net;
using System.Net.Sockets;

namespace Archive.Web.Hosting;

/// <summary>Names who asks, for limits that hold for each client.</summary>
internal static class ClientNetwork
{
    /// <summary>What a provider gives one customer: whoever has a network of so many bits has all addresses in it.</summary>
    private const int BytesOfCustomer = 64 / 8;

    /// <summary>The IPv4 address, or the /64 of an IPv6 address; of a proxy, where one stands in front.</summary>
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        // Whoever listens on both kinds sees IPv4 as a part of IPv6, all in one /64.
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, BytesOfCustomer), .. new byte[16 - BytesOfCustomer]])}/64",
        _ => address.ToString(),
    };
}
