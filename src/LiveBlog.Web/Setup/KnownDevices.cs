using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace LiveBlog.Web.Setup;

/// <summary>
/// Remembers on a browser which accounts signed in there. Wrong passwords from elsewhere lock an account, but not on such a
/// browser: so nobody can keep a colleague out by guessing (OWASP's "device cookies").
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IHttpContextAccessor http, IWebHostEnvironment environment)
{
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    private readonly IDataProtector protector = protection.CreateProtector("LiveBlog.KnownDevices");

    private string Name => environment.IsDevelopment() ? "liveblog-device" : "__Host-liveblog-device";

    /// <summary>Identifies this browser for that account; null if the account never signed in here.</summary>
    public string? Find(User user) => Read().Find(device => device.StartsWith($"{user.Id:n}.", StringComparison.Ordinal));

    /// <summary>Remembers that the account signed in here.</summary>
    public void Remember(User user)
    {
        var known = Read();
        if (Find(user) is not null)
            return;
        var value = string.Join(' ', known.Prepend($"{user.Id:n}.{Guid.NewGuid():n}").Take(Most));
        http.HttpContext!.Response.Cookies.Append(Name, protector.Protect(value), new CookieOptions
        {
            HttpOnly = true,
            Secure = !environment.IsDevelopment() || http.HttpContext.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            MaxAge = Kept,
            IsEssential = true,
        });
    }

    private List<string> Read()
    {
        if (http.HttpContext?.Request.Cookies[Name] is not { } cookie)
            return [];
        try
        {
            return [.. protector.Unprotect(cookie).Split(' ')];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return [];
        }
    }
}
