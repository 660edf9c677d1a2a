using System.Globalization;

namespace LiveBlog.Web.Rendering;

/// <summary>The languages of pages.</summary>
public static class Cultures
{
    /// <summary>The languages that the words on screen of a page without a language of its own may be asked for in.</summary>
    public static readonly string[] Offered = ["fr", "en", "es", "ru"];

    /// <summary>The culture of a language tag (BCP 47); French where it is none that .NET knows.</summary>
    public static CultureInfo Of(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("fr");
        }
    }

    /// <summary>What a language calls itself: <c>Français</c>.</summary>
    public static string Own(CultureInfo culture) => culture.TextInfo.ToTitleCase(culture.NativeName);

    /// <summary>For the <c>dir</c> attribute.</summary>
    public static string Direction(string language) => Of(language).TextInfo.IsRightToLeft ? "rtl" : "ltr";
}
