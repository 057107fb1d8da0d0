using var stop = new StopSignal();
return await ArchiveCommand.RunAsync(args, CommandConsole.OfProcess(), stop.Token);
