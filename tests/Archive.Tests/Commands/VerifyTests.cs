using Microsoft.Data.Sqlite;

namespace Archive.Tests.Commands;

public class VerifyTests
{
    [Fact]
    public async Task A_sound_archive_is_told_in_figures()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);

        var run = await ArchiveProgram.RunAsync("verify", "--data", folder.Data);

        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("2 sources (44,388 bytes), 2 posts, 60 comments: sound", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_row_is_a_difference_and_ends_with_1()
    {
        using var folder = new TempFolder();
        await ArchiveProgram.RunAsync("import", ArchiveProgram.Seeds, "--data", folder.Data);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Data, "archive.db")}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE comments SET written = 'forged' WHERE position = 3";
            await command.ExecuteNonQueryAsync();
        }

        var run = await ArchiveProgram.RunAsync("verify", "--data", folder.Data);

        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("differences", run.Text, StringComparison.Ordinal);
    }
}
