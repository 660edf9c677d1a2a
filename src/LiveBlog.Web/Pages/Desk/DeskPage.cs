using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>What all pages of the desk share.</summary>
public abstract class DeskPage(IStringLocalizer<Resources.Desk> words) : PageModel
{
    /// <summary>Who is signed in: what commands are given.</summary>
    public Actor Actor => User.Actor();

    /// <summary>The same with their role in the page's event, where it has one: what is shown depends on it.</summary>
    public Actor Here => User.ActorHere();

    /// <summary>Whether they run what the page is about.</summary>
    public bool IsEditor => Here.Role >= Role.Editor;

    /// <summary>What the last form brought about, shown once on the page that follows it.</summary>
    [TempData]
    public string? Note { get; set; }

    /// <summary>The draft that the last form carried, which the browser may forget now.</summary>
    [TempData]
    public Guid? DraftDone { get; set; }

    /// <summary>What was refused and belongs to no field.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Whether the page shows again what was typed, because it was refused.</summary>
    public bool WasRefused => Problem is not null || !ModelState.IsValid;

    /// <summary>The words of the desk.</summary>
    protected IStringLocalizer<Resources.Desk> Words => words;

    /// <summary>A number that was counted no further than <see cref="EntryCounts.Most"/>.</summary>
    public string Bounded(int count) => count < EntryCounts.Most ? count.ToString("N0") : words["count-more", EntryCounts.Most - 1];

    /// <summary>A field of a form of this page, with what was refused of it.</summary>
    public Field Field(string name, string? value) => new(name, value)
    {
        Error = ModelState.TryGetValue(name, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null,
    };

    /// <summary>A refusal in the words of the desk; in English where there are none.</summary>
    protected string Say(Refused refused)
    {
        var said = words[$"refused-{refused.Code}", [.. refused.Arguments.Select(value => value ?? "")]];
        return said.ResourceNotFound ? refused.Message : said.Value;
    }

    /// <summary>Puts a refusal beside the field it is about, or on top of the form.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="form">The form's prefix.</param>
    /// <param name="fields">The form's fields, in the API's spelling.</param>
    protected IActionResult Show(Refused refused, string form, params ReadOnlySpan<string> fields)
    {
        if (fields.Contains(refused.Field))
            ModelState.AddModelError($"{form}.{refused.Field}", Say(refused));
        else
            Problem = Say(refused);
        Response.StatusCode = Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest;
        return Page();
    }
}

/// <summary>One field of a form: the model of <c>_Field.cshtml</c>. Its label is the word <c>field-{name}</c>.</summary>
/// <param name="Name">Its name in the form, prefix included.</param>
/// <param name="Value">What it holds.</param>
public sealed record Field(string Name, string? Value)
{
    /// <summary>What was refused, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The input's type; <c>area</c> for a text of several lines.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Rows of an area.</summary>
    public int Rows { get; init; } = 4;

    /// <summary>The id of its list of suggestions.</summary>
    public string? List { get; init; }

    /// <summary>The word <c>hint-{this}</c> is its hint; by default its key.</summary>
    public string? Hint { get; init; }

    /// <summary>What stands on the server, where somebody else changed it meanwhile.</summary>
    public string? Theirs { get; init; }

    /// <summary>Whether the form can't do without.</summary>
    public bool Required { get; init; }

    /// <summary>The language of what is typed, for spelling checkers; the page's own when null.</summary>
    public string? Language { get; init; }

    /// <summary>What its element's id begins with, where a page has the form twice.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether its label is written into it while it is empty, and only there.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether it has the focus when the page opens.</summary>
    public bool Focus { get; init; }

    /// <summary>The most characters; 0 where there is no limit.</summary>
    public int Most { get; init; }

    /// <summary>Its element's id.</summary>
    public string Id => Scope + Name.Replace('.', '-').ToLowerInvariant();

    /// <summary>The part of the name that words are found by.</summary>
    public string Key => string.Concat(Name[(Name.IndexOf('.') + 1)..].Select((c, at) =>
        char.IsUpper(c) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
