using System.Text.Json;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>What goes wrong while an event is covered.</summary>
public enum Fault
{
    /// <summary>Connections are reset, and new ones refused.</summary>
    LineCut,

    /// <summary>Nothing is carried any more, and nothing says so.</summary>
    LineSilent,

    /// <summary>The browser knows that it is offline.</summary>
    Offline,

    /// <summary>The server does not know the browser any more.</summary>
    SignInExpired,

    /// <summary>A tab crashes when what was typed is kept.</summary>
    TabCrashed,

    /// <summary>A tab crashes just when a text was sent.</summary>
    TabCrashedSending,

    /// <summary>SIGKILL, and back after a while.</summary>
    ServerKilled,
}

/// <summary>Somebody at the desk, in a browser and on a line of their own. What they do and when follows from a seed.</summary>
public sealed partial class Reporter : IAsyncDisposable
{
    // What is typed is kept a quarter of a second after the last key: less than that a crash may cost.
    private const int KeptAfterMs = 600;

    private readonly CoveredSite site;
    private readonly IBrowserContext context;
    private readonly CutTcp line;
    private readonly Random random;
    private readonly Queue<Fault> faults = new();
    private readonly string name;
    private readonly bool isEditor;
    private readonly List<IPage> tabs = [];
    private bool isAway;
    private int count;

    private Reporter(CoveredSite site, IBrowserContext context, string name, bool isEditor, int seed)
    {
        (this.site, this.context, this.name, this.isEditor, random) = (site, context, name, isEditor, new Random(seed));
        line = CutTcp.To(site.Address);
    }

    /// <summary>The marks of what was typed.</summary>
    public List<string> Typed { get; } = [];

    /// <summary>What was done to the end.</summary>
    public List<string> Done { get; } = [];

    /// <summary>What happened, for whoever looks into a failure.</summary>
    public List<string> Diary { get; } = [];

    private string Desk => $"{line.Address}/desk/{CoveredSite.Slug}";

    public static async Task<Reporter> HireAsync(CoveredSite site, IBrowser browser, string name, string role, int tabs, int seed)
    {
        await LiveBlogProcess.RunAsync(["user", "create", "--email", EmailOf(name), "--name", name, "--role", role, "--password", Newsroom.Password, .. site.Settings]);
        var context = await browser.NewContextAsync(new() { Locale = "fr-FR" });
        context.SetDefaultTimeout(5_000);
        var reporter = new Reporter(site, context, name, role == "editor", seed);
        for (var tab = 0; tab < tabs; tab++)
        {
            reporter.tabs.Add(await context.NewPageAsync());
            await reporter.OpenAsync(reporter.tabs[tab]);
        }
        return reporter;
    }

    /// <summary>This will happen to them next.</summary>
    public void Meets(Fault fault) => faults.Enqueue(fault);

    /// <summary>Works for a while.</summary>
    public async Task CoverAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var page = tabs[random.Next(tabs.Count)];
            if (faults.Count > 0 && random.Next(steps - step) == 0)
                await SufferAsync(faults.Dequeue(), tabs.IndexOf(page));
            else
                await WorkAsync(page);
            if (isAway && random.Next(2) == 0)
                await ReturnAsync();
        }
    }

    /// <summary>With everything well again: waits until nothing waits to be sent.</summary>
    public async Task EndAsync()
    {
        await ReturnAsync();
        foreach (var page in tabs)
        {
            await OpenAsync(page);
            for (var until = DateTime.UtcNow.AddSeconds(90); DateTime.UtcNow < until; await Task.Delay(300))
            {
                await SignInOnTopAsync(page);
                if (page.Url != Desk)
                    await OpenAsync(page);
                else if (!(await KeptAsync()).Any(text => text.Place == "waiting"))
                    break;
            }
            await Task.Delay(KeptAfterMs);
        }
    }

    /// <summary>All texts that this browser keeps, and the server for its owner; and what waits in its outbox.</summary>
    public async Task<IEnumerable<Kept>> KeptAsync() =>
        JsonSerializer.Deserialize<Kept[]>(await tabs[0].EvaluateAsync<string>(KeptScript, CoveredSite.Slug), JsonSerializerOptions.Web)!;

    /// <summary>Every version of the entries, for whoever looks for a text that was written over.</summary>
    public async Task<IEnumerable<string>> VersionsAsync(IEnumerable<string> ids) => await tabs[0].EvaluateAsync<string[]>("""
        async ([slug, ...ids]) => {
            const lines = [];
            for (const id of ids) for (const { version, headline, body, status, savedBy, savedAt } of await (await fetch(`/api/v1/events/${slug}/entries/${id}/versions`)).json())
                lines.push(`${id} ${version} ${status} ${savedBy} ${savedAt} ${JSON.stringify([headline, body])}`);
            return lines;
        }
        """, ids.Prepend(CoveredSite.Slug).ToArray());

    /// <summary>All entries that the desk lists, by id.</summary>
    public async Task<List<(string Id, string Text)>> EntriesAsync()
    {
        var entries = new List<(string, string)>();
        for (string? address = $"{Desk}?status=all"; address is not null;)
        {
            await tabs[0].GotoAsync(address);
            // At once: the list may be renewed meanwhile.
            var listed = await tabs[0].EvaluateAsync<string[]>("() => [...document.querySelectorAll('#desk-entries > li')].flatMap(entry => [entry.dataset.id, entry.querySelector('.shown').textContent])");
            entries.AddRange(listed.Chunk(2).Select(entry => (entry[0], entry[1])));
            var next = tabs[0].Locator("#pages a[rel=next]");
            address = await next.CountAsync() > 0 ? line.Address + await next.GetAttributeAsync("href") : null;
        }
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await line.DisposeAsync();
    }

    private async Task SufferAsync(Fault fault, int tab)
    {
        Note($"{fault} (tab {tab})");
        isAway |= fault is Fault.LineCut or Fault.LineSilent or Fault.Offline;
        switch (fault)
        {
            case Fault.LineCut:
                line.Cut();
                break;
            case Fault.LineSilent:
                line.FallSilent();
                break;
            case Fault.Offline:
                await context.SetOfflineAsync(true);
                break;
            case Fault.SignInExpired:
                await context.ClearCookiesAsync();
                break;
            case Fault.TabCrashed:
                await Task.Delay(KeptAfterMs);
                await CrashAsync(tab);
                break;
            default:
                await TryAsync("sends and crashes", () => SendAsync(tabs[tab]));
                await CrashAsync(tab);
                break;
        }
    }

    private async Task CrashAsync(int tab)
    {
        var page = tabs[tab];
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var session = await context.NewCDPSessionAsync(page);
        // A crashed page gives no answer.
        _ = session.SendAsync("Page.crash").ContinueWith(answer => answer.Exception, TaskScheduler.Default);
        await Task.WhenAny(crashed.Task, Task.Delay(3_000));
        if (!crashed.Task.IsCompleted)
            Note("did not crash");
        await page.CloseAsync();
        tabs[tab] = await context.NewPageAsync();
        await OpenAsync(tabs[tab]);
    }

    private async Task ReturnAsync()
    {
        Note("line mended");
        isAway = false;
        line.Mend();
        await context.SetOfflineAsync(false);
    }

    private async Task<bool> OpenAsync(IPage page)
    {
        try
        {
            await page.GotoAsync(Desk);
            if (page.Url.Contains("/account/sign-in", StringComparison.Ordinal))
                await SignInAsync(page.MainFrame);
            await page.WaitForURLAsync(Desk);
            return true;
        }
        catch (Exception away) when (away is PlaywrightException or TimeoutException)
        {
            Note($"desk not opened: {away.Message}");
            return false;
        }
    }

    /// <summary>Whoever is asked to sign in again does, on top of the page.</summary>
    private async Task SignInOnTopAsync(IPage page)
    {
        if (await page.Locator("#sign-in-again iframe").CountAsync() == 0)
            return;
        await TryAsync("signs in on top", async () =>
        {
            // Where the page to sign in did not come through, there is no field.
            await SignInAsync(page.Frames.Last());
            await Assertions.Expect(page.Locator("#sign-in-again")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        });
        // Then later: one can write meanwhile.
        var later = page.Locator("#sign-in-again [data-later]").Last;
        if (await later.CountAsync() > 0)
            await TryAsync("signs in later", () => later.ClickAsync());
    }

    private async Task SignInAsync(IFrame frame)
    {
        await frame.FillAsync("input[type=email]", EmailOf(name));
        await frame.FillAsync("input[type=password]", Newsroom.Password);
        await frame.ClickAsync("main form button.primary");
    }

    private async Task TryAsync(string what, Func<Task> act)
    {
        Note(what);
        try
        {
            await act();
            Done.Add(what);
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
        {
            // Whatever is broken at the moment, they go on; what was typed counts all the same.
            Note($"could not: {failure.Message}");
        }
    }

    private void Note(string what) => Diary.Add($"{DateTime.UtcNow:HH:mm:ss.fff} {name}: {what.Split('\n')[0]}");

    private static string EmailOf(string name) => $"{name}@liveblog.example";

    private const string KeptScript = """
        async slug => {
            const kept = [];
            const join = fields => Object.values(fields ?? {}).filter(value => typeof value === 'string').join('\n');
            for (const [key, value] of Object.entries(localStorage)) {
                if (!key.startsWith('liveblog.draft.')) continue;
                const { id, fields, base } = JSON.parse(value);
                kept.push({ place: 'draft', id, text: join(fields), base: join(base) });
            }
            for (const { name } of await indexedDB.databases()) {
                if (!name.startsWith('liveblog-outbox.')) continue;
                const db = await new Promise(done => { const open = indexedDB.open(name); open.onsuccess = () => done(open.result) });
                const items = await new Promise(done => { const all = db.transaction('items').objectStore('items').getAll(); all.onsuccess = () => done(all.result) });
                db.close();
                for (const item of items) if (item.state !== 'done') kept.push({ place: item.state === 'refused' ? 'refused' : 'waiting', id: item.textId ?? item.id, text: join(item.body), base: join(item.base) });
            }
            const api = `/api/v1/events/${slug}`;
            const copies = await fetch(`${api}/working-copies`);
            for (const { id, entryId, entryVersion, fields } of copies.ok ? await copies.json() : []) {
                const versions = entryId ? await (await fetch(`${api}/entries/${entryId}/versions`)).json() : [];
                kept.push({ place: 'copy', id, text: join(fields), base: join(versions.find(version => version.version === entryVersion)) });
            }
            return JSON.stringify(kept);
        }
        """;
}
