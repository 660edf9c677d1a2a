using LiveBlog.Web.Images;
using LiveBlog.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace LiveBlog.Web.Setup;

/// <summary>The newsroom's photos, sounds and videos: taking them in and serving them.</summary>
public static class MediaSetup
{
    /// <summary>Where they are served.</summary>
    public const string Path = "/media";

    /// <summary>
    /// What a browser may do with a file there that is opened as a page: nothing. Should ever a file be taken for HTML, it
    /// runs no script and belongs to no site.
    /// </summary>
    public const string Policy = "default-src 'none'; sandbox";

    /// <summary>Adds it.</summary>
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        // Forms carry files where there is no script.
        var limits = builder.Configuration.GetSection("Media").Get<MediaOptions>() ?? new MediaOptions();
        builder.Services.Configure<RazorPagesOptions>(options =>
        {
            Allow("/Desk", limits.MostRequestBytes);
            Allow("/File", limits.PhotoBytes + 4 * MediaOptions.Megabyte);

            void Allow(string folder, long most) => options.Conventions.AddFolderApplicationModelConvention(folder, page =>
            {
                page.Filters.Add(new RequestSizeLimitAttribute(most));
                page.Filters.Add(new RequestFormLimitsAttribute { MultipartBodyLengthLimit = most });
            });
        });
        builder.Services.AddOptions<MediaOptions>().BindConfiguration("Media").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PhotoEncoder>();
        builder.Services.AddSingleton<MediaStore>();
        builder.Services.AddSingleton<UnusedMedia>();
        builder.Services.AddHostedService<MediaSweeper>();
    }

    /// <summary>Serves the newsroom's own files: the folder <c>media</c> of the data directory, at <c>/media</c>, in parts where a player asks for them.</summary>
    public static void UseMedia(this WebApplication app)
    {
        var types = new FileExtensionContentTypeProvider();
        // A sound in Ogg is no video, and a phone's own player looks at the type.
        foreach (var (ending, type) in new[] { (".avif", "image/avif"), (".ogg", "audio/ogg"), (".weba", "audio/webm"), (".m4a", "audio/mp4"), (".wav", "audio/wav") })
            types.Mappings[ending] = type;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Storage.MediaFolder(app.Configuration, app.Environment)),
            RequestPath = Path,
            ContentTypeProvider = types,
            // A file that is changed gets another name.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
        });
    }
}

/// <summary>Removes, at the start, what unfinished uploads left.</summary>
internal sealed class MediaSweeper(MediaStore store) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.Sweep();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
