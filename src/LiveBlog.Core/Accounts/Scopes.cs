namespace LiveBlog.Core.Accounts;

/// <summary>What a token may be narrowed to.</summary>
public static class Scopes
{
    /// <summary>Everything the API tells, drafts included.</summary>
    public const string Read = "read";

    /// <summary>Entries: post, edit, withdraw; and their notes, templates and working copies.</summary>
    public const string Entries = "entries:write";

    /// <summary>Events: create and change.</summary>
    public const string Events = "events:write";

    /// <summary>Articles, dossiers and authors.</summary>
    public const string Articles = "articles:write";

    /// <summary>Uploads.</summary>
    public const string Media = "media:write";

    /// <summary>All there are.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Entries, Events, Articles, Media];

    /// <summary>As stored: the known ones in one order, separated by spaces.</summary>
    /// <exception cref="Refused">One is unknown.</exception>
    public static string Checked(IEnumerable<string> wanted)
    {
        var chosen = wanted.Distinct().ToList();
        return chosen.Find(scope => !All.Contains(scope)) is { } unknown
            ? throw new Refused(RefusalKind.Invalid, "scope-unknown", "scopes", $"There is no scope \"{unknown}\": use {string.Join(", ", All)}.")
            : string.Join(' ', All.Where(chosen.Contains));
    }
}
