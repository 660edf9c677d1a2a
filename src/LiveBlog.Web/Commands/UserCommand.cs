using System.CommandLine;
using System.Text;
using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Web.Commands;

/// <summary><c>user create|reset-password|deactivate</c>.</summary>
internal static class UserCommand
{
    public static Command Create(WebApplication app)
    {
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name at the desk and in bylines; the address, if left out." };
        var role = new Option<Role>("--role") { Description = "guest, contributor, moderator, editor or admin.", DefaultValueFactory = _ => Role.Editor };
        var password = new Option<string?>("--password")
        {
            Description = "At least 12 characters. Left out, it is read from standard input, so that it stays out of the shell's history.",
        };
        var create = new Command("create", "Make an account for the desk.") { email, name, role, password };
        create.SetAction((parsed, cancellation) => WithAsync(app, async (users, db, clock) =>
        {
            var address = parsed.GetRequiredValue(email);
            var user = new User
            {
                Id = Guid.CreateVersion7(),
                UserName = address,
                Email = address,
                DisplayName = parsed.GetValue(name) ?? address,
                Role = parsed.GetValue(role),
                CreatedAt = Input.Instant(clock.GetUtcNow()),
            };
            db.AuditRecords.Add(Tell(user, "account-made", clock, user.Role.ToString()));
            var made = await users.CreateAsync(user, parsed.GetValue(password) ?? ReadPassword());
            return (made, $"{address} may sign in at /account/sign-in as {user.Role.ToString().ToLowerInvariant()}.");
        }, cancellation));

        var reset = new Command("reset-password", "Give an account another password; its sessions end.") { email, password };
        reset.SetAction((parsed, cancellation) => WithAsync(app, async (users, db, clock) =>
        {
            var user = await FindAsync(users, parsed.GetRequiredValue(email));
            var secret = parsed.GetValue(password) ?? ReadPassword();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            db.AuditRecords.Add(Tell(user, "password-changed", clock));
            var done = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), secret);
            if (done.Succeeded)
            {
                await users.SetLockoutEndDateAsync(user, null);
                await db.EndSessionsAsync(user.Id, null, clock.GetUtcNow(), cancellation);
                await transaction.CommitAsync(cancellation);
            }
            return (done, "Done: its sessions are ended, and the new password is good.");
        }, cancellation));

        var deactivate = new Command("deactivate", "Shut an account: its sessions and tokens become worthless.") { email };
        deactivate.SetAction((parsed, cancellation) => WithAsync(app, async (users, _, _) =>
        {
            var user = await FindAsync(users, parsed.GetRequiredValue(email));
            await app.Services.GetRequiredService<AccountWriter>().DeactivateAsync(user.Id, TokenWriter.CommandLine, cancellation);
            return (IdentityResult.Success, "Deactivated.");
        }, cancellation));
        return new Command("user", "Accounts of the desk.") { create, reset, deactivate };
    }

    private static async Task<int> WithAsync(
        WebApplication app, Func<UserManager<User>, LiveBlogContext, TimeProvider, Task<(IdentityResult Result, string Said)>> act, CancellationToken cancellation)
    {
        await app.MigrateAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (result, said) = await act(
            services.GetRequiredService<UserManager<User>>(), services.GetRequiredService<LiveBlogContext>(), services.GetRequiredService<TimeProvider>());
        foreach (var error in result.Errors)
            await Console.Error.WriteLineAsync(error.Description);
        if (result.Succeeded)
        {
            await services.GetRequiredService<SignedInCache>().ForgetEverywhereAsync();
            Console.WriteLine(said);
        }
        return result.Succeeded ? 0 : 1;
    }

    private static async Task<User> FindAsync(UserManager<User> users, string email) => await users.FindByEmailAsync(email)
        ?? throw new Refused(RefusalKind.Missing, "account-unknown", "email", $"There is no account {email}.");

    private static AuditRecord Tell(User user, string action, TimeProvider clock, string details = "") =>
        Audit.Of(TokenWriter.CommandLine, clock.GetUtcNow(), action, "account", user.Id.ToString(), user.DisplayName, details);

    private static string ReadPassword()
    {
        if (Console.IsInputRedirected)
            return Console.ReadLine() ?? "";
        Console.Write("Password (not shown): ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
        Console.WriteLine();
        return typed.ToString();
    }
}
