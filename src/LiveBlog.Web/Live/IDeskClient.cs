using LiveBlog.Core.Desk;

namespace LiveBlog.Web.Live;

/// <summary>What the hub of the desk sends to an open page of an event's desk (docs/desk.md).</summary>
public interface IDeskClient
{
    /// <summary>Who is there now.</summary>
    Task People(IReadOnlyList<Person> people);

    /// <summary>Something changed: whoever shows it asks anew.</summary>
    Task Changed(DeskPart part);
}
