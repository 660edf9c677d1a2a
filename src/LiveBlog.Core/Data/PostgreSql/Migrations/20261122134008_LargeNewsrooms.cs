using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveBlog.Core.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class LargeNewsrooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_TopicId",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Entries_AuthorId",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Articles_AuthorId",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_TopicId",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Events_CreatedAt",
                table: "Events",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Events_TopicId_StartedAt",
                table: "Events",
                columns: new[] { "TopicId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_TopicId_Status_StartedAt",
                table: "Events",
                columns: new[] { "TopicId", "Status", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_AuthorId_Status_EventId",
                table: "Entries",
                columns: new[] { "AuthorId", "Status", "EventId" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_AuthorId_Status_PublishedAt",
                table: "Entries",
                columns: new[] { "AuthorId", "Status", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_EventId_Position_All",
                table: "Entries",
                columns: new[] { "EventId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_EventId_Revision_Withdrawn",
                table: "Entries",
                columns: new[] { "EventId", "Revision" },
                filter: "\"Status\" = 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Status_PublishedAt",
                table: "Entries",
                columns: new[] { "Status", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_AuthorId_Status_PublishedAt",
                table: "Articles",
                columns: new[] { "AuthorId", "Status", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_TopicId_Status_PublishedAt",
                table: "Articles",
                columns: new[] { "TopicId", "Status", "PublishedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_CreatedAt",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Events_TopicId_StartedAt",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Events_TopicId_Status_StartedAt",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Entries_AuthorId_Status_EventId",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Entries_AuthorId_Status_PublishedAt",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Entries_EventId_Position_All",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Entries_EventId_Revision_Withdrawn",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Entries_Status_PublishedAt",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Articles_AuthorId_Status_PublishedAt",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_TopicId_Status_PublishedAt",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Events_TopicId",
                table: "Events",
                column: "TopicId");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_AuthorId",
                table: "Entries",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_AuthorId",
                table: "Articles",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_TopicId",
                table: "Articles",
                column: "TopicId");
        }
    }
}
