namespace Archive.Tests.Storage.Desk;

public sealed class JobsTests() : JobsSuite(new DeskFolder());
