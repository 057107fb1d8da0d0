using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archive.Storage.Previewing;

/// <summary>Keeps previews as JSON beside the files of their stage, so that any browser, any machine, and a server that was started again, shows the same.</summary>
public sealed class StagedPreviews(Stages stages)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string OfStage = "previews/stage.json";

    /// <summary>The preview of a stage; null where none was made, or the stage has changed since.</summary>
    public StagePreview? Find(long stage) => Read<StagePreview>(stage, OfStage);

    /// <summary>The detail of one file; null where there is none.</summary>
    public FileDetail? Find(long stage, int number) => Read<FileDetail>(stage, OfFile(number));

    /// <summary>Drops the preview of a stage whose choices have changed.</summary>
    public void Forget(long stage) => stages.Held.Delete(stage, OfStage);

    internal void Keep(StagePreview preview) => Write(preview.Stage, OfStage, preview);

    internal void Keep(long stage, int number, FileDetail detail) => Write(stage, OfFile(number), detail);

    private static string OfFile(int number) => string.Create(CultureInfo.InvariantCulture, $"previews/{number}.json");

    private void Write<T>(long stage, string name, T value) => stages.Held.Keep(stage, name, file => JsonSerializer.Serialize(file, value, Json));

    private T? Read<T>(long stage, string name)
        where T : class
    {
        try
        {
            using var file = stages.Held.Open(stage, name);
            return JsonSerializer.Deserialize<T>(file, Json);
        }
        catch (Exception missing) when (missing is FileNotFoundException or JsonException)
        {
            // An earlier program wrote it otherwise, or nobody did: it is made anew.
            return null;
        }
    }
}
