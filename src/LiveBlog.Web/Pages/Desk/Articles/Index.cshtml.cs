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

    /// <summary>The page, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "page")]
    public int? Number { get; set; }

    /// <summary>The articles, the newest first.</summary>
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    /// <summary>How many there are of each status.</summary>
    public IReadOnlyDictionary<EntryStatus, int> Counts { get; private set; } = new Dictionary<EntryStatus, int>();

    /// <summary>Whether there are older ones.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Answers the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Number = Math.Clamp(Number ?? 1, 1, 10_000);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // What is not published is for who may change it.
        var all = db.Articles.Where(a => IsEditor || a.Status == EntryStatus.Published);
        Counts = await all.GroupBy(a => a.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var found = await all.AsNoTracking().Include(a => a.Author).Include(a => a.Topic)
            .Where(a => Status == null || a.Status == Status)
            .OrderByDescending(a => a.Status == EntryStatus.Draft).ThenByDescending(a => a.PublishedAt).ThenBy(a => a.Id)
            .Skip((Number.Value - 1) * Size).Take(Size + 1).ToListAsync(cancellation);
        (Articles, HasMore) = ([.. found.Take(Size)], found.Count > Size);
    }
}
