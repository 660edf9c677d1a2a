using LiveBlog.Core.Authors;

namespace LiveBlog.Web.Pages.Desk.Authors;

/// <summary>An author as the desk's forms hold them.</summary>
public sealed class AuthorForm
{
    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields = ["name", "jobTitle", "description", "links"];

    /// <summary>The name as printed.</summary>
    public string? Name { get; set; }

    /// <summary>What they do.</summary>
    public string? JobTitle { get; set; }

    /// <summary>A few sentences.</summary>
    public string? Description { get; set; }

    /// <summary>Addresses elsewhere, one a line.</summary>
    public string? Links { get; set; }

    /// <summary>Whether it is an organization.</summary>
    public bool IsOrganization { get; set; }

    /// <summary>Their photo.</summary>
    public PhotoForm Photo { get; set; } = new();

    /// <summary>The version that the edit started from.</summary>
    public int Version { get; set; }

    /// <summary>A form filled with an author.</summary>
    public static AuthorForm Of(Author author) => new()
    {
        Name = author.Name,
        JobTitle = author.JobTitle,
        Description = author.Description,
        Links = string.Join('\n', author.Links),
        IsOrganization = author.IsOrganization,
        Version = author.Version,
        Photo = PhotoForm.Of(author.Photo),
    };

    /// <summary>What to ask of the core.</summary>
    public AuthorInput ToInput() => new()
    {
        Name = Name ?? "",
        JobTitle = JobTitle ?? "",
        Description = Description ?? "",
        Links = (Links ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        IsOrganization = IsOrganization,
    };
}
