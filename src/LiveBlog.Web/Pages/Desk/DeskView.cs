using LiveBlog.Core.Entries;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>What the desk of an event shows of its entries; <c>?status=</c>, <c>?q=</c>, <c>?before=</c>.</summary>
/// <param name="Status">Only entries of this status; all, if null.</param>
/// <param name="Query">Only entries that contain this; all, if empty.</param>
/// <param name="Before">Only entries before this position, or null.</param>
public sealed record DeskView(EntryStatus? Status, string Query = "", string? Before = null)
{
    /// <summary>The tabs, in the order of their keys 1 to 6; null is all.</summary>
    public static readonly EntryStatus?[] Tabs =
        [EntryStatus.Published, EntryStatus.Draft, EntryStatus.Scheduled, EntryStatus.Submitted, EntryStatus.Withdrawn, null];

    /// <summary>What the address asks for: what readers see, if it asks for nothing.</summary>
    public static DeskView Of(string? status, string? query, string? before) => new(
        status is null or "" ? EntryStatus.Published : Enum.TryParse<EntryStatus>(status, ignoreCase: true, out var one) ? one : null,
        (query ?? "").Trim(),
        before);

    /// <summary>What the address of a tab says; null for the first.</summary>
    public static string? Name(EntryStatus? tab) => tab switch
    {
        EntryStatus.Published => null,
        null => "all",
        { } status => status.ToString().ToLowerInvariant(),
    };

    /// <summary>The tab's name in the address.</summary>
    public string? StatusName => Name(Status);

    /// <summary>What the address says of the query.</summary>
    public string? QueryName => Query.Length == 0 ? null : Query;

    /// <summary>Whether entries stand by their time, the latest first, page by page; others are queues, shown whole.</summary>
    public bool IsPaged => Status is not (EntryStatus.Scheduled or EntryStatus.Submitted);
}
