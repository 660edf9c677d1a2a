using System.Buffers.Binary;

namespace LiveBlog.Core.Desk;

/// <summary>Somebody at an event's desk, however many tabs they have open.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Key">Their <see cref="Accounts.Actor.Key"/>.</param>
/// <param name="Doing">The most telling of what they do.</param>
/// <param name="EntryId">The entry they edit, or null.</param>
/// <param name="EntryIds">All the entries they edit, in one tab or another.</param>
/// <param name="Since">When the first of their tabs was opened, UTC, by its browser's clock.</param>
public sealed record Person(string Name, string Key, Doing Doing, Guid? EntryId, IReadOnlyList<Guid> EntryIds, DateTime Since)
{
    /// <summary>The people of these tabs, by name.</summary>
    public static IReadOnlyList<Person> Of(IEnumerable<Presence> tabs) =>
    [
        .. tabs.GroupBy(tab => tab.ActorKey).Select(mine =>
        {
            var telling = mine.OrderByDescending(tab => tab.Doing).ThenByDescending(tab => tab.SeenAt).ThenBy(tab => tab.Id).First();
            var edited = mine.Select(tab => tab.EntryId).OfType<Guid>().Distinct().Order().ToList();
            return new Person(telling.Name, mine.Key, telling.Doing, telling.EntryId, edited, mine.Min(OpenedAt));
        }).OrderBy(person => person.Name, StringComparer.Ordinal).ThenBy(person => person.Key, StringComparer.Ordinal),
    ];

    // A tab's id is a UUID of version 7, which begins with the time it was made (RFC 9562).
    private static DateTime OpenedAt(Presence tab)
    {
        Span<byte> bytes = stackalloc byte[16];
        tab.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16;
        var opened = milliseconds is > 0 and < 253_402_300_799_999 ? DateTime.UnixEpoch.AddMilliseconds(milliseconds) : tab.SeenAt;
        return tab.Id.Version == 7 && opened < tab.SeenAt ? opened : tab.SeenAt;
    }
}
