// A browser takes minutes: see tests/quick.runsettings.
[assembly: Xunit.Trait("Runs", "long")]
