using System.Collections.Concurrent;

namespace LiveBlog.Web.Numbers;

/// <summary>Shares that were reported since they were last written down. Only how often which entry was: nothing of who.</summary>
public sealed class Shares
{
    /// <summary>The most entries that are held between two writings.</summary>
    public const int Most = 5_000;

    /// <summary>The most shares of one entry that are counted between two writings.</summary>
    public const int MostOfOne = 200;

    private readonly ConcurrentDictionary<(string Slug, Guid EntryId), int> counts = new();

    /// <summary>Counts one; more than there can be are left out.</summary>
    public void Add(string slug, Guid entryId)
    {
        if (counts.Count < Most)
            counts.AddOrUpdate((slug, entryId), 1, (_, count) => Math.Min(count + 1, MostOfOne));
    }

    /// <summary>Takes what there is.</summary>
    public IReadOnlyDictionary<(string Slug, Guid EntryId), int> Take()
    {
        var taken = new Dictionary<(string, Guid), int>();
        foreach (var key in counts.Keys)
        {
            if (counts.TryRemove(key, out var count))
                taken[key] = count;
        }
        return taken;
    }
}
