namespace Archive.Tests.Storage.Desk;

public sealed class KeepersTests() : KeepersSuite(new DeskFolder());
