using LiveBlog.Core.Accounts;

namespace LiveBlog.Core.Entries;

/// <summary>
/// Who may do what with an entry, by their role in its event. Contributors write and submit their own, until it is approved.
/// Moderators approve or send back what others submitted, and withdraw. Editors do all.
/// </summary>
public static class EntryRights
{
    /// <summary>Stops who may not file a new entry of that status.</summary>
    /// <exception cref="Refused">The role does not allow it.</exception>
    public static void MustBeAllowedToFile(this Role role, EntryStatus status) =>
        role.MustReach(status is EntryStatus.Draft or EntryStatus.Submitted ? Role.Contributor : Role.Editor);

    /// <summary>Stops who may not change the entry so.</summary>
    /// <param name="role">The actor's role in the entry's event.</param>
    /// <param name="entry">The entry as it stands.</param>
    /// <param name="input">What is to change.</param>
    /// <param name="key">The actor's <see cref="Actor.Key"/>.</param>
    /// <exception cref="Refused">The role does not allow it.</exception>
    public static void MustBeAllowedToEdit(this Role role, Entry entry, EntryInput input, string key)
    {
        if (!role.MayEdit(entry, input, key))
            role.MustReach(Role.Editor);
    }

    /// <summary>Whether the role allows to change the entry so.</summary>
    /// <param name="role">The actor's role in the entry's event.</param>
    /// <param name="entry">The entry as it stands.</param>
    /// <param name="input">What is to change.</param>
    /// <param name="key">The actor's <see cref="Actor.Key"/>.</param>
    public static bool MayEdit(this Role role, Entry entry, EntryInput input, string key)
    {
        var status = input.Status ?? entry.Status;
        return role switch
        {
            >= Role.Editor => true,
            Role.Moderator when status == EntryStatus.Withdrawn => input.IsOnlyStatus(),
            >= Role.Contributor when entry.FiledBy == key =>
                entry.Status is EntryStatus.Draft or EntryStatus.Submitted && status is EntryStatus.Draft or EntryStatus.Submitted,
            // Approved or sent back, also what is waiting for its time.
            Role.Moderator => entry.Status is EntryStatus.Submitted or EntryStatus.Scheduled,
            _ => false,
        };
    }
}
