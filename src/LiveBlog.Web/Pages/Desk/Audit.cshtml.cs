using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Who changed what: <c>/desk/audit</c>.</summary>
public sealed class AuditModel(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int Size = 100;

    /// <summary>Only what was done to things of this kind.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Only what the actor with this key did.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary>Only what was done before this record.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    /// <summary>The records, the latest first.</summary>
    public IReadOnlyList<AuditRecord> Records { get; private set; } = [];

    /// <summary>The kinds there are.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>Who did something: key and latest name.</summary>
    public IReadOnlyList<(string Key, string Name)> People { get; private set; } = [];

    /// <summary>The record before which the next page lies, or null.</summary>
    public Guid? Next { get; private set; }

    /// <summary>Says them in words.</summary>
    public AuditWords Log { get; } = new(words);

    /// <summary>Answers the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Kinds = await db.AuditRecords.Select(r => r.SubjectKind).Distinct().OrderBy(kind => kind).ToListAsync(cancellation);
        People = (await db.AuditRecords.GroupBy(r => r.ActorKey).Select(group => new { group.Key, Name = group.Max(r => r.ActorName) }).ToListAsync(cancellation))
            .Select(person => (person.Key, person.Name ?? "")).OrderBy(person => person.Item2, StringComparer.CurrentCulture).ToList();
        var records = db.AuditRecords.AsNoTracking();
        if (!string.IsNullOrEmpty(Kind))
            records = records.Where(r => r.SubjectKind == Kind);
        if (!string.IsNullOrEmpty(Who))
            records = records.Where(r => r.ActorKey == Who);
        if (Before is { } before && await db.AuditRecords.Where(r => r.Id == before).Select(r => (DateTime?)r.At).SingleOrDefaultAsync(cancellation) is { } at)
            records = records.Where(r => r.At < at || r.At == at && r.Id.CompareTo(before) < 0);
        Records = await records.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(Size + 1).ToListAsync(cancellation);
        if (Records.Count <= Size)
            return;
        Records = [.. Records.Take(Size)];
        Next = Records[^1].Id;
    }
}
