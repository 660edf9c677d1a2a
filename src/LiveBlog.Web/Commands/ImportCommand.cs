using System.CommandLine;
using LiveBlog.Core.Imports;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Commands;

/// <summary><c>import FILE…</c>: schema.org <c>LiveBlogPosting</c>, as JSON-LD or inside an HTML page.</summary>
internal static class ImportCommand
{
    public static Command Create(WebApplication app)
    {
        var site = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
        var files = new Argument<FileInfo[]>("files") { Description = "JSON-LD files or HTML pages.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"There is no option {word.Value}: see \"import --help\".");
        });
        var slug = new Option<string?>("--slug") { Description = "The address of a new event; made from its title, if left out." };
        var timeZone = new Option<string>("--time-zone")
        {
            Description = "The IANA zone of new events, and of times without offset.",
            DefaultValueFactory = _ => site.TimeZone,
        };
        var command = new Command("import", "Take over coverage from schema.org LiveBlogPosting files; doing it again changes nothing.")
        {
            files, slug, timeZone,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var zoneName = parsed.GetRequiredValue(timeZone);
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone))
            {
                await Console.Error.WriteLineAsync($"\"{zoneName}\" is not a time zone that LiveBlog knows: use an IANA name such as Europe/Paris.");
                return 1;
            }
            await app.MigrateAsync(cancellation);
            foreach (var file in parsed.GetRequiredValue(files))
            {
                if (!file.Exists)
                {
                    await Console.Error.WriteLineAsync($"There is no file {file}: check its name.");
                    return 1;
                }
                var read = LiveBlogPostingReader.Read(await File.ReadAllTextAsync(file.FullName, cancellation), file.Name, zone);
                foreach (var note in read.Notes)
                    Console.WriteLine($"  {note.Severity.ToString().ToLowerInvariant()}: {note.Message}");
                foreach (var found in read.Events)
                {
                    var report = await app.Services.GetRequiredService<ImportWriter>()
                        .WriteAsync(found, zone.Id, parsed.GetValue(slug), cancellation);
                    foreach (var skipped in report.Skipped)
                        Console.WriteLine($"  skipped: {skipped}");
                    Console.WriteLine($"{file.Name}: {(report.IsNew ? "new event" : "known event")} /live/{report.Slug}, entries: "
                        + $"{report.Created} new, {report.Updated} updated, {report.Unchanged} unchanged, {report.Skipped.Count} skipped.");
                }
            }
            return 0;
        });
        return command;
    }
}
