using System.Globalization;
using System.Security.Claims;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Pages.Account;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>Signing in at the desk: accounts, the cookie, and which pages ask for it.</summary>
public static class Accounts
{
    /// <summary>The policy of the desk: whoever has a role.</summary>
    public const string DeskPolicy = "Desk";

    /// <summary>The policy of what only administrators see.</summary>
    public const string AdminPolicy = "Admin";

    /// <summary>The policy of pages for who runs the event in the address, or the whole site where it names none.</summary>
    public const string EditorPolicy = "Editor";

    /// <summary>The policy of one's own account: whoever signed in.</summary>
    public const string AccountPolicy = "Account";

    private const string SignInPath = "/account/sign-in";
    private const string SecondFactorPath = "/account/second-factor";
    private static readonly TimeSpan SignedIn = TimeSpan.FromHours(12);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private static readonly TimeSpan SecondStep = TimeSpan.FromMinutes(15);

    /// <summary>Adds it.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Over plain http, as in development, a browser refuses what begins with __Host-.
        var secure = !builder.Environment.IsDevelopment();

        services.AddIdentityCore<User>(Configure)
            .AddSignInManager<DeskSignIn>()
            .AddClaimsPrincipalFactory<ActorClaims>()
            .AddEntityFrameworkStores<LiveBlogContext>()
            .AddDefaultTokenProviders();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // A passkey stands for both factors, so whoever holds it must have shown who they are; and it knows whose it is.
            options.UserVerificationRequirement = options.ResidentKeyRequirement = "required";
            options.AuthenticatorTimeout = SecondStep;
        });
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(24));
        services.AddHttpContextAccessor();
        services.AddSingleton<SignedInCache>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<FirstAdmin>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<IdentityWords>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            Configure(options.Cookie, "liveblog", secure);
            options.ExpireTimeSpan = SignedIn;
            options.SlidingExpiration = true;
            options.LoginPath = options.AccessDeniedPath = SignInPath;
            options.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = SessionCheck.CheckAsync,
                OnSigningIn = RememberAsync,
                OnRedirectToLogin = ChallengeAsync,
                OnRedirectToAccessDenied = ForbidAsync,
            };
        })
        // Between password and second factor, and between a passkey's question and its answer.
        .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
        {
            Configure(options.Cookie, "liveblog-step", secure);
            options.ExpireTimeSpan = SecondStep;
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(AccountPolicy, policy => policy.RequireClaim(Actors.KeyClaim))
            .AddPolicy(DeskPolicy, policy => policy.RequireClaim(Actors.KeyClaim).RequireAssertion(Access.IsAtDesk))
            .AddPolicy(EditorPolicy, policy => policy.RequireAssertion(context => Access.IsAtDesk(context) && context.User.ActorHere().Role >= Role.Editor))
            .AddPolicy(AdminPolicy, policy => policy.RequireClaim(Actors.RoleClaim, nameof(Role.Admin)));
        services.Configure<RazorPagesOptions>(options =>
        {
            options.Conventions.AuthorizeFolder("/Desk", DeskPolicy);
            options.Conventions.AuthorizeFolder("/Account", AccountPolicy);
            foreach (var page in new[] { "SignIn", "SignOut", "SecondStep", "Forgot", "Reset", "Join", "First" })
                options.Conventions.AllowAnonymousToPage("/Account/" + page);
            string[] editors = ["New", "Settings", "Move", "PeopleOfEvent", "Tokens", "Topics/Edit", "Articles/New", "Articles/Edit", "Authors/Edit"];
            foreach (var page in editors)
                options.Conventions.AuthorizePage("/Desk/" + page, EditorPolicy);
            foreach (var page in new[] { "People", "Person", "Audit" })
                options.Conventions.AuthorizePage("/Desk/" + page, AdminPolicy);
        });
        services.Configure<AntiforgeryOptions>(options => Configure(options.Cookie = new FormCookie(secure), "liveblog-form", secure));
        services.Configure<CookieTempDataProviderOptions>(options => Configure(options.Cookie, "liveblog-note", secure));
    }

    private static void Configure(IdentityOptions options)
    {
        // Length is what makes a password hard to guess; composition rules make it easy to forget (NIST SP 800-63B).
        options.Password = new PasswordOptions
        {
            RequiredLength = 12,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = true;
        // The user name is the address, and addresses hold more than Identity's list of letters.
        options.User.AllowedUserNameCharacters = "";
    }

    private static void Configure(CookieBuilder cookie, string name, bool secure)
    {
        cookie.Name = secure ? $"__Host-{name}" : name;
        cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }

    // Antiforgery refuses outright to answer plain http when its policy is Always, although browsers do take Secure
    // cookies from http://localhost. The cookie is as secure as the others; only that check is left out.
    private sealed class FormCookie(bool secure) : CookieBuilder
    {
        public override CookieSecurePolicy SecurePolicy
        {
            get => CookieSecurePolicy.SameAsRequest;
            set { }
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = secure || context.Request.IsHttps;
            return options;
        }
    }

    private static Task RememberAsync(CookieSigningInContext context)
    {
        if (context.Properties is { IsPersistent: true, IssuedUtc: { } issued })
            context.Properties.ExpiresUtc = issued + Remembered;
        return Task.CompletedTask;
    }

    private static async Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsForScripts(context.Request))
            Answer(context.Response, StatusCodes.Status401Unauthorized);
        else if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType)
            await KeepAsync(context.HttpContext);
        else
            context.Response.Redirect(context.RedirectUri);
    }

    private static Task ForbidAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!IsForScripts(context.Request) && context.HttpContext.User.HasClaim(claim => claim.Type == Actors.WeakClaim))
            context.Response.Redirect($"{SecondFactorPath}?returnUrl={Uri.EscapeDataString(context.Request.PathBase + context.Request.Path + context.Request.QueryString)}");
        else
            Answer(context.Response, StatusCodes.Status403Forbidden);
        return Task.CompletedTask;
    }

    // A form sent after the sign-in ran out: a redirect would lose the text in it, so it is shown and can be sent again.
    private static async Task KeepAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kept = new KeptForm(context.Request.Path + context.Request.QueryString, SignInPath,
            [.. form.SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))]);
        var html = await context.RequestServices.GetRequiredService<ViewRenderer>()
            .RenderAsync("/Pages/Account/_Kept.cshtml", kept, CultureInfo.CurrentUICulture);
        context.Response.Headers.CacheControl = "no-store";
        await Results.Text(html, "text/html; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static bool IsForScripts(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Headers["Sec-Fetch-Dest"] == "empty";

    // The bearer scheme is asked first and may have answered already.
    private static void Answer(HttpResponse response, int status)
    {
        if (!response.HasStarted)
            response.StatusCode = status;
    }
}

/// <summary>Puts the actor into the sign-in.</summary>
public sealed class ActorClaims(UserManager<User> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    /// <inheritdoc />
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(Actors.Claims(new Actor(user.DisplayName, user.Role, user.Id.ToString())));
        if (user.Language is { } language)
            identity.AddClaim(new Claim(Actors.LanguageClaim, language));
        return identity;
    }
}
