namespace LiveBlog.Web.Rendering;

/// <summary>What an answer shows, as the pages say it while they make it (<see cref="PublicCaching"/>).</summary>
public sealed class Shown
{
    private readonly HashSet<Guid> beside = [];

    /// <summary>What it depends on beside its own state.</summary>
    public List<string> States { get; } = [];

    /// <summary>What it is of: an event, or <see cref="Core.Live.Change.ListsId"/>; null where it may show anything.</summary>
    public Guid? Source { get; set; }

    /// <summary>Whether it is made for all who will ask, rather than for one request.</summary>
    public bool IsForAll { get; init; }

    /// <summary>To be called each time it is sent.</summary>
    public Action? Sent { get; set; }

    /// <summary>Whatever changes one of these may change it; <see cref="Guid.Empty"/> stands for anything at all.</summary>
    public Guid[] Sources => Source is { } source ? [.. beside.Append(source).Distinct()] : [Guid.Empty];

    /// <summary>It shows something of that source as well.</summary>
    public void Add(Guid source) => beside.Add(source);
}
