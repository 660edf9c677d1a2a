using System.Net;
using System.Text.RegularExpressions;
using LiveBlog.Scale;
using Npgsql;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>LiveBlog on a database of its own in PostgreSQL, filled beforehand, with an editor who is signed in.</summary>
internal sealed partial class Newsroom : IAsyncDisposable
{
    private const string Email = "claire@example.org";
    private const string Password = "correct horse battery";

    private readonly string postgreSql;
    private readonly string database;
    private readonly HttpClient reader;
    private readonly HttpClient editor;

    private Newsroom(string postgreSql, string database, LiveBlogServer server)
    {
        (this.postgreSql, this.database, Server) = (postgreSql, database, server);
        reader = new HttpClient { BaseAddress = server.Root };
        // Its cookies are for https only, and so is what they are sent with: the program takes this process for a proxy.
        editor = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server.Root, Timeout = TimeSpan.FromMinutes(2) };
        editor.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
    }

    /// <summary>How many entries were copied into the event.</summary>
    public int Entries { get; private init; }

    /// <summary>The program.</summary>
    public LiveBlogServer Server { get; }

    /// <summary>Starts it.</summary>
    /// <param name="postgreSql">Where PostgreSQL is: a connection string without a database.</param>
    /// <param name="entries">How many entries the event has, above the fifty of each.</param>
    /// <param name="events">How many other events there are.</param>
    public static async Task<Newsroom> StartAsync(string postgreSql, int entries, int events)
    {
        var database = $"benchmark_{Guid.NewGuid():n}";
        var server = await LiveBlogServer.StartAsync("--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", $"{postgreSql};Database={database}");
        // What stands in the database by another way is seen after a start.
        await server.KillAsync();
        await using (var open = new NpgsqlConnection($"{postgreSql};Database={database}"))
        {
            await open.OpenAsync();
            var (eventId, entryId) = (await IdAsync(open, "SELECT \"Id\" FROM \"Events\" WHERE \"Slug\" = 'banc'"),
                await IdAsync(open, "SELECT \"Id\" FROM \"Entries\" WHERE \"Body\" LIKE 'Avant 0.%'"));
            await new Copies(open, eventId, entryId).FillAsync(entries, events);
            // The fifty, in a small newsroom and in a large one: a page names up to a hundred, however they were found.
            await using var keys = new NpgsqlCommand("""UPDATE "Entries" SET "IsKey" = NOT "IsKey" WHERE "IsKey" OR "EventId" = $1 AND "Headline" = ''""", open)
            {
                Parameters = { new() { Value = eventId } },
            };
            await keys.ExecuteNonQueryAsync();
        }
        await server.RunAsync("user", "create", "--email", Email, "--name", "Claire Morel", "--password", Password);
        var newsroom = new Newsroom(postgreSql, database, await server.AgainAsync()) { Entries = entries };
        await newsroom.SignInAsync();
        return newsroom;
    }

    /// <summary>Opens a page as a reader does.</summary>
    public Task<string> ReadAsync(string address) => reader.GetStringAsync(address);

    /// <summary>Opens a page of the desk.</summary>
    public async Task<string> DeskAsync(string address)
    {
        using var answer = await editor.GetAsync(address);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{address} answered {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        editor.Dispose();
        await Server.DisposeAsync();
        await using var open = new NpgsqlConnection($"{postgreSql};Database=postgres");
        await open.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE \"{database}\" WITH (FORCE)", open);
        await drop.ExecuteNonQueryAsync();
    }

    private async Task SignInAsync()
    {
        using var form = await editor.GetAsync("account/sign-in");
        var token = WebUtility.HtmlDecode(Token().Match(await form.Content.ReadAsStringAsync()).Groups[1].Value);
        Keep(form);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = Email, ["Password"] = Password, ["__RequestVerificationToken"] = token });
        using var answer = await editor.PostAsync("account/sign-in", content);
        if (answer.StatusCode != HttpStatusCode.Found)
            throw new InvalidOperationException($"The sign-in was answered {answer.StatusCode}.");
        Keep(answer);
    }

    private void Keep(HttpResponseMessage answer)
    {
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(cookie => cookie.Split(';')[0]) : [];
        var held = editor.DefaultRequestHeaders.TryGetValues("Cookie", out var before) ? before : [];
        var all = string.Join("; ", held.Concat(cookies));
        editor.DefaultRequestHeaders.Remove("Cookie");
        editor.DefaultRequestHeaders.Add("Cookie", all);
    }

    private static async Task<Guid> IdAsync(NpgsqlConnection open, string question)
    {
        await using var command = new NpgsqlCommand(question, open);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
