using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Data;

internal static class Collations
{
    /// <summary>
    /// The column compares character by character, as .NET's ordinal comparison and JavaScript do. SQLite's columns do so
    /// by themselves; PostgreSQL's follow the database's language unless told otherwise.
    /// </summary>
    public static PropertyBuilder<string> UseOrdinalCollation(this PropertyBuilder<string> property) =>
        property.HasAnnotation(OrdinalAnnotation, true);

    public const string OrdinalAnnotation = "LiveBlog:Ordinal";

    /// <summary>Gives the marked columns the engine's name for it.</summary>
    public static void NameOrdinalCollation(this ModelBuilder builder, string name)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.FindAnnotation(OrdinalAnnotation) is not null)
                property.SetCollation(name);
        }
    }
}
