// The machine that tests everything has two cores, and a run that waits too long is a failure.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
