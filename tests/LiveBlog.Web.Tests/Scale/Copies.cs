using Npgsql;

namespace LiveBlog.Scale;

/// <summary>
/// Makes a newsroom of many years out of one event with one entry that the program posted: PostgreSQL copies them. Entries are a minute
/// apart; of them one in fifty was withdrawn, one in a hundred is a draft, one in five hundred a key event. Other events have three each.
/// </summary>
public sealed class Copies(NpgsqlConnection open, Guid eventId, Guid entryId)
{
    private const string Others = "e.\"Slug\" LIKE 'autre-%'";

    /// <summary>Fills the database.</summary>
    /// <param name="entries">How many entries the event gets.</param>
    /// <param name="events">How many other events there are.</param>
    public async Task FillAsync(int entries, int events)
    {
        await CopyEntriesAsync($"(SELECT gen_random_uuid() AS id, '{eventId}'::uuid AS event, i FROM generate_series(1, {entries}) i)");
        await CopyAsync("Events", $"generate_series(1, {events}) i JOIN \"Events\" e ON e.\"Id\" = '{eventId}'", new()
        {
            ["Id"] = "gen_random_uuid()",
            ["Slug"] = "'autre-' || i",
            ["Title"] = "'Une autre journée, la ' || i || 'e'",
            ["Status"] = "CASE WHEN i % 1000 = 0 THEN 'Live' WHEN i % 3 = 0 THEN 'Archived' ELSE 'Ended' END",
            ["StartedAt"] = "e.\"StartedAt\" - i * interval '1 day'",
            ["CreatedAt"] = "e.\"CreatedAt\" - i * interval '1 day'",
        });
        await AskAsync($"""
            INSERT INTO "EventAuthors" ("AuthorsId", "LiveEventId")
            SELECT a."AuthorsId", e."Id" FROM "EventAuthors" a, "Events" e WHERE a."LiveEventId" = '{eventId}' AND {Others}
            """);
        await CopyEntriesAsync($"""
            (SELECT gen_random_uuid() AS id, e."Id" AS event, i + {entries} * 2 + row_number() OVER () AS i FROM "Events" e, generate_series(1, 3) i WHERE {Others})
            """);
        await CopyAsync("EntryVersions", $"""
            "EntryVersions" e JOIN "Entries" c ON e."EntryId" = '{entryId}' AND c."Id" <> '{entryId}' AND c."Headline" LIKE (e."Headline" || ' %')
            """, new() { ["EntryId"] = "c.\"Id\"", ["Revision"] = "c.\"Revision\"", ["Headline"] = "c.\"Headline\"" });
        await AskAsync("""
            UPDATE "Events" e SET "Revision" = r.newest FROM (SELECT "EventId", MAX("Revision") AS newest FROM "Entries" GROUP BY 1) r
            WHERE e."Id" = r."EventId" AND e."Revision" < r.newest
            """);
        await AskAsync("VACUUM ANALYZE");
    }

    private Task CopyEntriesAsync(string copies)
    {
        const string at = """ date_trunc('milliseconds', e."PublishedAt") - c.i * interval '1 minute' """;
        return CopyAsync("Entries", $"{copies} c JOIN \"Entries\" e ON e.\"Id\" = '{entryId}'", new()
        {
            ["Id"] = "c.id",
            ["EventId"] = "c.event",
            ["Revision"] = "CASE WHEN c.i % 100 = 7 THEN 0 ELSE c.i + 1000 END",
            ["Status"] = "CASE WHEN c.i % 100 = 7 THEN 'Draft' WHEN c.i % 50 = 3 THEN 'Withdrawn' ELSE 'Published' END",
            ["IsKey"] = "c.i % 500 = 0",
            ["PublishedAt"] = at,
            ["CreatedAt"] = at,
            ["Position"] = $"to_char(({at}) AT TIME ZONE 'UTC', 'YYYYMMDD\"T\"HH24MISSMS\"Z-\"') || replace(c.id::text, '-', '')",
            ["Headline"] = "e.\"Headline\" || ' ' || c.i",
        });
    }

    // Every column as it stands, but for some.
    private async Task CopyAsync(string table, string from, Dictionary<string, string> other)
    {
        var columns = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT column_name FROM information_schema.columns WHERE table_name = $1", open) { Parameters = { new() { Value = table } } })
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                columns.Add(reader.GetString(0));
        }
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var values = string.Join(", ", columns.Select(column => other.GetValueOrDefault(column, $"e.\"{column}\"")));
        await AskAsync($"INSERT INTO \"{table}\" ({names}) SELECT {values} FROM {from}");
    }

    private async Task AskAsync(string text)
    {
        await using var command = new NpgsqlCommand(text, open) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
