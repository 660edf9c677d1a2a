using System.Text.RegularExpressions;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveBlog.Core.Media;

/// <summary>Which of the newsroom's files anything that is stored names.</summary>
public sealed partial class MediaUse(IDbContextFactory<LiveBlogContext> contexts)
{
    /// <summary>
    /// The names found in any text of any table: entries, all their versions, working copies, templates, events, articles and
    /// whatever is added to the model later. What only looks like a name counts as one.
    /// </summary>
    public async Task<HashSet<string>> NamesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sql = db.GetService<ISqlGenerationHelper>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            foreach (var column in table.Columns.Where(column => column.ProviderClrType == typeof(string)))
            {
                // JSON is searched as the text that it is.
                var text = $"CAST({sql.DelimitIdentifier(column.Name)} AS text)";
                var query = $"SELECT {text} AS \"Value\" FROM {sql.DelimitIdentifier(table.Name, table.Schema)} WHERE {text} LIKE '%/media/%'";
                await foreach (var value in db.Database.SqlQueryRaw<string>(query).AsAsyncEnumerable().WithCancellation(cancellation))
                    names.UnionWith(Name().Matches(value).Select(found => found.Value));
            }
        }
        return names;
    }

    /// <summary>When the first event was made, UTC: files that are older came with another database. Null where there is none.</summary>
    public async Task<DateTime?> SinceAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // The wire is in every database, and has no beginning.
        return await db.Events.Where(e => e.Id != LiveEvent.WireId).MinAsync(e => (DateTime?)e.CreatedAt, cancellation);
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Name();
}
