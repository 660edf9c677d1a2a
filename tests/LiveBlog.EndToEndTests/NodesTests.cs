using System.Net;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>Several nodes on one PostgreSQL: it does not matter which of them a request reaches.</summary>
public sealed class NodesTests
{
    [Fact]
    public async Task A_sign_in_and_a_form_of_one_node_hold_on_another_that_started_with_it()
    {
        await using var nodes = await Nodes.StartAsync(2);
        await nodes.RunAsync("user", "create", "--email", Newsroom.Email, "--password", Newsroom.Password);
        using var editor = new DeskClient();
        var (here, there) = (nodes.Addresses[0], nodes.Addresses[1]);

        Assert.Equal(HttpStatusCode.Found, await editor.SignInAsync(here, Newsroom.Email, Newsroom.Password));
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(there, "/desk")).StatusCode);
        var form = await editor.FormAsync(here, "/account");
        Assert.NotEmpty(form);
        // Refused, it would be 400.
        var sent = await editor.SendFormAsync(there, form, "/account/language", ("language", "en"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
    }
}
