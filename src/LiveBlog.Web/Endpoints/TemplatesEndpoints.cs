using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Endpoints;

/// <summary>Texts to begin an entry with: <c>/api/v1/events/{slug}/templates</c>.</summary>
public static class TemplatesEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapTemplates(this RouteGroupBuilder api)
    {
        api.MapGet("/events/{slug}/templates", ListAsync).WithSummary("The templates offered in an event");
        api.MapPost("/events/{slug}/templates", CreateAsync).WithSummary("Make a template; the same id again is the same template");
        api.MapPut("/events/{slug}/templates/{id:guid}", EditAsync).WithSummary("Change a template");
        api.MapDelete("/events/{slug}/templates/{id:guid}", DeleteAsync).WithSummary("Delete a template");
    }

    private static async Task<IReadOnlyList<TemplateAnswer>> ListAsync(
        string slug, TemplateWriter templates, HttpContext http, CancellationToken cancellation) =>
        [.. (await templates.ListAsync(slug, http.User.Actor(), cancellation)).Select(TemplateAnswer.Of)];

    private static async Task<IResult> CreateAsync(string slug, NewTemplate wanted, TemplateWriter templates, HttpContext http)
    {
        var made = await templates.CreateAsync(
            slug, wanted.Id ?? Guid.CreateVersion7(), wanted.Input, wanted.Everywhere, http.User.Actor(), CancellationToken.None);
        return Results.Created($"/api/v1/events/{Uri.EscapeDataString(slug)}/templates", TemplateAnswer.Of(made));
    }

    private static async Task<TemplateAnswer> EditAsync(string slug, Guid id, TemplateInput input, TemplateWriter templates, HttpContext http) =>
        TemplateAnswer.Of(await templates.EditAsync(slug, id, input, http.User.Actor(), CancellationToken.None));

    private static async Task<IResult> DeleteAsync(string slug, Guid id, TemplateWriter templates, HttpContext http)
    {
        await templates.DeleteAsync(slug, id, http.User.Actor(), CancellationToken.None);
        return Results.NoContent();
    }
}

/// <summary>A new template.</summary>
/// <param name="Id">A UUID, best of version 7, made by the sender so that a repeated request is one template.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Headline">The headline to begin with.</param>
/// <param name="Body">The Markdown to begin with.</param>
/// <param name="Key">Marks a key event.</param>
/// <param name="Breaking">Marks breaking news.</param>
/// <param name="Wire">Marks it for the wire.</param>
/// <param name="Everywhere">Whether it is offered in every event.</param>
public sealed record NewTemplate(
    Guid? Id, string? Name, string? Headline, string? Body, bool? Key, bool? Breaking, bool? Wire, bool Everywhere = false)
{
    internal TemplateInput Input => new() { Name = Name, Headline = Headline, Body = Body, Key = Key, Breaking = Breaking, Wire = Wire };
}

/// <summary>A template, as the API answers it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Headline">The headline to begin with.</param>
/// <param name="Body">The Markdown to begin with; places to fill in are written <c>{{…}}</c>.</param>
/// <param name="Key">Marks a key event.</param>
/// <param name="Breaking">Marks breaking news.</param>
/// <param name="Wire">Marks it for the wire.</param>
/// <param name="Everywhere">Whether it is offered in every event.</param>
public sealed record TemplateAnswer(Guid Id, string Name, string Headline, string Body, bool Key, bool Breaking, bool Wire, bool Everywhere)
{
    internal static TemplateAnswer Of(EntryTemplate template) => new(
        template.Id, template.Name, template.Headline, template.Body, template.IsKey, template.IsBreaking, template.IsOnWire, template.EventId is null);
}
