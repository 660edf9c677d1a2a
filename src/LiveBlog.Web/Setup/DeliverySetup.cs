using LiveBlog.Web.Delivery;

namespace LiveBlog.Web.Setup;

/// <summary>Readers' pages from memory (docs/decisions/0016-ready-pages.md).</summary>
public static class DeliverySetup
{
    /// <summary>Adds what holds and makes them.</summary>
    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DatabaseWatch>();
        builder.Services.AddSingleton<DeliveryMetrics>();
        builder.Services.AddSingleton<AnswerBuilder>();
        builder.Services.AddSingleton<ReadyAnswers>();
        builder.Services.AddHostedService<SafetyNet>();
    }

    /// <summary>Answers from memory what can be. What comes after this makes the pages, and sees no request that was answered here.</summary>
    public static void UseReadyAnswers(this WebApplication app)
    {
        var answers = app.Services.GetRequiredService<ReadyAnswers>();
        app.Use(pages => context => answers.AnswerAsync(context, pages));
    }

    /// <summary>What kept an answer from being made is a failure of whoever asked for it, and told to them as any other.</summary>
    public static void UseFailedAnswers(this WebApplication app) => app.Use(pages => context =>
    {
        if (context.Features.Get<FailedAnswer>() is not { } failed)
            return pages(context);
        // The page that says so comes through here too.
        context.Features.Set<FailedAnswer>(null);
        failed.Reason.Throw();
        return Task.CompletedTask;
    });
}
