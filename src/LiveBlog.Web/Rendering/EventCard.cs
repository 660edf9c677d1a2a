using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Web.Rendering;

/// <summary>An event as lists show it: the model of <c>_EventCard.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="IsLead">Whether it leads the page: shown large, its photo fetched first.</param>
/// <param name="Latest">Its latest entry, where that is shown.</param>
public sealed record EventCard(LiveEvent Event, bool IsLead = false, Entry? Latest = null)
{
    /// <summary>What the card depends on.</summary>
    public string State => $"{Event.Id:N}{Event.Epoch}{Event.Revision}";
}

/// <summary>An article as lists show it: the model of <c>_ArticleCard.cshtml</c>.</summary>
/// <param name="Article">The article.</param>
public sealed record ArticleCard(Article Article)
{
    /// <summary>What the card depends on.</summary>
    public string State => $"{Article.Id:N}{Article.Version}{Article.Author?.Version}{Article.Topic?.Version}";
}
