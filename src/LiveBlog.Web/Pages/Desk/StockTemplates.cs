using LiveBlog.Core.Desk;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Templates to begin with, in the desk's language; made only when somebody asks for them.</summary>
public static class StockTemplates
{
    private static readonly string[] Names = ["goal", "score", "vote", "quote", "weather"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TemplateInput> All(IStringLocalizer<Resources.Desk> words) =>
    [
        .. Names.Select(name => new TemplateInput
        {
            Name = words[$"stock-{name}"].Value,
            Headline = words[$"stock-{name}-headline"].Value,
            // A word of the desk is one line.
            Body = words[$"stock-{name}-body"].Value.Replace(" / ", "\n\n", StringComparison.Ordinal),
            Key = name is "goal" or "vote",
        }),
    ];
}
