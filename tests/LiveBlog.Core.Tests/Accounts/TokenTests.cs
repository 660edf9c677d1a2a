using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Accounts;

public sealed class TokenTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_the_hash_of_a_token_is_stored(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var secret = await database.Tokens.CreateAsync("agence", Role.Editor, None);
        Assert.Equal("agence", (await database.Tokens.FindAsync(secret, None))!.Name);
        Assert.Null(await database.Tokens.FindAsync(secret + "x", None));
        await using var db = database.Open();
        Assert.DoesNotContain(secret[3..], (await db.ApiTokens.SingleAsync(None)).Hash);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_revoked_token_is_known_as_revoked_and_frees_its_name(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var secret = await database.Tokens.CreateAsync("agence", Role.Editor, None);
        Assert.Equal("token-name-taken", (await Assert.ThrowsAsync<Refused>(() => database.Tokens.CreateAsync("agence", Role.Editor, None))).Code);
        await database.Tokens.RevokeAsync("agence", None);
        Assert.NotNull((await database.Tokens.FindAsync(secret, None))!.RevokedAt);
        Assert.NotEqual(secret, await database.Tokens.CreateAsync("agence", Role.Editor, None));
    }
}
