using System.Security.Cryptography;
using System.Text.Json;

namespace Archive.Storage.Staging;

/// <summary>Holds what keepers bring until it is kept: what is known of it at the desk, and the bytes in files beside a desk of one machine, or at the desk of several.</summary>
/// <param name="folder">Of the files; made when the first comes, for the owner alone.</param>
public sealed class Stages(DeskHome desk, string folder, StageLimits limits, TimeProvider clock)
{
    /// <summary>The name of the folder in the data folder.</summary>
    public const string FolderName = "stages";

    private const string FileColumns = "SELECT number, name, bytes, sha256, refusal, tried, left_out, in_passing FROM staged_files";

    private const string StageColumns =
        "SELECT stages.id, keepers.name, began_at, noise, confirmed, blog, imported_at FROM stages LEFT JOIN keepers ON keepers.id = keeper_id";

    private readonly StagedBytes held = desk.IsShared ? new StageRows(desk, folder, clock) : new StageFolder(folder);

    public StageLimits Limits => limits;

    /// <summary>The formats and the comments kept apart that a keeper chose.</summary>
    public StagedChoices Choices { get; } = new(desk);

    /// <summary>Begins a stage of a keeper; its id.</summary>
    public long Begin(long? keeper) => desk.Write(file =>
        file["INSERT INTO stages (keeper_id, began_at) VALUES (?, ?) RETURNING id"].With(keeper).With(Times.Stored(clock.GetUtcNow())).Number()!.Value);

    public Stage? Find(long stage) => desk.Read(file => file[$"{StageColumns} WHERE stages.id = ?"].With(stage).First(OfStage));

    /// <summary>Every stage, the newest first.</summary>
    public IReadOnlyList<Stage> All() => desk.Read(file => file[$"{StageColumns} ORDER BY stages.id DESC"].All(OfStage));

    public IReadOnlyList<StagedFile> Files(long stage) => desk.Read(file => file[$"{FileColumns} WHERE stage_id = ? ORDER BY number"].With(stage).All(OfFile));

    /// <summary>Takes the bytes of a file as they come, and never holds them in memory; a zip is taken apart by <see cref="StagedZip"/>.</summary>
    /// <param name="name">As the browser or the zip gives it.</param>
    /// <param name="took">Told how many bytes came, after each part; what it throws ends the taking.</param>
    /// <param name="zip">The file that is taken apart into this one and others, until <see cref="Replace"/> says that all are there; null for what is brought, which a stage takes until it is confirmed.</param>
    /// <returns>Null where it is noise, which is only counted.</returns>
    /// <exception cref="StageFullException">A limit is reached; nothing of this file is left.</exception>
    public async Task<StagedFile?> AddAsync(long stage, string name, Stream content, CancellationToken cancel, Action<int>? took = null, int? zip = null)
    {
        if (StagedName.IsNoise(name, isOfMany: zip is not null || name.AsSpan().ContainsAny('/', '\\')))
        {
            desk.Write(file => file["UPDATE stages SET noise = noise + 1 WHERE id = ?"].With(stage).Run());
            return null;
        }

        var number = Reserve(stage);
        try
        {
            var (bytes, sha256) = await WriteAsync(stage, number, Room(stage), content, took, cancel);
            if (!IsAdded(stage, number, StagedName.Label(name), bytes, sha256, zip))
            {
                throw new StageFullException(Find(stage) is { } there && (zip is not null || !there.IsConfirmed)
                    ? TooMuch
                    : "what it belongs to is gone, or is being imported");
            }

            return new StagedFile(number, StagedName.Label(name), bytes, sha256, null, false, false);
        }
        catch
        {
            Delete(stage, number);
            throw;
        }
    }

    /// <summary>Notes a file that could not be taken.</summary>
    public void CouldNotTake(long stage, string name, string reason) => desk.Write(file =>
        file["INSERT INTO untaken_files (stage_id, name, reason) SELECT id, ?, ? FROM stages WHERE id = ? AND (SELECT count(*) FROM untaken_files WHERE stage_id = ?) < ?"]
            .With(StagedName.Label(name)).With(reason).With(stage).With(stage).With(limits.Files).Run());

    /// <summary>The files that could not be taken, in the order in which they came.</summary>
    public IReadOnlyList<UntakenFile> Untaken(long stage) => desk.Read(file =>
        file["SELECT name, reason FROM untaken_files WHERE stage_id = ? ORDER BY rowid"].With(stage).All(row => new UntakenFile(row.Text("name"), row.Text("reason"))));

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="FileNotFoundException">They are gone.</exception>
    public FileStream Open(long stage, int number) => held.Open(stage, StagedBytes.NameOf(number));

    /// <summary>Puts files where a reader of files finds them, until they are let go.</summary>
    /// <exception cref="FileNotFoundException">Their bytes are gone.</exception>
    /// <exception cref="StageFullException">This machine has no room for them.</exception>
    public LocalFiles Fetch(long stage, IEnumerable<int> numbers, CancellationToken cancel) => held.Fetch(stage, numbers, cancel);

    /// <summary>The same with no more of each than its beginning.</summary>
    internal LocalFiles FetchHeads(long stage, IEnumerable<int> numbers, CancellationToken cancel) => held.FetchHeads(stage, numbers, cancel);

    /// <summary>The first bytes of a file, fewer where it has not so many.</summary>
    /// <exception cref="FileNotFoundException">They are gone.</exception>
    internal byte[] Head(long stage, int number, int length) => held.Head(stage, StagedBytes.NameOf(number), length);

    /// <summary>What was worked out of a stage, and goes with it.</summary>
    internal StagedBytes Held => held;

    /// <summary>Notes what came of trying a file.</summary>
    /// <param name="inPassing">See <see cref="StagedFile.IsInPassing"/>.</param>
    public void Tried(long stage, int number, string? refusal, bool inPassing = false) =>
        desk.Write(file => file["UPDATE staged_files SET tried = 1, refusal = ?, in_passing = ? WHERE stage_id = ? AND number = ?"]
            .With(refusal).With(inPassing).With(stage).With(number).Run());

    public void LeaveOut(long stage, int number, bool isLeftOut) => desk.Write(file =>
        file["UPDATE staged_files SET left_out = ? WHERE stage_id = ? AND number = ?"].With(isLeftOut).With(stage).With(number).Run());

    /// <summary>Leaves out every file that cannot be read.</summary>
    public void LeaveOutRefused(long stage) => desk.Write(file =>
        file["UPDATE staged_files SET left_out = 1 WHERE stage_id = ? AND refusal IS NOT NULL"].With(stage).Run());

    /// <summary>Says whose dumps the files of a stage are.</summary>
    /// <param name="blog">Null where the files themselves are to say it.</param>
    public void Choose(long stage, StagedBlog? blog) => desk.Write(file =>
        file["UPDATE stages SET blog = ? WHERE id = ?"].With(blog is null ? null : JsonSerializer.Serialize(blog)).With(stage).Run());

    /// <summary>Says that a stage is to be imported.</summary>
    public void Confirm(long stage) => desk.Write(file => file["UPDATE stages SET confirmed = 1 WHERE id = ?"].With(stage).Run());

    /// <summary>Drops one file, such as a zip whose files were taken.</summary>
    public void Drop(long stage, int number)
    {
        desk.Write(file => file["DELETE FROM staged_files WHERE stage_id = ? AND number = ?"].With(stage).With(number).Run());
        Delete(stage, number);
    }

    /// <summary>Drops a zip in whose place all of its files are now.</summary>
    internal void Replace(long stage, int zip)
    {
        desk.Write(file =>
        {
            file["UPDATE staged_files SET zip = NULL WHERE stage_id = ? AND zip = ?"].With(stage).With(zip).Run();
            return file["DELETE FROM staged_files WHERE stage_id = ? AND number = ?"].With(stage).With(zip).Run();
        });
        Delete(stage, zip);
    }

    /// <summary>Drops the files that came of a zip which was not taken apart to its end.</summary>
    internal void DropPartsOf(long stage, int zip)
    {
        foreach (var part in desk.Read(file => file["SELECT number FROM staged_files WHERE stage_id = ? AND zip = ?"].With(stage).With(zip).All(row => row.Int("number"))))
        {
            Drop(stage, part);
        }
    }

    /// <summary>Ends a stage that was imported: the files that were refused are held for a while, the others are in the record or unwanted.</summary>
    public void Finish(long stage)
    {
        var gone = desk.Write(file =>
        {
            const string Gone = "FROM staged_files WHERE stage_id = ? AND (refusal IS NULL AND tried = 1 OR left_out = 1)";
            var numbers = file[$"SELECT number {Gone}"].With(stage).All(row => row.Int("number"));
            file[$"DELETE {Gone}"].With(stage).Run();
            file["UPDATE stages SET imported_at = ? WHERE id = ?"].With(Times.Stored(clock.GetUtcNow())).With(stage).Run();
            return numbers;
        });
        gone.ForEach(number => Delete(stage, number));
    }

    /// <summary>Drops a stage and its bytes; what was imported of it is in the record.</summary>
    public void Drop(long stage)
    {
        desk.Write(file => file["DELETE FROM stages WHERE id = ?"].With(stage).Run());
        held.DeleteAll(stage);
    }

    /// <summary>Drops stages that nobody confirmed in time, those that were imported long ago, and bytes that a killed server left behind.</summary>
    public void DropForgotten()
    {
        var (now, forgotten) = (clock.GetUtcNow(), "SELECT id FROM stages WHERE (confirmed = 0 AND imported_at IS NULL AND began_at <= ?) OR imported_at <= ?");
        foreach (var stage in desk.Read(file => file[forgotten]
            .With(Times.Stored(now - limits.Unconfirmed)).With(Times.Stored(now - limits.Refused)).All(row => row.Long("id"))))
        {
            Drop(stage);
        }

        held.DeleteForgotten(stage => Find(stage) is null ? null : Files(stage).Select(file => file.Number).ToHashSet(), now - limits.Unconfirmed);
    }

    /// <summary>How many bytes a stage may still take.</summary>
    internal long Room(long stage)
    {
        var (files, bytes) = desk.Read(file => file["SELECT count(*) AS files, CAST(coalesce(sum(bytes), 0) AS bigint) AS bytes FROM staged_files WHERE stage_id = ?"].With(stage)
            .First(row => (row.Long("files"), row.Long("bytes"))));
        if (files >= limits.Files)
        {
            throw new StageFullException($"more than {limits.Files} files at once");
        }

        var free = held.Free - limits.FreeBytes;
        return free <= 0 ? throw new StageFullException(StagedBytes.NoRoom)
            : Math.Min(limits.StageBytes - bytes, free);
    }

    private string TooMuch => $"more than {limits.StageBytes / (1024 * 1024)} MB at once, or than the disk has room for";

    // What several uploads bring at once is held to the limits together.
    private bool IsAdded(long stage, int number, string label, long bytes, string sha256, int? zip) => desk.Write(file => file[
        """
        INSERT INTO staged_files (stage_id, number, name, bytes, sha256, zip)
        SELECT id, ?, ?, ?, ?, ? FROM stages
         WHERE id = ? AND (confirmed = 0 OR ? = 1)
           AND (SELECT count(*) < ? AND coalesce(sum(bytes), 0) + ? <= ? FROM staged_files WHERE stage_id = ?)
        """]
        .With(number).With(label).With(bytes).With(sha256).With(zip).With(stage).With(zip is not null).With(limits.Files).With(bytes).With(limits.StageBytes).With(stage).Run()) > 0;

    private int Reserve(long stage) =>
        held.Reserve(stage, (int)desk.Read(file => file["SELECT coalesce(max(number), 0) FROM staged_files WHERE stage_id = ?"].With(stage).Number()!.Value));

    private async Task<(long Bytes, string Sha256)> WriteAsync(long stage, int number, long room, Stream content, Action<int>? took, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        await held.WriteAsync(stage, number, NextAsync, cancel);
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async ValueTask<int> NextAsync(Memory<byte> part, CancellationToken stop)
        {
            var read = await content.ReadAsync(part, stop);
            bytes += read;
            took?.Invoke(read);
            if (bytes > limits.FileBytes)
            {
                throw new StageFullException($"a file of more than {limits.FileBytes / (1024 * 1024)} MB");
            }

            if (bytes > room)
            {
                throw new StageFullException(TooMuch);
            }

            hash.AppendData(part.Span[..read]);
            return read;
        }
    }

    private void Delete(long stage, int number) => held.Delete(stage, StagedBytes.NameOf(number));

    private static Stage OfStage(IDeskRow row) =>
        new(row.Long("id"), row.TextOrNull("name"), Times.Read(row.Text("began_at")), row.Int("noise"), row.Long("confirmed") == 1,
            row.TextOrNull("blog") is { } blog ? JsonSerializer.Deserialize<StagedBlog>(blog) : null)
        {
            ImportedAt = row.TextOrNull("imported_at") is { } imported ? Times.Read(imported) : null,
        };

    private static StagedFile OfFile(IDeskRow row) =>
        new(row.Int("number"), row.Text("name"), row.Long("bytes"), row.Text("sha256"), row.TextOrNull("refusal"), row.Long("tried") == 1, row.Long("left_out") == 1)
        {
            IsInPassing = row.Long("in_passing") == 1,
        };
}
