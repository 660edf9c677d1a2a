using System.Net.Mime;
using System.Text;
using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Media;
using LiveBlog.Web.Images;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Endpoints;

/// <summary>Taking in photos, sounds and videos: <c>/api/v1/media</c> (docs/desk.md).</summary>
public static class MediaEndpoints
{
    // Enough for an alternative text, a caption or a credit in any script.
    private const int LongestText = 16 * 1024;
    private const int MostParts = 12;
    private const int RecentEntries = 400;
    private const int MostCredits = 30;

    /// <summary>Maps it.</summary>
    public static void MapMediaApi(this WebApplication app)
    {
        var media = app.MapGroup("/api/v1/media").RequireAuthorization(Access.ApiPolicy).AddEndpointFilter<SameSiteFilter>();
        // What the request must be is not declared: routing would refuse another without saying how to send it.
        media.MapPost("", PostAsync).WithSummary("Send a photo (in one or several widths), a sound or a video; the same file again is the same medium")
            .WithDescription("multipart/form-data: a part named files for each file; alt, caption and credit as texts.");
        media.MapGet("/limits", Limits).WithSummary("What may be sent");
        media.MapGet("/credits", CreditsAsync).WithSummary("The credits used lately, the latest first");
    }

    private static Task<Medium> PostAsync(MediaStore store, IOptions<MediaOptions> options, HttpContext http, CancellationToken cancellation) =>
        TakeAsync(store, http, options.Value.MostRequestBytes, options.Value.MostBytes, photosOnly: false, cancellation);

    /// <summary>Takes one medium out of a request.</summary>
    /// <param name="store">Keeps it.</param>
    /// <param name="http">The request: <c>multipart/form-data</c>.</param>
    /// <param name="mostRequest">The largest request, in bytes.</param>
    /// <param name="most">The largest file that may be meant, in bytes.</param>
    /// <param name="photosOnly">Refuses anything but a photo.</param>
    /// <param name="cancellation">When the sender goes away.</param>
    /// <exception cref="Refused">The request or its file can't be taken.</exception>
    internal static async Task<Medium> TakeAsync(
        MediaStore store, HttpContext http, long mostRequest, long most, bool photosOnly, CancellationToken cancellation)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = mostRequest;
        if (request.ContentLength > mostRequest)
            throw MediaRefusals.TooLarge(request.ContentLength.Value, most);
        var uploads = new List<Upload>();
        var texts = new Dictionary<string, string>();
        try
        {
            await ReadAsync(Parts(request), store, uploads, texts, photosOnly, cancellation);
            // Once all of it is here, it is kept even if its sender goes away: it will ask again, with the same file.
            var medium = await store.KeepAsync(uploads, CancellationToken.None);
            return medium with
            {
                Alt = Text(texts, "alt"), Caption = Text(texts, "caption"), Credit = Text(texts, "credit"),
            };
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw MediaRefusals.TooLarge(mostRequest, most);
        }
        // What MultipartReader throws at a request that is cut off or no multipart at all.
        catch (Exception broken) when (broken is InvalidDataException || broken is IOException and not BadHttpRequestException && !cancellation.IsCancellationRequested)
        {
            throw NoForm();
        }
        finally
        {
            uploads.ForEach(upload => upload.Dispose());
        }
    }

    // Part by part, so that a video never lies in memory.
    private static async Task ReadAsync(
        MultipartReader parts, MediaStore store, List<Upload> uploads, Dictionary<string, string> texts, bool photosOnly, CancellationToken cancellation)
    {
        for (var count = 1; await parts.ReadNextSectionAsync(cancellation) is { } part; count++)
        {
            if (count > MostParts)
                throw NoForm();
            var disposition = part.GetContentDispositionHeader();
            if (disposition is null)
                continue;
            if (disposition.IsFileDisposition())
            {
                uploads.Add(await store.ReceiveAsync(part.Body, cancellation));
                if (photosOnly && uploads[^1].Type.Kind != MediumKind.Photo)
                    throw MediaRefusals.NoPhoto();
                if (uploads.Count > MediaStore.MostWidths)
                    await store.KeepAsync(uploads, cancellation);
            }
            else if (HeaderUtilities.RemoveQuotes(disposition.Name).Value is { } name)
            {
                var text = new byte[LongestText];
                var length = await part.Body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellation);
                texts[name] = Encoding.UTF8.GetString(text, 0, length);
            }
        }
    }

    private static MultipartReader Parts(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(MediaTypeNames.Multipart.FormData, StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= 200 } ? new MultipartReader(boundary, request.Body) : throw NoForm();
    }

    private static Refused NoForm() => new(RefusalKind.Invalid, "media-form", "files",
        $"The request is no whole form with files: send multipart/form-data with one part named files for each file.");

    private static string Text(Dictionary<string, string> texts, string name) =>
        Input.Line(texts.GetValueOrDefault(name), name, Medium.LongestText);

    private static MediaLimits Limits(IOptions<MediaOptions> options) => new(
        options.Value.PhotoBytes, options.Value.PhotoPixels, options.Value.AudioBytes, options.Value.VideoBytes, Medium.Most, PhotoEncoder.IsAvailable);

    // A newsroom has few sources, and those of the day come back.
    private static async Task<IEnumerable<string>> CreditsAsync(IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var recent = await db.Entries.AsNoTracking().OrderByDescending(entry => entry.Id).Take(RecentEntries)
            .Select(entry => entry.Media).ToListAsync(cancellation);
        return recent.SelectMany(media => media).Select(medium => medium.Credit).Where(credit => credit.Length > 0).Distinct().Take(MostCredits);
    }
}

/// <summary>What may be sent.</summary>
/// <param name="PhotoBytes">The largest photo, in bytes.</param>
/// <param name="PhotoPixels">The most pixels of a photo.</param>
/// <param name="AudioBytes">The largest sound, in bytes.</param>
/// <param name="VideoBytes">The largest video, in bytes.</param>
/// <param name="PerEntry">The most media of one entry.</param>
/// <param name="Photos">Whether this server can read photos.</param>
public sealed record MediaLimits(long PhotoBytes, long PhotoPixels, long AudioBytes, long VideoBytes, int PerEntry, bool Photos);
