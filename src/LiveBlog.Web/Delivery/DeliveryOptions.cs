using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Delivery;

/// <summary>How readers' pages are kept ready; the section <c>Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>The most memory that ready answers take, in mebibytes; those asked for least recently are dropped. 0 keeps none.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Delivery:ReadyMegabytes must be between 0 and 1000000.")]
    public int ReadyMegabytes { get; init; } = 128;

    /// <summary>
    /// For how many minutes a page that can't be brought up to date, because the database is away, is still shown as it was.
    /// </summary>
    [Range(0, 10_080, ErrorMessage = "Delivery:StaleMinutes must be between 0 and 10080 (a week).")]
    public int StaleMinutes { get; init; } = 60;
}
