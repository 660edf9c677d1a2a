using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Accounts;

public sealed class PeopleTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Actor Admin = new("Chef", Role.Admin, Guid.NewGuid().ToString());

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_last_administrator_stays_even_when_two_are_demoted_at_once(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var accounts = database.Services.GetRequiredService<AccountWriter>();
        var (one, two) = (await AddAsync(database, "one", Role.Admin), await AddAsync(database, "two", Role.Admin));
        var refused = 0;
        await Task.WhenAll(new[] { one, two }.Select(async id =>
        {
            try
            {
                await accounts.ChangeRoleAsync(id, Role.Editor, Admin, None);
            }
            catch (Refused refusal) when (refusal.Code == "last-admin")
            {
                Interlocked.Increment(ref refused);
            }
        }));
        Assert.Equal(1, refused);
        await using var db = database.Open();
        var last = await db.Users.SingleAsync(u => u.Role == Role.Admin, None);
        Assert.Equal("last-admin", (await Assert.ThrowsAsync<Refused>(() => accounts.DeactivateAsync(last.Id, Admin, None))).Code);
        Assert.Equal(1, await db.AuditRecords.CountAsync(r => r.Action == "role-changed", None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Shutting_an_account_ends_its_sessions_and_its_tokens(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AddAsync(database, "chef", Role.Admin);
        var id = await AddAsync(database, "paul", Role.Editor);
        var sessions = database.Services.GetRequiredService<SessionWriter>();
        var session = await sessions.BeginAsync(id, "Firefox, Linux", None);
        var secret = await database.Tokens.CreateAsync(new TokenInput("outil", Role.Editor, [], null), new Actor("paul", Role.Editor, id.ToString()), None);
        Assert.Equal(Role.Editor, (await sessions.FindAsync(session, None))!.Role);
        Assert.Equal(Role.Editor, await database.Tokens.UseAsync((await database.Tokens.FindAsync(secret, None))!, None));

        await database.Services.GetRequiredService<AccountWriter>().DeactivateAsync(id, Admin, None);
        Assert.Null(await sessions.FindAsync(session, None));
        Assert.Null(await database.Tokens.UseAsync((await database.Tokens.FindAsync(secret, None))!, None));
        await database.Services.GetRequiredService<AccountWriter>().ReactivateAsync(id, Admin, None);
        Assert.Null(await sessions.FindAsync(session, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_token_never_does_more_than_who_made_it(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AddAsync(database, "chef", Role.Admin);
        var id = await AddAsync(database, "paul", Role.Editor);
        var paul = new Actor("paul", Role.Editor, id.ToString());
        Assert.Equal("token-role", (await Assert.ThrowsAsync<Refused>(
            () => database.Tokens.CreateAsync(new TokenInput("outil", Role.Admin, [], null), paul, None))).Code);
        var secret = await database.Tokens.CreateAsync(new TokenInput("outil", Role.Editor, [], null), paul, None);
        await database.Services.GetRequiredService<AccountWriter>().ChangeRoleAsync(id, Role.Contributor, Admin, None);
        var token = (await database.Tokens.FindAsync(secret, None))!;
        Assert.Equal(Role.Contributor, await database.Tokens.UseAsync(token, None));
        Assert.NotNull((await database.Tokens.FindAsync(secret, None))!.LastUsedAt);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_invitation_is_good_once_and_until_it_is_taken_back(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var invitations = database.Services.GetRequiredService<InvitationWriter>();
        var (_, used) = await invitations.CreateAsync("anna@example.org", "Anna", Role.Editor, null, Admin, None);
        var (second, revoked) = await invitations.CreateAsync(null, "Paul", Role.Editor, null, Admin, None);
        await using var db = database.Open();
        Assert.True(await invitations.UseAsync(db, used, Guid.NewGuid(), None));
        Assert.False(await invitations.UseAsync(db, used, Guid.NewGuid(), None));
        await invitations.RevokeAsync(second.Id, null, Admin, None);
        Assert.Null(await invitations.FindAsync(revoked, None));
        Assert.DoesNotContain(await db.Invitations.Select(i => i.Hash).ToListAsync(None), hash => hash.Contains(used) || hash.Contains(revoked));
        Assert.Equal("admin-needed", (await Assert.ThrowsAsync<Refused>(
            () => invitations.CreateAsync(null, null, Role.Guest, null, TestDatabase.Editor, None))).Code);
    }

    private static async Task<Guid> AddAsync(TestDatabase database, string name, Role role)
    {
        var user = new User { Id = Guid.CreateVersion7(), UserName = name, Email = $"{name}@example.org", DisplayName = name, Role = role };
        await using var db = database.Open();
        db.Users.Add(user);
        await db.SaveChangesAsync(None);
        return user.Id;
    }
}
