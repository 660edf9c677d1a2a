using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Setup;

/// <summary>How the desk works; the section <c>Desk</c>.</summary>
public sealed class DeskOptions
{
    /// <summary>
    /// For how many seconds what an editor sends is held in their browser, so that it can be pulled back; 0 sends at once.
    /// An editor may choose otherwise for their browser.
    /// </summary>
    [Range(0, 120, ErrorMessage = "Desk:UndoSeconds must be between 0 and 120.")]
    public int UndoSeconds { get; init; } = 10;
}
