using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LiveBlog.Web.Rendering;

/// <summary>Renders a Razor partial to a string, inside a request or outside of any.</summary>
public sealed class ViewRenderer(IRazorViewEngine views, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    /// <summary>The partial's HTML in that language, without white space around it.</summary>
    /// <exception cref="InvalidOperationException">There is no such partial.</exception>
    public async Task<string> RenderAsync<TModel>(string path, TModel model, CultureInfo culture)
    {
        // These flow into the calls below and are back to the caller's own when this method returns.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var view = views.GetView(null, path, isMainPage: false).View
            ?? throw new InvalidOperationException($"There is no view {path}.");
        await using var html = new StringWriter(CultureInfo.InvariantCulture);
        var data = new ViewDataDictionary<TModel>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(http, tempData), html, new HtmlHelperOptions()));
        return html.ToString().Trim();
    }
}
