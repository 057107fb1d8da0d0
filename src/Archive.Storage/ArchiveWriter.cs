namespace Archive.Storage;

/// <summary>The right to write, the record to append to, and the reading copy that follows it.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private readonly WriteRight right;

    private ArchiveWriter(WriteRight right, IRecord record, Connection copy)
    {
        (this.right, Record, Copy) = (right, record, copy);
        Maker = new Maker(record, copy);
    }

    public IRecord Record { get; }

    public Connection Copy { get; }

    public Maker Maker { get; }

    /// <summary>Takes the right and brings the copy up to date; null where another process, or another machine, writes.</summary>
    public static ArchiveWriter? TryOpen(ArchiveFolder archive)
    {
        var right = WriteRight.TryTake(archive.Folder);
        if (right is null)
        {
            return null;
        }

        var open = new List<IDisposable> { right };
        try
        {
            var copy = ConnectionSettings.OpenWriter(archive.Path);
            open.Add(copy);
            var record = CatchUpAhead(archive, copy) ? archive.Place.TryOpenWriter() : null;
            if (record is null)
            {
                Close();
                return null;
            }

            open.Add(record);
            var writer = new ArchiveWriter(right, record, copy);
            RefuseOther(record, copy);
            writer.Maker.CatchUp(CancellationToken.None);
            return writer;
        }
        catch (Exception failure)
        {
            Close();
            throw ArchiveFileException.Of(failure, archive.Path) ?? failure;
        }

        void Close()
        {
            open.Reverse();
            open.ForEach(one => one.Dispose());
        }
    }

    // A machine that is far behind lets no other wait for it: nearly all is there before it has the right of all. False where another has that now, and so would go on for as
    // long as it imports.
    private static bool CatchUpAhead(ArchiveFolder archive, Connection copy)
    {
        if (!archive.Place.IsShared)
        {
            return true;
        }

        var record = archive.RecordToFollow;
        if (record.IsBeingWritten)
        {
            return false;
        }

        RefuseOther(record, copy);
        new Maker(record, copy).CatchUp(CancellationToken.None, upTo: record.Head().Number);
        return true;
    }

    // Where the record has lost what the copy shows, the next entry would get the number of one that is lost, and nobody would notice.
    private static void RefuseOther(IRecord record, Connection copy)
    {
        var state = CopyState.Read(copy);
        if (state.Applied > 0 && record.Find(state.Applied)?.Sha256 != state.Seal)
        {
            throw new ArchiveFileException(record.Name, $"it has no entry {state.Applied} as the reading copy shows it; the copy is made anew at the next start, or by a site that follows the record, and nothing is written until then");
        }
    }

    public void Checkpoint()
    {
        Record.Checkpoint();
        ConnectionSettings.Checkpoint(Copy);
    }

    public void Dispose()
    {
        Copy.Dispose();
        Record.Dispose();
        right.Dispose();
    }
}
