using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveBlog.Core.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ReaderPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Photo_Alt",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Photo_AspectRatio",
                table: "Topics",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Caption",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Credit",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Formats",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Path",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Widths",
                table: "Topics",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "KeyEventsRevision",
                table: "Events",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "NextUpdateAt",
                table: "Events",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photo_Formats",
                table: "Events",
                type: "text",
                nullable: true,
                defaultValue: "webp jpg");

            migrationBuilder.AddColumn<string>(
                name: "Summary",
                table: "Events",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "SummaryChangedAt",
                table: "Events",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HappenedAt",
                table: "EntryVersions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsOnWire",
                table: "EntryVersions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Media",
                table: "EntryVersions",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Related_Image",
                table: "EntryVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EditedAt",
                table: "Entries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HappenedAt",
                table: "Entries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsOnWire",
                table: "Entries",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Media",
                table: "Entries",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Related_Image",
                table: "Entries",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Articles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Standfirst = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Photo_Path = table.Column<string>(type: "text", nullable: true),
                    Photo_Widths = table.Column<string>(type: "text", nullable: true),
                    Photo_Formats = table.Column<string>(type: "text", nullable: true),
                    Photo_AspectRatio = table.Column<double>(type: "double precision", nullable: true),
                    Photo_Alt = table.Column<string>(type: "text", nullable: true),
                    Photo_Caption = table.Column<string>(type: "text", nullable: true),
                    Photo_Credit = table.Column<string>(type: "text", nullable: true),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    TopicId = table.Column<Guid>(type: "uuid", nullable: true),
                    Language = table.Column<string>(type: "text", nullable: false),
                    TimeZone = table.Column<string>(type: "text", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EditedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsOnWire = table.Column<bool>(type: "boolean", nullable: false),
                    Related = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Articles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Articles_Authors_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Articles_Topics_TopicId",
                        column: x => x.TopicId,
                        principalTable: "Topics",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "EventAuthors",
                columns: table => new
                {
                    AuthorsId = table.Column<Guid>(type: "uuid", nullable: false),
                    LiveEventId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventAuthors", x => new { x.AuthorsId, x.LiveEventId });
                    table.ForeignKey(
                        name: "FK_EventAuthors_Authors_AuthorsId",
                        column: x => x.AuthorsId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_EventAuthors_Events_LiveEventId",
                        column: x => x.LiveEventId,
                        principalTable: "Events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // An event may have been made there before the address was reserved; it gets the one it would get today (Slug).
            migrationBuilder.Sql("UPDATE \"Events\" SET \"Slug\" = 'wire-event' WHERE \"Slug\" = 'wire'");

            migrationBuilder.InsertData(
                table: "Events",
                columns: new[] { "Id", "Background", "ChangedAt", "CreatedAt", "EndedAt", "Epoch", "HeaderRevision", "ImportedFrom", "KeyEventsRevision", "Language", "NextUpdateAt", "Revision", "Slug", "Standfirst", "StartedAt", "Status", "Summary", "SummaryChangedAt", "TimeZone", "Title", "TopicId" },
                values: new object[] { new Guid("01970000-0000-7000-8000-000000000001"), "", new DateTime(1990, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), new DateTime(1990, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), null, "wire", 1L, null, 0L, "fr", null, 1L, "wire", "", new DateTime(1990, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), "Live", "", null, "Europe/Paris", "Fil d’actu", null });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_EventId_Position",
                table: "Entries",
                columns: new[] { "EventId", "Position" },
                filter: "\"IsKey\"");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_AuthorId",
                table: "Articles",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Slug",
                table: "Articles",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Status_PublishedAt",
                table: "Articles",
                columns: new[] { "Status", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_TopicId",
                table: "Articles",
                column: "TopicId");

            migrationBuilder.CreateIndex(
                name: "IX_EventAuthors_LiveEventId",
                table: "EventAuthors",
                column: "LiveEventId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Articles");

            migrationBuilder.DropTable(
                name: "EventAuthors");

            migrationBuilder.DropIndex(
                name: "IX_Entries_EventId_Position",
                table: "Entries");

            migrationBuilder.DeleteData(
                table: "Events",
                keyColumn: "Id",
                keyValue: new Guid("01970000-0000-7000-8000-000000000001"));

            migrationBuilder.DropColumn(
                name: "Photo_Alt",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_AspectRatio",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_Caption",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_Credit",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_Formats",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_Path",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Photo_Widths",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "KeyEventsRevision",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "NextUpdateAt",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Photo_Formats",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Summary",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "SummaryChangedAt",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "HappenedAt",
                table: "EntryVersions");

            migrationBuilder.DropColumn(
                name: "IsOnWire",
                table: "EntryVersions");

            migrationBuilder.DropColumn(
                name: "Media",
                table: "EntryVersions");

            migrationBuilder.DropColumn(
                name: "Related_Image",
                table: "EntryVersions");

            migrationBuilder.DropColumn(
                name: "EditedAt",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "HappenedAt",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "IsOnWire",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "Media",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "Related_Image",
                table: "Entries");
        }
    }
}
