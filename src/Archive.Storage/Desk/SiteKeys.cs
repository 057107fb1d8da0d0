namespace Archive.Storage.Desk;

/// <summary>The keys by which the machines of a site know each other's forms again; a desk that is a file has them in a folder beside it.</summary>
public sealed class SiteKeys(DeskHome desk)
{
    /// <summary>Each as the framework wrote it, in XML.</summary>
    public IReadOnlyList<string> All() => desk.Read(rows => rows["SELECT xml FROM site_keys ORDER BY name"].All(row => row.Text("xml")));

    /// <summary>The secret of the names that are given in place of names.</summary>
    /// <param name="proposed">It becomes the secret where there is none yet.</param>
    public byte[] OfPseudonyms(byte[] proposed) => desk.Write(rows =>
    {
        rows["INSERT INTO pseudonyms (number, secret) VALUES (1, ?) ON CONFLICT DO NOTHING"].With(proposed).Run();
        return rows["SELECT secret FROM pseudonyms"].First(row => row.Blob("secret"))!;
    });

    public void Keep(string name, string xml) => desk.Write(rows =>
        rows["INSERT INTO site_keys (name, xml) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml"].With(name).With(xml).Run());
}
