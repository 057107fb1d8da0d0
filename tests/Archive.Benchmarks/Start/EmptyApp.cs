namespace Archive.Benchmarks.Start;

/// <summary>The least that ASP.NET Core can be: the floor of a start. It stands outside of the house, whose build has rules of its own.</summary>
internal static class EmptyApp
{
    public const string Name = "Empty";

    /// <summary>Writes it down.</summary>
    /// <returns>Its folder.</returns>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Name}.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"),
            """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", () => "Hello");
            app.Run();
            """);
        return folder;
    }
}
