using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Archive.Web.Hosting.Access;

/// <summary>The keys by which the site knows its own forms again: in a folder that only its owner may open, or at the desk that machines share.</summary>
internal static class KeyFolder
{
    /// <summary>The name of the folder in the data folder.</summary>
    public const string Name = "keys";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="ArchiveFileException">Others may open the folder, so that others may have the keys.</exception>
    public static void AddKeys(this IServiceCollection services, ArchiveFolder archive)
    {
        var protection = services.AddDataProtection().SetApplicationName("archive");
        if (archive.Place.IsShared)
        {
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(parts =>
                new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DeskKeys(new SiteKeys(parts.GetRequiredService<DeskHome>()))));
        }
        else if (Of(archive) is { } folder)
        {
            protection.PersistKeysToFileSystem(folder);
        }
        else
        {
            services.Configure<KeyManagementOptions>(options => options.XmlRepository = new MemoryKeys());
        }
    }

    /// <summary>The folder, made where it is not there; null where nothing can be written.</summary>
    /// <exception cref="ArchiveFileException">Others may open the folder, so that others may have the keys.</exception>
    public static DirectoryInfo? Of(ArchiveFolder archive) => archive.IsReadOnly ? null : TryOpen(Path.Combine(archive.Folder, Name));

    private static DirectoryInfo? TryOpen(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return Directory.CreateDirectory(path);
            }

            var folder = Directory.CreateDirectory(path, Owner);
            return (folder.UnixFileMode & ~Owner) == 0
                ? folder
                : throw new ArchiveFileException(path, $"others than its owner may open this folder, and whoever has the keys in it may pass for this site; delete it, or 'chmod 700' it if nobody has: new keys only make forms too old that are open now");
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    /// <summary>Keys of all machines.</summary>
    private sealed class DeskKeys(SiteKeys keys) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

        public void StoreElement(XElement element, string friendlyName) => keys.Keep(friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Keys that end with the process, where nothing can be written.</summary>
    private sealed class MemoryKeys : IXmlRepository
    {
        private readonly ConcurrentQueue<XElement> kept = [];

        public IReadOnlyCollection<XElement> GetAllElements() => kept;

        public void StoreElement(XElement element, string friendlyName) => kept.Enqueue(element);
    }
}
