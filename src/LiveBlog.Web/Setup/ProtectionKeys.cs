using System.Xml.Linq;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Live;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>
/// The keys that protect sign-ins and forms, in the database, so that what one node signs all others know
/// (docs/decisions/0018-several-nodes.md).
/// </summary>
public static class ProtectionKeys
{
    private const string Purpose = "LiveBlog.ProtectionKeys";

    /// <summary>Adds them.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="folder">Where earlier versions kept them, one file each; it need not be there.</param>
    public static void AddProtectionKeys(this WebApplicationBuilder builder, string folder)
    {
        builder.Services.AddDataProtection().SetApplicationName("LiveBlog");
        builder.Services.AddSingleton(services => new KeyStore(services.GetRequiredService<IDbContextFactory<LiveBlogContext>>(), folder));
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = services.GetRequiredService<KeyStore>()));
        builder.Services.AddHostedService<KeyWatch>();
    }

    /// <summary>
    /// Takes over what earlier versions kept in a folder, and sees to it that there is a key before anything is signed. Nodes that
    /// start together do so one after another: else each would sign with a key of its own, which others would not know for a day.
    /// </summary>
    public static async Task PrepareProtectionKeysAsync(this WebApplication app, CancellationToken cancellation)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(cancellation);
        await using var turn = await db.LockAsync(SharedWork.ProtectionKeys, cancellation);
        app.Services.GetRequiredService<KeyStore>().TakeOver();
        Use(app.Services.GetRequiredService<IDataProtectionProvider>());
    }

    // Reads the keys if they were not read for a day, and makes one if there is none that is good now or soon will be.
    private static void Use(IDataProtectionProvider protection) => protection.CreateProtector(Purpose).Protect([]);

    /// <summary>
    /// Looks at the keys every hour, whether or not anybody signs in. Data Protection makes a key two days before it is needed and
    /// each node reads them once a day, but only when it uses one: a night's quiet must not make two nodes need a new key at once.
    /// </summary>
    private sealed class KeyWatch(IDataProtectionProvider protection, ILogger<KeyWatch> log) : SteadyService("The keys of sign-ins could not be read", log)
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(() => Task.Run(() => Use(protection), stoppingToken), stoppingToken);
        }
    }

    private sealed class KeyStore(IDbContextFactory<LiveBlogContext> contexts, string folder) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = contexts.CreateDbContext();
            return [.. db.ProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = contexts.CreateDbContext();
            db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            db.SaveChanges();
        }

        // Nodes of the earlier version may still use the files, so they stay.
        public void TakeOver()
        {
            if (!Directory.Exists(folder))
                return;
            using var db = contexts.CreateDbContext();
            var known = db.ProtectionKeys.Select(key => key.Name).ToHashSet();
            foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Where(file => !known.Contains(Path.GetFileNameWithoutExtension(file))))
                StoreElement(XElement.Load(file), Path.GetFileNameWithoutExtension(file));
        }
    }
}
