using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Topics;

public sealed class TopicWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_edit_from_an_older_version_is_refused_with_what_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var topic = await Topics(database).CreateAsync(new TopicInput { Name = "Garanties", Description = "Un" }, TestDatabase.Editor, None);
        await Topics(database).EditAsync(topic.Slug, topic.Version, new TopicInput { Description = "Deux" }, TestDatabase.Editor, None);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Topics(database).EditAsync(topic.Slug, topic.Version, new TopicInput { Description = "Trois" }, TestDatabase.Editor, None));
        Assert.Equal(("topic-stale", "Deux"), (refused.Code, Assert.IsType<Topic>(refused.Current).Description));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_renamed_dossier_keeps_its_address_and_is_found_by_its_new_name(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var created = await database.Events.CreateAsync(new EventInput { Title = "Direct", Topic = "Garanties" }, TestDatabase.Editor, None);
        await Topics(database).EditAsync("garanties", null, new TopicInput { Name = "Sécurité en Europe" }, TestDatabase.Editor, None);
        await using var db = database.Open();
        Assert.Equal("garanties", (await db.TopicAsync("Sécurité en Europe", None))!.Slug);
        // The head of the event names the dossier, so open pages get it anew.
        var changed = await db.Events.SingleAsync(e => e.Id == created.Id, None);
        Assert.Equal((created.Revision + 1, created.Revision + 1), (changed.Revision, changed.HeaderRevision));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_dossiers_never_have_one_name_or_one_address(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Topics(database).CreateAsync(new TopicInput { Name = "Garanties" }, TestDatabase.Editor, None);
        await Topics(database).CreateAsync(new TopicInput { Name = "Élections" }, TestDatabase.Editor, None);
        var made = await Assert.ThrowsAsync<Refused>(() => Topics(database).CreateAsync(new TopicInput { Name = "GARANTIES !" }, TestDatabase.Editor, None));
        var renamed = await Assert.ThrowsAsync<Refused>(() =>
            Topics(database).EditAsync("elections", null, new TopicInput { Name = "Garanties" }, TestDatabase.Editor, None));
        Assert.Equal(("topic-taken", "topic-taken"), (made.Code, renamed.Code));
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    [InlineData("a/b?c#d", "a-b-c-d")]
    public async Task Whatever_a_name_holds_its_address_is_words_and_hyphens(string name, string slug)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        Assert.Equal(slug, (await Topics(database).CreateAsync(new TopicInput { Name = name }, TestDatabase.Editor, None)).Slug);
    }

    private static TopicWriter Topics(TestDatabase database) => database.Services.GetRequiredService<TopicWriter>();
}
