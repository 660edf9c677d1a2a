using System.CommandLine;
using LiveBlog.Core.Accounts;

namespace LiveBlog.Web.Commands;

/// <summary><c>token create|list|revoke</c>.</summary>
internal static class TokenCommand
{
    public static Command Create(WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<TokenWriter>();
        var name = new Option<string>("--name") { Description = "What the token is for; the byline of what it posts.", Required = true };
        var role = new Option<Role>("--role") { Description = "contributor, moderator, editor or admin.", DefaultValueFactory = _ => Role.Editor };

        var create = new Command("create", "Make a token and print its secret, once.") { name, role };
        create.SetAction(async (parsed, cancellation) =>
        {
            await app.MigrateAsync(cancellation);
            Console.WriteLine(await tokens.CreateAsync(parsed.GetRequiredValue(name), parsed.GetValue(role), cancellation));
        });
        var list = new Command("list", "Show all tokens.");
        list.SetAction(async (_, cancellation) =>
        {
            await app.MigrateAsync(cancellation);
            foreach (var token in await tokens.ListAsync(cancellation))
            {
                var state = token.RevokedAt is { } revoked ? $"revoked {revoked:u}" : "good";
                Console.WriteLine($"{token.Name}\t{token.Role.ToString().ToLowerInvariant()}\tmade {token.CreatedAt:u}\t{state}");
            }
        });
        var revoke = new Command("revoke", "Make a token worthless at once.") { name };
        revoke.SetAction(async (parsed, cancellation) =>
        {
            await app.MigrateAsync(cancellation);
            await tokens.RevokeAsync(parsed.GetRequiredValue(name), cancellation);
            Console.WriteLine("Revoked.");
        });
        return new Command("token", "Bearer tokens for tools.") { create, list, revoke };
    }
}
