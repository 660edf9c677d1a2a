namespace LiveBlog.Web.Endpoints;

/// <summary>
/// The desk's script uses the API with the sign-in cookie. So that no other site's page can: a request with a cookie must
/// come from this site, as the browser itself says (Fetch Metadata, <c>Sec-Fetch-Site</c>), and what it sends must be JSON,
/// which a foreign form can't send.
/// </summary>
public sealed class SameSiteFilter : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var foreign = site.Length > 0 ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
        return request.Headers.Authorization.Count == 0 && foreign
            ? ValueTask.FromResult<object?>(Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Foreign site",
                detail: "Pages of other sites may not use the sign-in of this one: send a bearer token instead."))
            : next(context);
    }
}
