using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>The desk's list of articles: <c>/desk/articles</c>.</summary>
public sealed class ArticleListModel(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int Size = 50;

    /// <summary>What may be asked for: all, and those of one status.</summary>
    public static readonly EntryStatus?[] Filters = [null, EntryStatus.Draft, EntryStatus.Published, EntryStatus.Withdrawn];

    /// <summary>Only articles of this status.</summary>
    [BindProperty(SupportsGet = true)]
    public EntryStatus? Status { get; set; }

    /// <summary>Only articles after this one, a <see cref="ListCursor"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>The articles, drafts first, then the newest.</summary>
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    /// <summary>How many there are of each status.</summary>
    public IReadOnlyDictionary<EntryStatus, int> Counts { get; private set; } = new Dictionary<EntryStatus, int>();

    /// <summary>Where the list goes on; null if that is all.</summary>
    public ListCursor? Next { get; private set; }

    /// <summary>Answers the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // What is not published is for who may change it.
        var all = db.Articles.Where(a => IsEditor || a.Status == EntryStatus.Published);
        Counts = await all.GroupBy(a => a.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var wanted = all.Where(a => Status == null || a.Status == Status);
        var (drafts, others) = (wanted.Where(a => a.Status == EntryStatus.Draft), wanted.Where(a => a.Status != EntryStatus.Draft));
        var from = ListCursor.Parse(After);
        wanted = from switch
        {
            null => wanted,
            { StandsFirst: true } => drafts.After(from).Concat(others),
            _ => others.After(from),
        };
        var found = await wanted.AsNoTracking().Include(a => a.Author).Include(a => a.Topic)
            .OrderByDescending(a => a.Status == EntryStatus.Draft).ThenByDescending(a => a.PublishedAt).ThenBy(a => a.Id).Take(Size + 1).ToListAsync(cancellation);
        Articles = [.. found.Take(Size)];
        Next = found.Count > Size ? ListCursor.Of(Articles[^1]) : null;
    }
}
