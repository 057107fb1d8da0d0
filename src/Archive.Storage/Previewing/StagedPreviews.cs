using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.Storage.Previewing;

/// <summary>Keeps previews as JSON beside the files of their stage, so that any browser, and a server that was started again, shows the same.</summary>
public sealed class StagedPreviews(Stages stages)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The preview of a stage; null where none was made, or the stage has changed since.</summary>
    public StagePreview? Find(long stage) => Read<StagePreview>(PathOf(stage));

    /// <summary>The detail of one file; null where there is none.</summary>
    public FileDetail? Find(long stage, int number) => Read<FileDetail>(PathOf(stage, number));

    /// <summary>Drops the preview of a stage whose choices have changed.</summary>
    public void Forget(long stage)
    {
        if (File.Exists(PathOf(stage)))
        {
            File.Delete(PathOf(stage));
        }
    }

    internal void Keep(StagePreview preview) => Write(PathOf(preview.Stage), preview);

    internal void Keep(long stage, int number, FileDetail detail) => Write(PathOf(stage, number), detail);

    private string PathOf(long stage) => Path.Combine(FolderOf(stage), "stage.json");

    private string PathOf(long stage, int number) => Path.Combine(FolderOf(stage), string.Create(CultureInfo.InvariantCulture, $"{number}.json"));

    // In the folder of the stage, with which it goes.
    private string FolderOf(long stage) => Path.Combine(Path.GetDirectoryName(stages.PathOf(stage, 0))!, "previews");

    // Whole or not at all: a server may end in the middle.
    private static void Write<T>(string path, T value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = File.Create(path + ".new"))
        {
            JsonSerializer.Serialize(file, value, Json);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Json);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // An earlier program wrote it otherwise, or nobody did: it is made anew.
            return null;
        }
    }
}
