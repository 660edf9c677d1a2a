using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveBlog.Core.Authors;

/// <summary>How an author's addresses lie in one column: one a line, as no address holds a line break.</summary>
internal sealed class AuthorLinks() : ValueConverter<IReadOnlyList<string>, string>(
    links => string.Join('\n', links),
    column => column.Split('\n', StringSplitOptions.RemoveEmptyEntries));

/// <summary>Two lists are the same if they say the same.</summary>
internal sealed class AuthorLinksComparer() : ValueComparer<IReadOnlyList<string>>(
    (one, other) => string.Join('\n', one ?? Array.Empty<string>()) == string.Join('\n', other ?? Array.Empty<string>()),
    links => string.Join('\n', links).GetHashCode(StringComparison.Ordinal),
    links => links);
