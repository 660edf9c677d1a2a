using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace LiveBlog.Core.Tests.Data;

/// <summary>
/// While a new version is rolled out, nodes of the one before run on the database that it has migrated. So a migration adds, and
/// takes nothing away: what is not used any more goes a version later at the earliest, and is then named here.
/// </summary>
public sealed class AdditiveMigrationTests
{
    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    // From before the first version that was rolled out.
    private static readonly string[] Known =
    [
        // Gives the wire's address to the wire.
        "ReaderPages: SqlOperation",
        // Authors had no address.
        "Desk: unique index IX_Authors_Slug on what is there",
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task Nodes_of_the_version_before_can_go_on_after_a_migration(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        var assembly = db.GetService<IMigrationsAssembly>();
        var found = assembly.Migrations.SelectMany(named =>
        {
            var operations = assembly.CreateMigration(named.Value, db.Database.ProviderName!).UpOperations;
            var made = operations.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet();
            return operations.Select(operation => Harm(operation, made)).OfType<string>().Select(harm => $"{named.Key.Split('_')[1]}: {harm}");
        }).ToList();
        Assert.NotEmpty(assembly.Migrations);
        Assert.Empty(found.Except(Known));
    }

    [Fact]
    public void What_would_harm_them_is_told_from_what_does_not()
    {
        var b = new MigrationBuilder("any");
        b.DropColumn("Title", "Events");
        b.DropTable("Events");
        b.RenameColumn("Title", "Events", "Name");
        b.RenameTable("Events", newName: "Happenings");
        b.AddColumn<string>("Place", "Events", nullable: false);
        b.AlterColumn<string>("Title", "Events", nullable: false, oldClrType: typeof(string), oldNullable: true);
        b.AlterColumn<string>("Title", "Events", maxLength: 20, oldClrType: typeof(string), oldMaxLength: 30);
        b.AlterColumn<int>("Title", "Events", type: "integer", oldClrType: typeof(string), oldType: "text");
        b.CreateIndex("IX", "Events", "Title", unique: true);
        b.AddCheckConstraint("CK", "Events", "1 = 1");
        b.Sql("DELETE FROM Events");
        Assert.All(b.Operations, operation => Assert.NotNull(Harm(operation, new HashSet<string>())));

        var harmless = new MigrationBuilder("any");
        harmless.AddColumn<string>("Place", "Events", nullable: true);
        harmless.AddColumn<int>("Count", "Events", nullable: false, defaultValue: 0);
        harmless.CreateIndex("IX", "Events", "Title");
        harmless.CreateIndex("IX", "Places", "Name", unique: true);
        harmless.DropIndex("IX", "Events");
        harmless.AlterColumn<string>("Title", "Events", nullable: true, oldClrType: typeof(string), oldNullable: false);
        Assert.All(harmless.Operations, operation => Assert.Null(Harm(operation, new HashSet<string> { "Places" })));
    }

    // What older code would trip over, or null. What is done to a table that the same migration makes concerns nobody.
    private static string? Harm(MigrationOperation operation, IReadOnlySet<string> made) => operation switch
    {
        CreateTableOperation or DropIndexOperation or AddForeignKeyOperation or DropForeignKeyOperation or InsertDataOperation => null,
        ITableMigrationOperation known when made.Contains(known.Table) => null,
        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } column =>
            $"column {column.Table}.{column.Name} that older code does not fill",
        AddColumnOperation => null,
        AlterColumnOperation column => Narrows(column, column.OldColumn) ? $"column {column.Table}.{column.Name} that takes less" : null,
        CreateIndexOperation { IsUnique: true } index => $"unique index {index.Name} on what is there",
        CreateIndexOperation => null,
        _ => operation.GetType().Name,
    };

    private static bool Narrows(ColumnOperation now, ColumnOperation before) =>
        before.IsNullable && !now.IsNullable || now.ColumnType != before.ColumnType || now.ClrType != before.ClrType
        || now.MaxLength is { } most && (before.MaxLength is not { } earlier || most < earlier);
}
