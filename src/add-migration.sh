#!/usr/bin/env bash
# Adds a migration for both engines:  src/add-migration.sh NameOfTheChange
set -euo pipefail
cd "$(dirname "$0")/LiveBlog.Core"
name=${1:?"say what the migration does: src/add-migration.sh AddSomething"}
tools=obj/migration-tools
[ -x $tools/dotnet-ef ] || dotnet tool install dotnet-ef --version 10.0.14 --tool-path $tools
export AddingMigration=true
for engine in Sqlite PostgreSql; do
  $tools/dotnet-ef migrations add "$name" --context ${engine}LiveBlogContext --output-dir Data/$engine/Migrations
done
unset AddingMigration
dotnet restore >/dev/null
