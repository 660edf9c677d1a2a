using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Demo;

/// <summary>The section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether demo events, reporter and account exist; by default only in Development.</summary>
    public bool Enabled { get; set; }

    /// <summary>Seconds between two entries of the replay.</summary>
    public double EverySeconds { get; set; } = 20;
}

/// <summary>What a newcomer finds: a finished event, one that moves by itself, and an account for the desk.</summary>
public static class DemoSetup
{
    // Known to everybody, so the account may sign in only where the demo is on.
    private const string Email = "demo@liveblog.example";
    private const string Password = "direct-en-continu";

    /// <summary>Adds the demo.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DemoOptions>().Configure(options => options.Enabled = builder.Environment.IsDevelopment())
            .BindConfiguration("Demo")
            .Validate(options => options.EverySeconds >= 0.1, "Demo:EverySeconds must be at least 0.1.");
        builder.Services.AddHostedService<DemoReporter>();
    }

    /// <summary>Makes what is missing of the demo, where it is on.</summary>
    public static async Task SeedDemoAsync(this WebApplication app, CancellationToken cancellation)
    {
        if (!app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
            return;
        await app.Services.GetRequiredService<DemoEvents>().SeedAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByEmailAsync(Email) is null)
        {
            var user = new User
            {
                Id = Guid.CreateVersion7(),
                UserName = Email,
                Email = Email,
                DisplayName = "Claire Morel",
                Role = Role.Editor,
                IsDemo = true,
            };
            await users.CreateAsync(user, Password);
        }
    }

    /// <summary>Tells whoever started LiveBlog what to open.</summary>
    public static void SayWhereToLook(this WebApplication app, string? firstAdmin)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var home = addresses?.FirstOrDefault()?.Replace("[::]", "localhost").Replace("0.0.0.0", "localhost").TrimEnd('/');
        if (home is null)
            return;
        try
        {
            Console.WriteLine();
            Console.WriteLine($"  LiveBlog          {home}/");
            if (app.Services.GetRequiredService<IOptions<DemoOptions>>().Value is { Enabled: true } demo)
            {
                var events = app.Services.GetRequiredService<DemoEvents>();
                Console.WriteLine($"  Live demo         {home}/live/{events.LiveSlug}   (an entry every {demo.EverySeconds:0.#} s)");
                Console.WriteLine($"  A finished event  {home}/live/{events.FinishedSlug}");
                Console.WriteLine($"  Desk              {home}/desk   (sign in: {Email}, password {Password})");
            }
            else
            {
                Console.WriteLine($"  Desk              {home}/desk");
            }
            if (firstAdmin is not null)
                Console.WriteLine($"  First account     {home}{firstAdmin}   (works once; a new one is printed at each start)");
            Console.WriteLine("  Stop with Ctrl+C.");
            Console.WriteLine();
        }
        catch (IOException)
        {
            // Nobody can read it where the disk of the log is full; readers are served all the same.
        }
    }
}

/// <summary>Replays the coverage in the demo's live event, through the commands that the desk uses.</summary>
public sealed partial class DemoReporter(DemoEvents events, IOptions<DemoOptions> options, ILogger<DemoReporter> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.EverySeconds));
        var more = true;
        while (more)
        {
            try
            {
                more = await events.StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's reporter could not post; trying again")]
    private partial void LogFailed(Exception reason);
}
