using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LiveBlog.Web.Tests.Scale;

/// <summary>Keeps what is asked of PostgreSQL, and asks again how it is answered.</summary>
public sealed class AskedCommands : DbCommandInterceptor
{
    private readonly ConcurrentQueue<(string Text, NpgsqlParameter[] Parameters)> asked = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancellation = default)
    {
        asked.Enqueue((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())]));
        return new(result);
    }

    public void Forget() => asked.Clear();

    /// <summary>For each question: how many rows were looked at to answer it, and how.</summary>
    public async Task<IReadOnlyList<(string Question, double Rows, string Plan)>> ExplainAsync(string connection)
    {
        var answers = new List<(string, double, string)>();
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        foreach (var (text, parameters) in asked.Where(question => question.Text.StartsWith("SELECT", StringComparison.Ordinal)))
        {
            await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, FORMAT JSON) {text}", open);
            command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
            var plan = (string)(await command.ExecuteScalarAsync())!;
            answers.Add((text, LookedAt(JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan")), plan));
        }
        return answers;
    }

    // Rows that the leaves of the plan gave or threw away, and pairs of rows that were compared in vain.
    private static double LookedAt(JsonElement node) => node.TryGetProperty("Plans", out var parts)
        ? parts.EnumerateArray().Sum(LookedAt) + Times(node, "Rows Removed by Join Filter")
        : Times(node, "Actual Rows") + Times(node, "Rows Removed by Filter") + Times(node, "Rows Removed by Index Recheck");

    private static double Times(JsonElement node, string name) =>
        node.TryGetProperty(name, out var rows) ? rows.GetDouble() * node.GetProperty("Actual Loops").GetDouble() : 0;
}
