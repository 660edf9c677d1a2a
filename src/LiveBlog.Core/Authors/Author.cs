using LiveBlog.Core.Media;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Authors;

/// <summary>A byline: a person, or an organization such as an agency (schema.org <c>Person</c>, <c>Organization</c>).</summary>
public sealed class Author
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest job title, in characters.</summary>
    public const int LongestJobTitle = 200;

    /// <summary>The longest text about somebody, in characters.</summary>
    public const int LongestDescription = 2_000;

    /// <summary>The longest address of a link, in characters.</summary>
    public const int LongestLink = 500;

    /// <summary>The most links.</summary>
    public const int MostLinks = 10;

    private Author() { }

    /// <summary>Identifies the author.</summary>
    public Guid Id { get; private init; }

    /// <summary>The name as printed, unique.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Their part of the address, unique; null until somebody says more of them than the name.</summary>
    public string? Slug { get; private set; }

    /// <summary>What they do, such as « correspondante à Bruxelles »; may be empty.</summary>
    public string JobTitle { get; private set; } = "";

    /// <summary>A few sentences about them, plain text; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Their photo, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>Addresses of theirs elsewhere (schema.org <c>sameAs</c>).</summary>
    public IReadOnlyList<string> Links { get; private set; } = [];

    /// <summary>Counts the saved versions from 0; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is an organization rather than a person.</summary>
    public bool IsOrganization { get; set; }

    /// <summary>A new author of that name.</summary>
    /// <exception cref="Refused">The name is empty or too long.</exception>
    public static Author Create(string name) =>
        new() { Id = Guid.CreateVersion7(), Name = Input.Required(name, "author", LongestName) };

    /// <summary>Takes over the fields that <paramref name="input"/> names; answers whether anything changed.</summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    public bool Apply(AuthorInput input)
    {
        var before = Fields();
        var name = input.Name is null ? Name : Input.Required(input.Name, "name", LongestName);
        var jobTitle = input.JobTitle is null ? JobTitle : Input.Line(input.JobTitle, "jobTitle", LongestJobTitle);
        var description = input.Description is null ? Description : Input.Text(input.Description, "description", LongestDescription);
        var photo = input.Photo is null ? Photo : Photo.Checked(input.Photo, "photo");
        var links = input.Links is null ? Links : CheckLinks(input.Links);
        (Name, JobTitle, Description, Photo, Links) = (name, jobTitle, description, photo, links);
        IsOrganization = input.IsOrganization ?? IsOrganization;
        return !before.Equals(Fields());
    }

    /// <summary>Gives them a page at that address, where they have none yet: it stays for ever, whatever their name becomes.</summary>
    public void Settle(string slug) => Slug ??= slug;

    /// <summary>Marks a saved change with its version.</summary>
    public void Stamp() => Version++;

    // Only addresses of pages: they become links on the author's own.
    private static IReadOnlyList<string> CheckLinks(IReadOnlyList<string> links)
    {
        var lines = links.Select(link => Input.Line(link, "links", LongestLink)).Where(link => link.Length > 0).Distinct().ToList();
        if (lines.Count > MostLinks)
        {
            throw new Refused(RefusalKind.Invalid, "author-links-too-many", "links",
                $"There are {lines.Count} links; at most {MostLinks} are allowed: keep the best.");
        }
        return [.. lines.Select(link => SafeLink.IsExternal(link) && SafeLink.From(link) is { } safe
            ? safe
            : throw new Refused(RefusalKind.Invalid, "author-link", "links",
                $"\"{link}\" is no address of a page: write it whole, beginning with https://."))];
    }

    private object Fields() => (Name, JobTitle, Description, Photo, string.Join('\n', Links), IsOrganization);
}
