using System.Text.Json.Serialization;

namespace LiveBlog.Web.Rendering.StructuredData;

// The part of schema.org's vocabulary that the pages use. A test holds what is written against the whole vocabulary.

/// <summary>What everything has (schema.org <c>Thing</c>).</summary>
/// <param name="Type">The name of the type in the vocabulary.</param>
public record Thing([property: JsonPropertyName("@type"), JsonPropertyOrder(-2)] string Type)
{
    /// <summary>Which vocabulary the names are of: at the outermost thing only.</summary>
    [JsonPropertyName("@context"), JsonPropertyOrder(-3)]
    public string? Context { get; init; }

    /// <summary>An address that stands for it in other data, too.</summary>
    [JsonPropertyName("@id"), JsonPropertyOrder(-1)]
    public string? Id { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>Its page.</summary>
    public string? Url { get; init; }
}

/// <summary>Who wrote or publishes: a <c>Person</c> or an <c>Organization</c>.</summary>
/// <param name="Type">One of the two.</param>
public sealed record Agent(string Type) : Thing(Type)
{
    /// <summary>Of an organization.</summary>
    public Picture? Logo { get; init; }

    /// <summary>Of a person: what they do.</summary>
    public string? JobTitle { get; init; }

    /// <summary>A few sentences.</summary>
    public string? Description { get; init; }

    /// <summary>Their photo.</summary>
    public Picture? Image { get; init; }

    /// <summary>Addresses elsewhere that are about the same.</summary>
    public IReadOnlyList<string>? SameAs { get; init; }

    /// <summary>Of a person: the newsroom.</summary>
    public Agent? WorksFor { get; init; }
}

/// <summary>A page about somebody (<c>ProfilePage</c>).</summary>
public sealed record Profile() : Thing("ProfilePage")
{
    /// <summary>An IETF language tag.</summary>
    public string? InLanguage { get; init; }

    /// <summary>Whom it is about.</summary>
    public required Agent MainEntity { get; init; }
}

/// <summary>A picture (<c>ImageObject</c>).</summary>
public sealed record Picture() : Thing("ImageObject")
{
    /// <summary>How wide it is.</summary>
    public required Pixels Width { get; init; }

    /// <summary>How high it is.</summary>
    public required Pixels Height { get; init; }

    /// <summary>The line under it.</summary>
    public string? Caption { get; init; }

    /// <summary>Who made it.</summary>
    public string? CreditText { get; init; }
}

/// <summary>A length in pixels (<c>QuantitativeValue</c>): the vocabulary takes no bare number.</summary>
/// <param name="Value">How many.</param>
public sealed record Pixels(int Value) : Thing("QuantitativeValue")
{
    /// <summary>A pixel, in the code of UN/CEFACT.</summary>
    public string UnitCode => "E37";
}

/// <summary>A sound or a film (<c>AudioObject</c>, <c>VideoObject</c>).</summary>
/// <param name="Type">One of the two.</param>
public sealed record Recording(string Type) : Thing(Type)
{
    /// <summary>Its file.</summary>
    public required string ContentUrl { get; init; }

    /// <summary>The picture that stands for it.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>What is to be seen or heard.</summary>
    public string? Description { get; init; }

    /// <summary>Since when it can be seen or heard.</summary>
    public DateTimeOffset UploadDate { get; init; }
}

/// <summary>A note that says what was corrected (<c>CorrectionComment</c>).</summary>
public sealed record Correction() : Thing("CorrectionComment")
{
    /// <summary>The note.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DatePublished { get; init; }
}

/// <summary>What it is part of, named only: the whole is described on its own page.</summary>
/// <param name="Type">Such as <c>CollectionPage</c>.</param>
public sealed record Whole(string Type) : Thing(Type)
{
    /// <summary>Of an article or posting.</summary>
    public string? Headline { get; init; }

    /// <summary>Of coverage.</summary>
    public DateTimeOffset? CoverageStartTime { get; init; }

    /// <summary>Of coverage that is over.</summary>
    public DateTimeOffset? CoverageEndTime { get; init; }
}

/// <summary>A <c>BlogPosting</c>, <c>LiveBlogPosting</c> or <c>NewsArticle</c>.</summary>
/// <param name="Type">One of the three.</param>
public sealed record Posting(string Type) : Thing(Type)
{
    /// <summary>The headline.</summary>
    public required string Headline { get; init; }

    /// <summary>The summary.</summary>
    public string? Description { get; init; }

    /// <summary>An IETF language tag.</summary>
    public string? InLanguage { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset DatePublished { get; init; }

    /// <summary>When what readers read last changed.</summary>
    public DateTimeOffset DateModified { get; init; }

    /// <summary>Of a <c>LiveBlogPosting</c>.</summary>
    public DateTimeOffset? CoverageStartTime { get; init; }

    /// <summary>Of a <c>LiveBlogPosting</c> that is over.</summary>
    public DateTimeOffset? CoverageEndTime { get; init; }

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<Agent>? Author { get; init; }

    /// <summary>The newsroom.</summary>
    public Agent? Publisher { get; init; }

    /// <summary>Its photos.</summary>
    public IReadOnlyList<Picture>? Image { get; init; }

    /// <summary>Its films.</summary>
    public IReadOnlyList<Recording>? Video { get; init; }

    /// <summary>Its sounds.</summary>
    public IReadOnlyList<Recording>? Audio { get; init; }

    /// <summary>The text, without markup.</summary>
    public string? ArticleBody { get; init; }

    /// <summary>The section it stands in.</summary>
    public string? ArticleSection { get; init; }

    /// <summary>What was corrected.</summary>
    public Correction? Correction { get; init; }

    /// <summary>The page whose main thing this is.</summary>
    public Whole? MainEntityOfPage { get; init; }

    /// <summary>The event of an entry, the dossier of an event or article.</summary>
    public Whole? IsPartOf { get; init; }

    /// <summary>Its subject.</summary>
    public Thing? About { get; init; }

    /// <summary>The entries that the page shows, in its order.</summary>
    public IReadOnlyList<Posting>? LiveBlogUpdate { get; init; }
}

/// <summary>A page that leads to others (<c>CollectionPage</c>).</summary>
public sealed record Collection() : Thing("CollectionPage")
{
    /// <summary>What it collects.</summary>
    public string? Description { get; init; }

    /// <summary>An IETF language tag.</summary>
    public string? InLanguage { get; init; }

    /// <summary>The newsroom.</summary>
    public Agent? Publisher { get; init; }

    /// <summary>What it leads to.</summary>
    public ItemList? MainEntity { get; init; }
}

/// <summary>A list in an order: an <c>ItemList</c> or a <c>BreadcrumbList</c>.</summary>
/// <param name="Type">One of the two.</param>
public sealed record ItemList(string Type) : Thing(Type)
{
    /// <summary>What it lists.</summary>
    public required IReadOnlyList<Item> ItemListElement { get; init; }
}

/// <summary>One of a list (<c>ListItem</c>).</summary>
public sealed record Item() : Thing("ListItem")
{
    /// <summary>From 1.</summary>
    public int Position { get; init; }

    /// <summary>In breadcrumbs, where it leads.</summary>
    [JsonPropertyName("item")]
    public string? Target { get; init; }
}
