namespace LiveBlog.Web.Pages.Desk;

/// <summary>An entry in the list of its event's desk: the model of <c>_Item.cshtml</c>.</summary>
/// <param name="Page">The desk's page.</param>
/// <param name="Shown">The entry.</param>
/// <param name="Day">The day that begins with it, in words, or null.</param>
public sealed record EntryItem(EventModel Page, DeskEntry Shown, string? Day)
{
    /// <summary>What it is called in the names of its buttons.</summary>
    public string Name => Shown.Entry.Heading.Length > 0 ? Shown.Entry.Heading : Clock;

    /// <summary>The time it shows.</summary>
    public string Clock => Rendering.Times.Clock(Page.Event, Shown.Entry.PublishedAt);

    /// <summary>Its address in the API.</summary>
    public string Api => $"/api/v1/events/{Uri.EscapeDataString(Page.Event.Slug)}/entries/{Shown.Entry.Id}";
}
