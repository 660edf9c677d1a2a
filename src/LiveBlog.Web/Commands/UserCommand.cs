using System.CommandLine;
using System.Text;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Web.Commands;

/// <summary><c>user create</c>.</summary>
internal static class UserCommand
{
    public static Command Create(WebApplication app)
    {
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name at the desk and in bylines; the address, if left out." };
        var role = new Option<Role>("--role") { Description = "contributor, editor or admin.", DefaultValueFactory = _ => Role.Editor };
        var password = new Option<string?>("--password")
        {
            Description = "At least 12 characters. Left out, it is read from standard input, so that it stays out of the shell's history.",
        };
        var create = new Command("create", "Make an account for the desk.") { email, name, role, password };
        create.SetAction(async (parsed, cancellation) =>
        {
            await app.MigrateAsync(cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var address = parsed.GetRequiredValue(email);
            var user = new User
            {
                Id = Guid.CreateVersion7(),
                UserName = address,
                Email = address,
                DisplayName = parsed.GetValue(name) ?? address,
                Role = parsed.GetValue(role),
            };
            var secret = parsed.GetValue(password) ?? ReadPassword();
            var made = await users.CreateAsync(user, secret);
            foreach (var error in made.Errors)
                await Console.Error.WriteLineAsync(error.Description);
            if (made.Succeeded)
                Console.WriteLine($"{address} may sign in at /account/sign-in as {user.Role.ToString().ToLowerInvariant()}.");
            return made.Succeeded ? 0 : 1;
        });
        return new Command("user", "Accounts of the desk.") { create };
    }

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
