using LiveBlog.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Setup;

/// <summary>Turns what Identity refuses into refusals with words of the desk.</summary>
public sealed class IdentityWords(IStringLocalizer<Resources.Desk> words)
{
    /// <summary>What a passkey is called whose owner has not named it.</summary>
    public string FirstPasskey => words["passkey-unnamed"];

    /// <summary>Stops what did not succeed.</summary>
    /// <exception cref="Refused">It did not.</exception>
    public void Check(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var error = result.Errors.First();
        throw error.Code switch
        {
            "PasswordTooShort" => new Refused(RefusalKind.Invalid, "password-short", "password", $"The password has less than {12} characters."),
            "PasswordMismatch" => new Refused(RefusalKind.Invalid, "password-wrong", "current", $"This is not your password."),
            "DuplicateEmail" or "DuplicateUserName" => new Refused(RefusalKind.Conflict, "email-used", "email", $"There is an account with this address already."),
            "InvalidToken" => new Refused(RefusalKind.Invalid, "reset-link-bad", "", $"The link was used already or is too old: ask for another."),
            "InvalidEmail" or "InvalidUserName" => new Refused(RefusalKind.Invalid, "email-invalid", "email", $"\"{""}\" is no e-mail address."),
            "ConcurrencyFailure" => new Refused(RefusalKind.Conflict, "account-changed", "", $"The account was changed meanwhile: try again."),
            _ => new Refused(RefusalKind.Invalid, "account-refused", "", $"{error.Description}"),
        };
    }
}
