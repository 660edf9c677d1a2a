using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LiveBlog.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NoteForAuthor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsForAuthor",
                table: "Notes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsForAuthor",
                table: "Notes");
        }
    }
}
