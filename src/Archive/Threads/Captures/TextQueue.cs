namespace Archive.Threads.Captures;

/// <summary>Comments of equal text, waiting in their order to be matched.</summary>
internal sealed class TextQueue
{
    private readonly Dictionary<int, Queue<int>> waiting = [];

    public void Add(int text, int comment)
    {
        if (!waiting.TryGetValue(text, out var queue))
        {
            waiting.Add(text, queue = new Queue<int>(1));
        }

        queue.Enqueue(comment);
    }

    public int? First(int text) => waiting.TryGetValue(text, out var queue) && queue.TryPeek(out var first) ? first : null;

    public void Take(int text) => waiting[text].Dequeue();
}
