using System.Text.Json;
using System.Text.Json.Serialization;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A button beside an entry that changes one thing. Its word is <c>act-{slot}</c>.</summary>
/// <param name="Name">What it is called in forms.</param>
/// <param name="Letter">The key that does it while the entry has the focus.</param>
/// <param name="Input">What it asks of the core.</param>
public sealed record EntryAction(string Name, string Letter, EntryInput Input)
{
    private static readonly JsonSerializerOptions Json = ApiJson();

    /// <summary>The same name for an action and its opposite, so that the focus stays when one takes the other's place.</summary>
    public string Slot => Name.StartsWith("un", StringComparison.Ordinal) ? Name[2..] : Name;

    /// <summary>Whether a button with two states is pressed; null for one that only does something.</summary>
    public bool? IsPressed => Input.Status is null ? Slot != Name : null;

    /// <summary>The body of the API's PUT that does the same.</summary>
    public string ApiBody(int version) =>
        JsonSerializer.Serialize(new { version, Input.Status, Input.Pinned, Input.Key, Input.Breaking, Input.Wire }, Json);

    private static JsonSerializerOptions ApiJson()
    {
        var json = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        LiveSetup.Configure(json);
        return json;
    }
}

/// <summary>The actions there are.</summary>
public static class EntryActions
{
    private static readonly EntryAction[] All =
    [
        new("publish", "a", new EntryInput { Status = EntryStatus.Published }),
        new("approve", "a", new EntryInput { Status = EntryStatus.Published }),
        new("restore", "w", new EntryInput { Status = EntryStatus.Published }),
        new("submit", "a", new EntryInput { Status = EntryStatus.Submitted }),
        new("hold", "", new EntryInput { Status = EntryStatus.Draft }),
        new("pin", "p", new EntryInput { Pinned = true }),
        new("unpin", "p", new EntryInput { Pinned = false }),
        new("key", "t", new EntryInput { Key = true }),
        new("unkey", "t", new EntryInput { Key = false }),
        new("breaking", "u", new EntryInput { Breaking = true }),
        new("unbreaking", "u", new EntryInput { Breaking = false }),
        new("wire", "f", new EntryInput { Wire = true }),
        new("unwire", "f", new EntryInput { Wire = false }),
    ];

    /// <summary>The action of that name, or null.</summary>
    public static EntryAction? Find(string name) => Array.Find(All, action => action.Name == name);

    /// <summary>What the actor may do with the entry's status, beside withdrawing it and sending it back; the first is what is done most.</summary>
    public static IEnumerable<EntryAction> Steps(Entry entry, Actor actor)
    {
        string[] names = entry.Status switch
        {
            EntryStatus.Draft when actor.Role >= Role.Editor => ["publish"],
            EntryStatus.Draft when entry.FiledBy == actor.Key => ["submit"],
            EntryStatus.Submitted when MayApprove(entry, actor) => ["approve"],
            EntryStatus.Submitted when entry.FiledBy == actor.Key => ["hold"],
            EntryStatus.Scheduled when actor.Role >= Role.Editor => ["publish", "hold"],
            EntryStatus.Withdrawn when actor.Role >= Role.Editor && entry.MovedTo is null => ["restore"],
            _ => [],
        };
        return names.Select(name => Find(name)!);
    }

    /// <summary>The marks that the actor may set on the entry or take from it.</summary>
    public static IEnumerable<EntryAction> Marks(Entry entry, Actor actor)
    {
        if (actor.Role < Role.Editor || entry.Status != EntryStatus.Published)
            return [];
        string[] names =
        [
            entry.IsPinned ? "unpin" : "pin", entry.IsKey ? "unkey" : "key", entry.IsBreaking ? "unbreaking" : "breaking",
            entry.IsOnWire ? "unwire" : "wire",
        ];
        return names.Select(name => Find(name)!);
    }

    /// <summary>Whether the actor may edit the entry.</summary>
    public static bool MayEdit(Entry entry, Actor actor) => entry.MovedTo is null && (actor.Role >= Role.Editor
        || entry.Status is EntryStatus.Draft or EntryStatus.Submitted && entry.FiledBy == actor.Key
        || MayApprove(entry, actor));

    /// <summary>Whether the actor may publish what others submitted, and send it back.</summary>
    public static bool MayApprove(Entry entry, Actor actor) => entry.Status == EntryStatus.Submitted
        && (actor.Role >= Role.Editor || actor.Role == Role.Moderator && entry.FiledBy != actor.Key);

    /// <summary>Whether the actor may withdraw the entry.</summary>
    public static bool MayWithdraw(Entry entry, Actor actor) => entry.Status != EntryStatus.Withdrawn && actor.Role >= Role.Moderator;
}
