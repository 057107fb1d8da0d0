using FsCheck;
using FsCheck.Fluent;

namespace Archive.Tests.Storage.Record;

/// <summary>What was packed comes back whole, in whatever parts, and what is damaged is told.</summary>
public sealed class SourceBytesTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly byte[] Dump = File.ReadAllBytes(Directory.GetFiles(Repository.Seeds, "*.txt").Order(StringComparer.Ordinal).First());

    [Fact]
    public void Whatever_the_parts_it_comes_back_whole() =>
        Prop.ForAll(Gen.Choose(1, 5_000).ToArbitrary(), Gen.Choose(0, Dump.Length).ToArbitrary(), (size, length) =>
            Assert.Equal(Dump[..length], Unpacked(SourceBytes.Pack(Dump.AsSpan(0, length)).Chunk(size), length))).Check(Thorough);

    [Fact]
    public void What_is_cut_or_longer_or_shorter_than_it_says_is_damaged() =>
        Prop.ForAll(Gen.Choose(1, 5_000).ToArbitrary(), Gen.Choose(1, 2_000).ToArbitrary(), (size, length) =>
        {
            var packed = SourceBytes.Pack(Dump.AsSpan(0, length));
            foreach (var (parts, told) in new[] { (packed[..^1], length), (packed, length + 1), (packed, length - 1), ([], length), (new byte[] { 0xFF, 0xFF, 0xFF }, length) })
            {
                Assert.Throws<InvalidDataException>(() => Unpacked(parts.Chunk(size), told));
                Assert.Throws<InvalidDataException>(() => SourceBytes.Unpack(parts, told));
            }
        }).Check(Thorough);

    private static byte[] Unpacked(IEnumerable<byte[]> parts, long length)
    {
        using var into = new MemoryStream();
        SourceBytes.UnpackAsync(parts.ToAsyncEnumerable(), length, into, CancellationToken.None).GetAwaiter().GetResult();
        return into.ToArray();
    }
}
