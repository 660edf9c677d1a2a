using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Endpoints;

/// <summary>
/// What the desk's script sends was typed by somebody, whom it names (<c>LiveBlog-Account</c>). If by then somebody else is
/// signed in in that browser, it is not saved in their name: 412, as for any precondition that does not hold.
/// </summary>
public sealed class AccountFilter : IEndpointFilter
{
    /// <summary>The header: an actor's key.</summary>
    public const string Header = "LiveBlog-Account";

    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var account = http.Request.Headers[Header].ToString();
        var actor = http.User.Actor();
        return account.Length == 0 || account == actor.Key
            ? next(context)
            : ValueTask.FromResult<object?>(Results.Problem(statusCode: StatusCodes.Status412PreconditionFailed, title: "Another account",
                detail: $"This was typed by another account than {actor.Name}, who is signed in: sign in as its author to send it.",
                extensions: new Dictionary<string, object?> { ["code"] = "other-account", ["args"] = new[] { actor.Name } }));
    }
}
