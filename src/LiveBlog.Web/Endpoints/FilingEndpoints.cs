using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>Photos of a correspondent's page: <c>/file/{secret}/photos</c>. Its script sends them before their text, as the desk's does.</summary>
public static class FilingEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapFiling(this WebApplication app) => app.MapPost("/file/{secret}/photos", PostAsync).ExcludeFromDescription();

    private static async Task<IResult> PostAsync(
        string secret, FilingLinkWriter links, Attempts attempts, MediaStore store, IOptions<MediaOptions> options, HttpContext http, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await attempts.AllowAsync(http, "file-photo"))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        try
        {
            // Before a byte of the file is read.
            if (await links.FindAsync(secret, cancellation) is not { } link || !links.IsGood(link))
                throw new Refused(RefusalKind.Missing, "link-gone", "", $"This link no longer takes photos: ask the newsroom for another one.");
            var medium = await MediaEndpoints.TakeAsync(
                store, http, options.Value.PhotoRequestBytes, options.Value.PhotoBytes, photosOnly: true, cancellation);
            await links.TouchAsync(link.Id, CancellationToken.None);
            return Results.Ok(medium);
        }
        catch (Refused refused)
        {
            return Results.Problem(Problems.Of(refused));
        }
    }
}
