namespace LiveBlog.Core.Desk;

/// <summary>What of an event's desk changed.</summary>
public enum DeskPart
{
    /// <summary>Perhaps anything: signals could have been missed.</summary>
    All,

    /// <summary>Who is there and what they do.</summary>
    People,

    /// <summary>Entries, whatever their status, or the event itself.</summary>
    Entries,

    /// <summary>Notes.</summary>
    Notes,

    /// <summary>Templates.</summary>
    Templates,

    /// <summary>Accounts, their roles or sessions; no page is told.</summary>
    Accounts,
}

/// <summary>Says that something at an event's desk changed: all that travels between processes.</summary>
/// <param name="EventId">The event; <see cref="Guid.Empty"/> for every one.</param>
/// <param name="Part">What changed.</param>
public readonly record struct DeskChange(Guid EventId, DeskPart Part)
{
    /// <summary>Signals may have been missed: look at everything.</summary>
    public static readonly DeskChange Any = new(Guid.Empty, DeskPart.All);

    /// <summary>Who is signed in, or what they may do, has to be looked up anew.</summary>
    public static readonly DeskChange Accounts = new(Guid.Empty, DeskPart.Accounts);
}
