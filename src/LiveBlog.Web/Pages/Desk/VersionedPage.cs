using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A form of the desk that several people may have open: whoever saves second sees both.</summary>
public abstract class VersionedPage(IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>Whether somebody else changed it meanwhile.</summary>
    public bool IsStale { get; protected set; }

    /// <summary>A field, with what stands if that is something else.</summary>
    public Field Compared(string name, string? mine, string? theirs) =>
        Field(name, mine) with { Theirs = IsStale && (mine ?? "").ReplaceLineEndings() != (theirs ?? "").ReplaceLineEndings() ? theirs : null };

    /// <summary>Saving once more saves over what is shown beside the fields now.</summary>
    /// <param name="field">The hidden field of the version, which must not show what was sent.</param>
    protected void ShowTheirs(string field)
    {
        IsStale = true;
        ModelState.Remove(field);
    }
}
