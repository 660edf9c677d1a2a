namespace LiveBlog.Web.Images;

/// <summary>What a share image shows; all words are in the language of what is shared.</summary>
/// <param name="Site">The newsroom's name.</param>
/// <param name="Headline">What is shared.</param>
public sealed record ShareCard(string Site, string Headline)
{
    /// <summary>The line above the headline, as the dossier; may be empty.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>The marked words under the headline, as « En direct »; may be empty.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Whether the mark is red, which is for what is live or urgent and nothing else.</summary>
    public bool IsRed { get; init; }

    /// <summary>What stands beside the mark, as the day and time; may be empty.</summary>
    public string Detail { get; init; } = "";

    /// <summary>A photo's file on this machine, or null.</summary>
    public string? PhotoFile { get; init; }

    /// <summary>Whether its language is written from right to left: everything then stands the other way round.</summary>
    public bool IsRightToLeft { get; init; }
}
