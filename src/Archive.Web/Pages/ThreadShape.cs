using System.Globalization;
using System.Text;

namespace Archive.Web.Pages;

/// <summary>The shape of a thread at a glance: a stroke for each comment in reading order, lower the deeper it stands.</summary>
public static class ThreadShape
{
    /// <summary>Strokes that fit beside the heading; of a longer thread its beginning is drawn.</summary>
    public const int MaxStrokes = 90;

    /// <summary>Deeper comments are drawn at this depth.</summary>
    public const int MaxDepth = 5;

    private const int StrokeWidth = 4;
    private const int StrokeHeight = 7;

    public static int Height(ThreadPart thread) =>
        (Math.Min(thread.Places.Take(MaxStrokes).Max(place => place.Comment.Depth), MaxDepth) + 1) * StrokeHeight;

    public static int Width(ThreadPart thread) => Math.Min(thread.Places.Count, MaxStrokes) * StrokeWidth;

    /// <summary>The strokes as the path of an SVG.</summary>
    public static string Path(ThreadPart thread)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Math.Min(thread.Places.Count, MaxStrokes); i++)
        {
            var depth = Math.Min(thread.Places[i].Comment.Depth, MaxDepth);
            path.Append(CultureInfo.InvariantCulture, $"M{(i * StrokeWidth) + 1} {depth * StrokeHeight}v{StrokeHeight}");
        }

        return path.ToString();
    }
}
