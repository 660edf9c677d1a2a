using LiveBlog.Core.Events;

namespace LiveBlog.Core.Tests.Events;

public sealed class LiveEventTests
{
    private static readonly DateTimeOffset Now = new(2022, 1, 12, 13, 0, 0, TimeSpan.Zero);

    private static LiveEvent Create(EventInput? input = null) =>
        LiveEvent.Create(input ?? new EventInput { Title = "Un direct", Status = EventStatus.Live }, null, Now);

    [Fact]
    public void An_unknown_time_zone_is_refused_with_an_example()
    {
        var refused = Assert.Throws<Refused>(() => Create(new EventInput { Title = "Un direct", TimeZone = "Mars/Phobos" }));
        Assert.Equal("timeZone", refused.Field);
        Assert.Contains("Europe/Paris", refused.Message);
    }

    [Fact]
    public void A_title_is_required()
    {
        var refused = Assert.Throws<Refused>(() => Create(new EventInput { Slug = "un-direct" }));
        Assert.Equal("title", refused.Field);
    }

    [Fact]
    public void Going_live_sets_the_start_and_ending_sets_the_end()
    {
        var planned = Create(new EventInput { Title = "Demain", Status = EventStatus.Scheduled, StartedAt = Now.AddDays(1) });
        planned.Apply(new EventInput { Status = EventStatus.Live }, null, Now.AddHours(30));
        Assert.Equal(Now.AddHours(30).UtcDateTime, planned.StartedAt);
        planned.Apply(new EventInput { Status = EventStatus.Ended }, null, Now.AddHours(40));
        Assert.Equal(Now.AddHours(40).UtcDateTime, planned.EndedAt);
        planned.Apply(new EventInput { Status = EventStatus.Live }, null, Now.AddHours(41));
        Assert.Null(planned.EndedAt);
    }

    [Fact]
    public void An_edit_that_changes_nothing_says_so()
    {
        var liveEvent = Create();
        Assert.False(liveEvent.Apply(new EventInput { Title = "Un direct" }, null, Now));
        Assert.True(liveEvent.Apply(new EventInput { Title = "Le direct" }, null, Now));
    }

    [Fact]
    public void A_new_zone_or_language_sends_open_pages_back_to_the_server()
    {
        var liveEvent = Create();
        var epoch = liveEvent.Epoch;
        liveEvent.Apply(new EventInput { Title = "Le direct" }, null, Now);
        Assert.Equal(epoch, liveEvent.Epoch);
        liveEvent.Apply(new EventInput { TimeZone = "Asia/Almaty" }, null, Now);
        Assert.NotEqual(epoch, liveEvent.Epoch);
    }

    [Fact]
    public void Times_are_shown_in_the_events_zone()
    {
        var liveEvent = Create(new EventInput { Title = "Un direct", TimeZone = "Europe/Brussels" });
        Assert.Equal(TimeSpan.FromHours(1), liveEvent.Local(new DateTime(2022, 1, 12, 17, 38, 0, DateTimeKind.Utc)).Offset);
        Assert.Equal(TimeSpan.FromHours(2), liveEvent.Local(new DateTime(2022, 7, 12, 17, 38, 0, DateTimeKind.Utc)).Offset);
    }
}
