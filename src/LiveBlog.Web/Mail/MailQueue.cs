using System.Net;
using System.Net.Mail;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Mail;

/// <summary>A message to send.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>Sends mail by SMTP (docs/decisions/0015-mail.md), at once or after the answer.</summary>
public sealed partial class MailQueue(IOptions<MailOptions> options, ILogger<MailQueue> log) : BackgroundService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Channel<Letter> waiting = Channel.CreateBounded<Letter>(200);

    /// <summary>Whether there is a server to send by.</summary>
    public bool CanSend => !string.IsNullOrWhiteSpace(options.Value.Host);

    /// <summary>Sends a message while somebody waits for the outcome; answers null, or what went wrong.</summary>
    public async Task<string?> SendAsync(Letter letter, CancellationToken cancellation)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Limit);
            await DeliverAsync(letter, limit.Token);
            return null;
        }
        catch (Exception failure) when (failure is SmtpException or FormatException or OperationCanceledException or InvalidOperationException && !cancellation.IsCancellationRequested)
        {
            LogFailed(failure);
            return failure is OperationCanceledException ? $"{options.Value.Host}: no answer within {Limit.TotalSeconds} s" : (failure.InnerException ?? failure).Message;
        }
    }

    /// <summary>Sends a message soon; a failure is only in the log.</summary>
    public void Send(Letter letter)
    {
        if (!waiting.Writer.TryWrite(letter))
            LogFull();
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is sent first, as long as the program may take to stop.
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } sending)
            await sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in waiting.Reader.ReadAllAsync(stoppingToken))
            await SendAsync(letter, stoppingToken);
    }

    private async Task DeliverAsync(Letter letter, CancellationToken cancellation)
    {
        var mail = options.Value;
        using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Tls == MailTls.StartTls };
        if (!string.IsNullOrEmpty(mail.User))
            client.Credentials = new NetworkCredential(mail.User, mail.Password);
        using var message = new MailMessage { From = new MailAddress(mail.From!), Subject = letter.Subject, Body = letter.Text };
        message.To.Add(new MailAddress(letter.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        await client.SendMailAsync(message, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail could not be sent")]
    private partial void LogFailed(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was dropped: too many wait to be sent")]
    private partial void LogFull();
}

/// <summary>Mail.</summary>
public static class MailSetup
{
    /// <summary>Adds it.</summary>
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart()
            .Validate(mail => string.IsNullOrWhiteSpace(mail.Host) || MailAddress.TryCreate(mail.From, out _),
                "Mail:From must be the address that LiveBlog writes from, such as redaction@example.org.")
            // Letters lead to the host that the request named, which whoever sends it can make up.
            .Validate<IConfiguration>((mail, settings) => string.IsNullOrWhiteSpace(mail.Host) || settings["AllowedHosts"] is { Length: > 0 } and not "*",
                "AllowedHosts must name this site's hosts, such as direct.example.org, before LiveBlog sends mail with links to them.");
        builder.Services.AddSingleton<MailQueue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MailQueue>());
        builder.Services.AddScoped<Letters>();
    }
}
