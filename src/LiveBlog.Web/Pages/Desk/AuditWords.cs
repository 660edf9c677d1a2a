using LiveBlog.Core.Accounts;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Events;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Says a record of the audit log in the desk's words: what is stored are the names of the program.</summary>
public sealed class AuditWords(IStringLocalizer<Resources.Desk> words)
{
    private const string Becomes = " → ";

    private static readonly Dictionary<string, string> Fields = new()
    {
        [nameof(LiveEvent.Title)] = "field-title", [nameof(LiveEvent.Standfirst)] = "field-standfirst", [nameof(LiveEvent.Background)] = "audit-field-background",
        [nameof(LiveEvent.Summary)] = "field-summary", [nameof(LiveEvent.Photo)] = "audit-field-photo", [nameof(LiveEvent.Topic)] = "field-topic",
        [nameof(LiveEvent.Authors)] = "field-authors", [nameof(LiveEvent.Language)] = "field-language", [nameof(LiveEvent.TimeZone)] = "field-time-zone",
        [nameof(LiveEvent.DefaultOrder)] = "field-default-order", [nameof(LiveEvent.StartedAt)] = "field-started-at",
        [nameof(LiveEvent.EndedAt)] = "audit-field-ended-at", [nameof(LiveEvent.NextUpdateAt)] = "field-next-update-at",
    };

    /// <summary>What was done.</summary>
    public string Action(AuditRecord record) => Say($"audit-{record.Action}", record.Action);

    /// <summary>To what kind of thing.</summary>
    public string Kind(string kind) => Say($"kind-{kind}", kind);

    /// <summary>To which one.</summary>
    public string Subject(AuditRecord record) => record.Action == "setting-changed" ? Say($"audit-setting-{record.Subject}", record.Subject) : record.Subject;

    /// <summary>What else is worth knowing.</summary>
    public string Details(AuditRecord record) => record.Action switch
    {
        "account-made" => Role(record.Details),
        "role-changed" => string.Join(Becomes, record.Details.Split(Becomes).Select(Role)),
        "member-set" or "invited" => AfterColon(record.Details),
        "token-made" => Token(record.Details),
        "setting-changed" => Say($"audit-value-{record.Details}", record.Details),
        "event-edited" => string.Join(", ", record.Details.Split(", ").Select(field => Fields.TryGetValue(field, out var key) ? Say(key, field) : field)),
        _ => record.Details,
    };

    // An event, which may be called anything, and the role in it; or only a role.
    private string AfterColon(string details)
    {
        var at = details.LastIndexOf(": ", StringComparison.Ordinal) + 2;
        return at < 2 ? Role(details) : $"{details[..(at - 2)]} – {Role(details[at..])}";
    }

    private string Token(string details)
    {
        var parts = details.Split(' ');
        return string.Join(", ", parts.Skip(1).Select(scope => Say($"scope-{scope.Replace(':', '-')}", scope)).Prepend(Role(parts[0])));
    }

    private string Role(string name) => Enum.TryParse<Role>(name, out _) ? Say($"role-{name}".ToLowerInvariant(), name) : name;

    private string Say(string key, string otherwise) => words[key] is { ResourceNotFound: false } said ? said.Value : otherwise;
}
