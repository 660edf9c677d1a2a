using LiveBlog.Core.Accounts;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>The form in which entries are written: the model of <c>_Composer.cshtml</c>.</summary>
public sealed record ComposerView
{
    /// <summary>The event.</summary>
    public required LiveEvent Event { get; init; }

    /// <summary>What the form holds.</summary>
    public required EntryForm Form { get; init; }

    /// <summary>The entry that is edited; null for a new one.</summary>
    public Entry? Entry { get; init; }

    /// <summary>Who writes.</summary>
    public required Actor Actor { get; init; }

    /// <summary>A field, with what was refused of it.</summary>
    public required Func<string, string?, Field> Field { get; init; }

    /// <summary>Whether it holds what was typed and refused.</summary>
    public bool WasRefused { get; init; }

    /// <summary>The entry that already has this text's id: an earlier sending came through with another text.</summary>
    public Entry? Earlier { get; init; }

    /// <summary>Whether somebody else saved the entry meanwhile.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether a sent-back text says so; the reason is the note.</summary>
    public IReadOnlyList<Core.Desk.Note> Notes { get; init; } = [];

    /// <summary>Whether what is written here may be published by its writer.</summary>
    public bool MayPublish => Actor.Role >= Role.Editor || Entry is { } entry && EntryActions.MayApprove(entry, Actor);

    /// <summary>The buttons: the word of each and the status it asks for, empty for the one it has. The first is the main one.</summary>
    public IReadOnlyList<(string Word, string To)> Buttons => (Entry?.Status, MayPublish) switch
    {
        (null, true) => [("post", "published"), ("file-draft", "draft")],
        (null, false) => [("propose", "submitted"), ("file-draft", "draft")],
        (EntryStatus.Draft, true) => [("post", "published"), ("save", "draft")],
        (EntryStatus.Draft, false) => [("propose", "submitted"), ("save", "draft")],
        (EntryStatus.Submitted, true) => [("act-approve", "published"), ("save", "")],
        (EntryStatus.Scheduled, true) => [("reschedule", "scheduled"), ("act-hold", "draft")],
        _ => [("save", "")],
    };

    /// <summary>Whether there is a time at which the entry may be published by itself.</summary>
    public bool MayBeDue => MayPublish && Entry?.IsPublic != true;
}
