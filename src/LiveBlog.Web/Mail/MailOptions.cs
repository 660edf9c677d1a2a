using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Mail;

/// <summary>Whether the line to the mail server is encrypted.</summary>
public enum MailTls
{
    /// <summary>Encrypted after a first word in the clear (STARTTLS), and not at all otherwise.</summary>
    StartTls,

    /// <summary>In the clear: only for a server on the same machine.</summary>
    None,
}

/// <summary>The section <c>Mail</c>: the server that takes LiveBlog's mail. Without a host there is no mail.</summary>
public sealed class MailOptions
{
    /// <summary>The server's name; none, no mail.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Whom to sign in as there; nobody, if empty.</summary>
    public string? User { get; init; }

    /// <summary>With which password.</summary>
    public string? Password { get; init; }

    /// <summary>The sender's address, such as <c>Rédaction &lt;redaction@example.org&gt;</c>.</summary>
    public string? From { get; init; }

    /// <summary>Whether the line is encrypted.</summary>
    public MailTls Tls { get; init; }
}
