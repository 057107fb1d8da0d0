namespace Archive.Storage.Searching;

/// <summary>Takes the hits of a query one by one, without a row of a result for each.</summary>
internal abstract class HitCollector
{
    public abstract void Take(HitFunction.Hit hit);
}
