namespace LiveBlog.Web.Rendering;

/// <summary>
/// The plain links by which a page is shared: the model of <c>_ShareLinks.cshtml</c>. Nothing of those services is loaded.
/// </summary>
/// <param name="Url">The address to share, with scheme and host.</param>
/// <param name="Text">What is said of it.</param>
public sealed record ShareLinks(string Url, string Text)
{
    private static readonly (string Name, string Address)[] Services =
    [
        ("Telegram", "https://t.me/share/url?url={url}&text={text}"),
        ("WhatsApp", "https://api.whatsapp.com/send?text={text}%20{url}"),
        ("X", "https://x.com/intent/post?url={url}&text={text}"),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ];

    /// <summary>The links as the script takes them, <c>{url}</c> and <c>{text}</c> left open.</summary>
    public static ShareLinks Template { get; } = new("", "");

    /// <summary>Whether these are <see cref="Template"/>.</summary>
    public bool IsTemplate => Url.Length == 0;

    /// <summary>The links with their names.</summary>
    /// <param name="mail">The name of the link that writes an e-mail.</param>
    public IEnumerable<(string Name, string Address)> All(string mail) =>
        Services.Append((mail, "mailto:?subject={text}&body={url}")).Select(link => (link.Item1, Filled(link.Item2)));

    private string Filled(string pattern) => IsTemplate
        ? pattern
        : pattern.Replace("{url}", Uri.EscapeDataString(Url), StringComparison.Ordinal)
            .Replace("{text}", Uri.EscapeDataString(Text), StringComparison.Ordinal);
}
