#if ADDING_MIGRATION
using LiveBlog.Core.Data.PostgreSql;
using LiveBlog.Core.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LiveBlog.Core.Data;

// What the add-migration script's tool makes its contexts with. No database is reached.
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteLiveBlogContext>
{
    public SqliteLiveBlogContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLiveBlogContext>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlLiveBlogContext>
{
    public PostgreSqlLiveBlogContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlLiveBlogContext>().UseNpgsql("Host=design").Options);
}
#endif
