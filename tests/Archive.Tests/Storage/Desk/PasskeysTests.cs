namespace Archive.Tests.Storage.Desk;

public sealed class PasskeysTests() : PasskeysSuite(new DeskFolder());
