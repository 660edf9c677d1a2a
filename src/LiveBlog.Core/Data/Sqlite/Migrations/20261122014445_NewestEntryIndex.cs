using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveBlog.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NewestEntryIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Entries_EventId_Status_Position",
                table: "Entries",
                columns: new[] { "EventId", "Status", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Entries_EventId_Status_Position",
                table: "Entries");
        }
    }
}
