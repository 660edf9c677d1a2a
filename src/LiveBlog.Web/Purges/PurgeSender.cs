using LiveBlog.Core.Purges;
using LiveBlog.Web.Live;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Purges;

/// <summary>Tells a cache in front of the site what to forget, until it has taken it.</summary>
public sealed partial class PurgeSender(PurgeQueue queue, IHttpClientFactory clients, IOptions<PurgeOptions> options, ILogger<PurgeSender> log)
    : SteadyService("A cache could not be told what to forget", log)
{
    /// <summary>What its client is called.</summary>
    public const string Client = "purge";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(options.Value.Url))
            return;
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(async () =>
            {
                while (await queue.TakeAsync(stoppingToken) is { } purge)
                    await TellAsync(purge, stoppingToken);
            }, stoppingToken);
        }
    }

    private async Task TellAsync(Purge purge, CancellationToken stopping)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Url);
            request.Headers.TryAddWithoutValidation("Surrogate-Key", purge.Keys);
            if (options.Value is { Token: { Length: > 0 } token, TokenHeader: var header })
                request.Headers.TryAddWithoutValidation(header, header == "Authorization" ? $"Bearer {token}" : token);
            request.Content = JsonContent.Create(new { tags = purge.Keys.Split(' ') });
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, stopping);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            LogFailed(purge.Keys, failure.Message);
            await queue.FailedAsync(purge, stopping);
            return;
        }
        LogTold(purge.Keys);
        await queue.ToldAsync(purge, stopping);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cache was not told to forget {Keys}, trying again: {Reason}")]
    private partial void LogFailed(string keys, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cache was told to forget {Keys}")]
    private partial void LogTold(string keys);
}

/// <summary>Telling caches what to forget.</summary>
public static class PurgeSetup
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Adds it.</summary>
    public static void AddPurges(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PurgeOptions>().BindConfiguration("Purge").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(PurgeSender.Client, client => client.Timeout = Longest);
        builder.Services.AddHostedService<PurgeSender>();
    }
}
