using System.Globalization;
using LiveBlog.Core.Accounts;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Mail;

/// <summary>The messages that LiveBlog sends, and the links in them.</summary>
public sealed class Letters(
    IStringLocalizer<Resources.Desk> words, IOptions<SiteOptions> site, UserManager<User> users, IHttpContextAccessor http)
{
    /// <summary>An address of this site as outsiders write it.</summary>
    public string Absolute(string path)
    {
        var request = http.HttpContext!.Request;
        return $"{request.Scheme}://{request.Host}{path}";
    }

    /// <summary>The link of an invitation.</summary>
    public string InvitationLink(string secret) => Absolute($"/account/join/{secret}");

    /// <summary>A link to a new password, good for a day and once.</summary>
    public async Task<string> ResetLinkAsync(User user) =>
        Absolute($"/account/reset?account={user.Id}&code={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(user))}");

    /// <summary>An invitation, in the language of who invites.</summary>
    public Letter Invitation(string to, string from, string link) =>
        new(to, words["mail-invitation-subject", site.Value.Name], words["mail-invitation", from, site.Value.Name, link, InvitationWriter.Good.Days]);

    /// <summary>A link to a new password, in the account's language.</summary>
    public Letter Reset(User user, string link)
    {
        var asked = CultureInfo.CurrentUICulture;
        try
        {
            if (user.Language is { } language)
                CultureInfo.CurrentUICulture = Cultures.Of(language);
            return new Letter(user.Email!, words["mail-reset-subject", site.Value.Name], words["mail-reset", user.DisplayName, site.Value.Name, link]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = asked;
        }
    }
}
