namespace LiveBlog.Core.Imports;

/// <summary>What an import did with one event.</summary>
public sealed record ImportReport
{
    /// <summary>The event's part of the address.</summary>
    public required string Slug { get; init; }

    /// <summary>Whether the event is new; the texts of a known event are left as they are.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Entries that are new.</summary>
    public int Created { get; set; }

    /// <summary>Entries that the file has in another version than at the last import.</summary>
    public int Updated { get; set; }

    /// <summary>Entries that the file has as at the last import.</summary>
    public int Unchanged { get; set; }

    /// <summary>A sentence for each entry that was not taken over, saying why.</summary>
    public List<string> Skipped { get; } = [];
}
