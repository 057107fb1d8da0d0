using Archive.Tests.Storage.Desk;

namespace Archive.Tests.Storage.Staging;

public sealed class StagedImportTests() : StagedImportSuite(new DeskFolder());
