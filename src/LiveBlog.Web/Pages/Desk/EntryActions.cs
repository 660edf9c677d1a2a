using System.Text.Json;
using System.Text.Json.Serialization;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A button beside an entry that changes one thing. Its word is <c>act-{name}</c>.</summary>
/// <param name="Name">What it is called in forms.</param>
/// <param name="Input">What it asks of the core.</param>
public sealed record EntryAction(string Name, EntryInput Input)
{
    private static readonly JsonSerializerOptions Json = ApiJson();

    /// <summary>The same name for an action and its opposite, so that the focus stays when one takes the other's place.</summary>
    public string Slot => Name.StartsWith("un", StringComparison.Ordinal) ? Name[2..] : Name;

    /// <summary>Whether a button with two states is pressed; null for one that only does something.</summary>
    public bool? IsPressed => Input.Status is null ? Slot != Name : null;

    /// <summary>The body of the API's PUT that does the same.</summary>
    public string ApiBody(int version) => JsonSerializer.Serialize(new { version, Input.Status, Input.Pinned, Input.Key, Input.Breaking }, Json);

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
        new("publish", new EntryInput { Status = EntryStatus.Published }),
        new("restore", new EntryInput { Status = EntryStatus.Published }),
        new("pin", new EntryInput { Pinned = true }),
        new("unpin", new EntryInput { Pinned = false }),
        new("key", new EntryInput { Key = true }),
        new("unkey", new EntryInput { Key = false }),
        new("breaking", new EntryInput { Breaking = true }),
        new("unbreaking", new EntryInput { Breaking = false }),
    ];

    /// <summary>The action of that name, or null.</summary>
    public static EntryAction? Find(string name) => Array.Find(All, action => action.Name == name);

    /// <summary>What the actor may do with the entry, beside editing and withdrawing it.</summary>
    public static IEnumerable<EntryAction> For(Entry entry, Actor actor)
    {
        if (actor.Role < Role.Editor)
            return [];
        string[] names = entry.Status switch
        {
            EntryStatus.Draft => ["publish"],
            EntryStatus.Withdrawn => ["restore"],
            _ => [entry.IsPinned ? "unpin" : "pin", entry.IsKey ? "unkey" : "key", entry.IsBreaking ? "unbreaking" : "breaking"],
        };
        return names.Select(name => Find(name)!);
    }
}
