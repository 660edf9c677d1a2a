using System.Diagnostics;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>The same questions asked in turn of a newsroom with one event and of one with ten thousand, on PostgreSQL.</summary>
internal static class Large
{
    private const int Entries = 100_000;
    private const int Events = 10_000;
    private const int Questions = 20;

    // Where the event's copied entries are, a minute apart: each question for an older page names another place, so none is held ready.
    private static readonly Random Places = new(1);

    private static readonly Dictionary<string, Func<Newsroom, Task<Func<Task>>>> Lines = new()
    {
        ["page, ready"] = site => Ask(() => site.ReadAsync($"live/{site.Server.Slug}")),
        ["page, first after a change"] = site => After(site, () => site.ReadAsync($"live/{site.Server.Slug}")),
        ["older page, first asked"] = site => Ask(() => site.ReadAsync($"live/{site.Server.Slug}?before={Cursor(site)}")),
        ["catch-up, first after a change"] = MissedAsync,
        ["feed, first after a change"] = site => After(site, () => site.ReadAsync($"live/{site.Server.Slug}/feed.atom")),
        ["home, first after a change"] = site => After(site, () => site.ReadAsync("")),
        ["search"] = site => Ask(() => site.Server.AskAsync("api/v1/search?q=seance")),
        ["search, first after a title changed"] = async site =>
        {
            await site.Server.RenameAsync($"Le banc d’essai {Places.Next()}");
            return () => site.Server.AskAsync("api/v1/search?q=seance");
        },
        ["desk list"] = site => Ask(() => site.DeskAsync("desk")),
        ["desk list, searched"] = site => Ask(() => site.DeskAsync("desk?q=banc")),
        ["desk event page"] = site => Ask(() => site.DeskAsync($"desk/{site.Server.Slug}")),
        ["desk event page, all"] = site => Ask(() => site.DeskAsync($"desk/{site.Server.Slug}?status=all")),
        ["desk event page, searched in vain"] = site => Ask(() => site.DeskAsync($"desk/{site.Server.Slug}?q=introuvable")),
        ["post"] = site => Ask(() => site.Server.PostAsync("Pendant.")),
    };

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {Entries:N0} entries in one of {Events:N0} events beside 50 in one; ms, medians of {options.Runs * Questions} questions\n");
        if (Environment.GetEnvironmentVariable("LIVEBLOG_TEST_POSTGRESQL") is not { Length: > 0 } postgreSql)
        {
            to.WriteLine("LIVEBLOG_TEST_POSTGRESQL names no PostgreSQL (Host=…;Username=…): not measured.\n");
            return;
        }
        await using var small = await Newsroom.StartAsync(postgreSql, 0, 0);
        await using var large = await Newsroom.StartAsync(postgreSql, Entries, Events);
        var table = new Table("", "50 entries", $"{Entries:N0}", "ratio");
        foreach (var (name, line) in Lines)
        {
            var took = new[] { small, large }.ToDictionary(site => site, _ => new List<double>());
            // The first few are not counted: what they run is compiled by then.
            for (var i = -10; i < options.Runs * Questions; i++)
            {
                foreach (var (site, times) in took)
                {
                    var askAsync = await line(site);
                    var begun = Stopwatch.GetTimestamp();
                    await askAsync();
                    if (i >= 0)
                        times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            }
            table.Add(name, took[small].Median(), took[large].Median(), took[large].Median() / took[small].Median());
        }
        table.Write(to);
    }

    private static Task<Func<Task>> Ask(Func<Task> askAsync) => Task.FromResult(askAsync);

    private static async Task<Func<Task>> After(Newsroom site, Func<Task> askAsync)
    {
        await site.Server.PostAsync("Pendant.");
        return askAsync;
    }

    private static async Task<Func<Task>> MissedAsync(Newsroom site)
    {
        var (epoch, revision) = await site.Server.PositionAsync();
        await site.Server.PostAsync("Pendant.");
        return () => site.ReadAsync($"live/{site.Server.Slug}/changes?since={revision}&epoch={epoch}");
    }

    private static string Cursor(Newsroom site) =>
        $"{DateTime.UtcNow.AddMinutes(-Places.Next(site.Entries > 100 ? site.Entries - 100 : 1)):yyyyMMdd'T'HHmmssfff'Z'}-{Guid.NewGuid():n}";
}
