using System.Globalization;

namespace LiveBlog.Web.Live;

/// <summary>What one who opens a stream wants to follow, and where they are.</summary>
/// <param name="Slug">The event.</param>
/// <param name="Epoch">The epoch of their page, or empty.</param>
/// <param name="Revision">The revision up to which they have everything.</param>
public readonly record struct StreamQuestion(string Slug, string Epoch, long Revision)
{
    /// <summary>
    /// Reads them from the address, <c>/live/{slug}/stream?since=41&amp;epoch=k3v9x2&amp;follow=wire:w1r3:7</c>, and
    /// <c>Last-Event-ID: k3v9x2:43</c>, with which a browser comes back by itself to an address that has grown old.
    /// </summary>
    /// <returns>Null if something in it is wrong.</returns>
    public static IReadOnlyList<StreamQuestion>? Read(string slug, HttpRequest request)
    {
        var since = request.Query["since"].ToString();
        if (!TryRead(since.Length == 0 ? "0" : since, out var revision))
            return null;
        var questions = new List<StreamQuestion> { new(slug, request.Query["epoch"].ToString(), revision) };
        foreach (var text in request.Query["follow"])
        {
            if (text?.Split(':') is not [{ Length: > 0 } other, var epoch, var at] || !TryRead(at, out revision))
                return null;
            if (questions.All(known => known.Slug != other))
                questions.Add(new(other, epoch, revision));
        }
        if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            if (last.Split(':') is not [{ Length: > 0 } epoch, var at] || !TryRead(at, out revision))
                return null;
            // Without an epoch in the address it can only be of the event in the path.
            var index = questions.FindIndex(question => question.Epoch == epoch);
            if (index < 0 && questions[0].Epoch.Length == 0)
                index = 0;
            if (index >= 0)
                questions[index] = questions[index] with { Epoch = epoch, Revision = revision };
        }
        return questions.Count <= LiveHub.MaxFollowed ? questions : null;
    }

    private static bool TryRead(string text, out long revision) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
}
