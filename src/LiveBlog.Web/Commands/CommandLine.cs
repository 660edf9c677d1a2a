using System.CommandLine;
using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Imports;
using LiveBlog.Web.Demo;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Commands;

/// <summary>The program's command line: <c>LiveBlog.Web [run]</c>, <c>import</c>, <c>token</c>, <c>user</c>, <c>migrate</c>.</summary>
public static class CommandLine
{
    // What hosts, and those that start one in a test, add by themselves.
    private static readonly string[] HostSettings = ["--urls", "--environment", "--contentRoot", "--applicationName", "--AllowedHosts"];

    /// <summary>
    /// Tells settings (<c>--Data:Directory X</c>, <c>--urls=X</c>), which may stand anywhere, from the words of a command. The
    /// configuration is shown the settings only: it would take a path such as <c>/a/file</c> for the name of one.
    /// </summary>
    public static (string[] Words, string[] Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            var isSetting = args[i].StartsWith("--", StringComparison.Ordinal)
                && (name.Contains(':') || HostSettings.Contains(name) || args[i].EndsWith('='));
            (isSetting ? settings : words).Add(args[i]);
            if (isSetting && !args[i].Contains('=') && i + 1 < args.Length)
                settings.Add(args[++i]);
        }
        return ([.. words], [.. settings]);
    }

    /// <summary>Carries out what the words of the command line say; answers the exit code.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] words)
    {
        var root = new RootCommand("LiveBlog: live coverage that every open page shows at once. Settings such as --urls or "
            + "--Database:Provider may follow any command.");
        var run = new Command("run", "Serve readers and the desk (the default).");
        var migrate = new Command("migrate", "Bring the database to this version and exit.");
        var newEpoch = new Option<bool>("--new-epoch") { Description = "After restoring a backup: send every open page back to the server." };
        migrate.Options.Add(newEpoch);

        root.SetAction((_, cancellation) => ServeAsync(app, cancellation));
        run.SetAction((_, cancellation) => ServeAsync(app, cancellation));
        migrate.SetAction((parsed, cancellation) => MigrateAsync(app, parsed.GetValue(newEpoch), cancellation));
        root.Subcommands.Add(run);
        root.Subcommands.Add(migrate);
        root.Subcommands.Add(ImportCommand.Create(app));
        root.Subcommands.Add(TokenCommand.Create(app));
        root.Subcommands.Add(UserCommand.Create(app));
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        try
        {
            return await root.Parse(words).InvokeAsync(invocation);
        }
        catch (Refused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (ImportException unreadable)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return 1;
        }
    }

    /// <summary>Brings the database to this version.</summary>
    internal static async Task MigrateAsync(this WebApplication app, CancellationToken cancellation)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(cancellation);
        await db.MigrateAsync(cancellation);
    }

    private static async Task<int> ServeAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.MigrateAsync(cancellation);
        await app.PrepareProtectionKeysAsync(cancellation);
        await app.SetUpWireAsync(cancellation);
        await app.SeedDemoAsync(cancellation);
        var firstAdmin = await app.Services.GetRequiredService<FirstAdmin>().PrepareAsync(cancellation);
        await app.StartAsync(cancellation);
        app.SayWhereToLook(firstAdmin);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task<int> MigrateAsync(WebApplication app, bool newEpoch, CancellationToken cancellation)
    {
        await app.MigrateAsync(cancellation);
        if (newEpoch)
            await app.Services.GetRequiredService<EventWriter>().RenewEpochsAsync(cancellation);
        await Console.Out.WriteLineAsync(newEpoch ? "The database is up to date; open pages will load anew." : "The database is up to date.");
        return 0;
    }
}
