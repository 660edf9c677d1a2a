using LiveBlog.Web.Commands;
using LiveBlog.Web.Demo;
using LiveBlog.Web.Endpoints;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Purges;
using LiveBlog.Web.Setup;
using LiveBlog.Web.Shutdown;

try
{
    var (words, settings) = CommandLine.Split(args);
    var builder = WebApplication.CreateBuilder(Content.Options(settings));
    builder.AddLiveBlogLogging();
    builder.AddStorage();
    builder.AddSite();
    builder.AddAccounts();
    builder.AddApiAccess();
    builder.AddMail();
    builder.AddLive();
    builder.AddDelivery();
    builder.AddTogether();
    builder.AddShareImages();
    builder.AddMedia();
    builder.AddMachines();
    builder.AddDemo();
    builder.AddHealth();
    builder.AddProblems();
    builder.AddShutdown();
    builder.AddPurges();
    builder.Services.AddOpenApi();

    var app = builder.Build();
    app.UseForwardedHeaders();
    app.UseDraining();
    app.UseReadyAnswers();
    app.UseRequestLog();
    app.UseFrench();
    app.UseSecurityHeaders();
    app.UseReaderCompression();
    app.UseProblems();
    app.UseFailedAnswers();
    app.UseCleanAddresses();
    app.UseStreams();
    app.UseOldAddresses();
    app.UseHubOrigins();
    app.UseHubPermits();
    app.UseMedia();
    app.UseRouting();
    app.UseAuthentication();
    app.UseDeskLanguage();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets();
    app.MapLive();
    app.MapTogether();
    app.MapChanges();
    app.MapShareImages();
    app.MapMachines();
    app.MapApi();
    app.MapMediaApi();
    app.MapFiling();
    app.MapHealth();
    app.MapOpenApi();

    return await CommandLine.RunAsync(app, words);
}
catch (Exception failure) when (StartupException.Explain(failure) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
