using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>
/// Two editors, one of them with two tabs, and a contributor cover an event while lines are cut, sign-ins expire, tabs crash and
/// the server is killed. Each text has a mark of its own, by which it is looked for at the end.
/// </summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is not null;

    // A simulated minute is as long as its steps take.
    private static readonly int Minutes = Long ? 30 : 4;
    private const int StepsAMinute = 4;

    [Fact]
    public async Task Whatever_was_typed_is_published_once_or_still_at_the_desk()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LIVEBLOG_COVERAGE_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var site = await CoveredSite.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Newsroom.LaunchAsync(playwright);
        await using var alma = await Reporter.HireAsync(site, browser, "alma", "editor", 2, seed + 1);
        await using var bruno = await Reporter.HireAsync(site, browser, "bruno", "editor", 1, seed + 2);
        await using var chloe = await Reporter.HireAsync(site, browser, "chloe", "contributor", 1, seed + 3);
        Reporter[] staff = [alma, bruno, chloe];

        var (faults, deck) = (new SortedDictionary<Fault, int>(), new Queue<Fault>());
        for (var minute = 0; minute < Minutes; minute++)
        {
            // Each fault comes before any comes again.
            for (var dealt = 0; dealt < 2; dealt++)
            {
                if (deck.Count == 0)
                    deck = new(Shuffled(random));
                var fault = deck.Dequeue();
                faults[fault] = faults.GetValueOrDefault(fault) + 1;
                if (fault == Fault.ServerKilled)
                    site.Doom(TimeSpan.FromMilliseconds(random.Next(4_000)), TimeSpan.FromMilliseconds(random.Next(3_000)));
                else
                    staff[random.Next(staff.Length)].Meets(fault);
            }
            await Task.WhenAll(staff.Select(reporter => reporter.CoverAsync(StepsAMinute)).Append(site.SufferAsync()));
        }

        foreach (var reporter in staff)
            await reporter.EndAsync();
        var kept = (await Task.WhenAll(staff.Select(each => each.KeptAsync()))).SelectMany(texts => texts).ToList();
        var entries = await alma.EntriesAsync();
        var tally = new Tally(staff.SelectMany(each => each.Typed), await site.PublishedAsync(), entries, kept);
        var done = staff.SelectMany(each => each.Done).GroupBy(what => what).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}");
        var report = $"{Minutes} simulated minutes: {tally}; done: {string.Join(", ", done)}; faults: {string.Join(", ", faults.Select(fault => $"{fault.Key} {fault.Value}"))}; seed {seed}";
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "coverage.txt"), report + "\n");
        var diary = staff.SelectMany(each => each.Diary).Order().Concat(kept.Select(text => text.ToString())).Concat(await alma.VersionsAsync(entries.Select(entry => entry.Id)));
        await File.WriteAllLinesAsync(Path.Combine(Repository.Results, "coverage-diary.txt"), diary);
        var wrong = tally.Lost.Select(what => $"lost: {what}").Concat(tally.Doubled.Select(what => $"doubled: {what}")).Concat(tally.Foreign.Select(what => $"typed by nobody: {what}")).ToList();
        Assert.True(wrong.Count == 0, $"{report}\n{string.Join('\n', wrong)}\nSee coverage-diary.txt.");
        Assert.NotEmpty(tally.Published);
    }

    private static Fault[] Shuffled(Random random)
    {
        var faults = Enum.GetValues<Fault>();
        random.Shuffle(faults);
        return faults;
    }
}
