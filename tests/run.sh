#!/usr/bin/env bash
# Installs what the tests need and lacks (PostgreSQL, Chromium, Java, a feed reader, nginx, ip, a mail server: by apt), builds, and runs every test.
#   tests/run.sh           everything, in a quarter of an hour
#   tests/run.sh --long    the process and property tests in their long form as well
# A PostgreSQL cluster of its own runs meanwhile, on a free port, and is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
results=$root/tests/results
rm -rf "$results" && mkdir -p "$results"
[ "${1:-}" != --long ] || export LIVEBLOG_LONG_TESTS=1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

say() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# --- what must be there -------------------------------------------------------------------------
command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download."
command -v node >/dev/null || fail "Node.js 20 or later is missing: install it from https://nodejs.org."

find_postgres() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
# Chromium without its window opens a page in a third of the time.
find_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
missing=()
[ -n "$(find_postgres)" ] || missing+=(postgresql)
[ -n "$(find_chromium)" ] || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
[ -x /usr/sbin/nginx ] || missing+=(nginx-light)
command -v ip >/dev/null || missing+=(iproute2)
[ -x /usr/sbin/exim4 ] || missing+=(exim4-daemon-light)
# Debian's own Python: another that comes first in the path does not see Debian's packages.
/usr/bin/python3 -c 'import feedparser' 2>/dev/null || missing+=(python3-feedparser)
as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
if [ ${#missing[@]} -gt 0 ]; then
  say "Installing ${missing[*]}"
  command -v apt-get >/dev/null || fail "Install ${missing[*]} and run this again (there is no apt-get here to do it)."
  "${as_root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qy --no-install-recommends "${missing[@]}"
fi
# It only saves time: where it can't be had, the tests take the browser that is there.
if ! command -v chromium-headless-shell >/dev/null && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
  say "Installing chromium-headless-shell"
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qy --no-install-recommends chromium-headless-shell || true
fi
LIVEBLOG_TEST_CHROMIUM=$(find_chromium)
export LIVEBLOG_TEST_CHROMIUM

# --- a PostgreSQL of our own --------------------------------------------------------------------
postgres=$(find_postgres)
# Processes that are killed leave what they had in their temporary folder: it goes with this one, which PostgreSQL's user may pass through.
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/liveblog-XXXXXX")
export TMPDIR
chmod 711 "$TMPDIR"
cluster=$TMPDIR/postgres
mkdir "$cluster"
as_owner=()
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root.
  chown postgres "$cluster"
  as_owner=(runuser -u postgres --)
fi
stop_cluster() {
  (cd / && "${as_owner[@]}" "$postgres/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$TMPDIR"
}
trap stop_cluster EXIT
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
say "PostgreSQL $("$postgres/postgres" --version | awk '{print $3}') on port $port"
# fsync is off: these tests kill LiveBlog, not the machine under PostgreSQL.
(cd / && "${as_owner[@]}" "$postgres/initdb" -D "$cluster/data" -U liveblog -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
 "${as_owner[@]}" "$postgres/pg_ctl" -D "$cluster/data" -w -l "$cluster/log" \
   -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$cluster' -c fsync=off -c full_page_writes=off -c max_connections=300" start >/dev/null)
export LIVEBLOG_TEST_POSTGRESQL="Host=127.0.0.1;Port=$port;Username=liveblog;Include Error Detail=true"

# --- build and test -----------------------------------------------------------------------------
passed=0 failed=0 skipped=0 status=0

say "Build"
dotnet build LiveBlog.sln -warnaserror -v minimal

# count FILE: what a report says; which tests failed, and why, is said again at the end.
count() {
  read -r p f s < <(node tests/count.mjs "$results/$1" 2>>"$results/failed.txt")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

browser_code() {
  cd src/LiveBlog.Web
  npm run --silent check
  npx vitest run --dir Client --reporter=default --reporter=json --outputFile.json="$results/browser.json"
}

# dotnet_tests PROJECT [REPORT FILTER SETTING…]: the tests of one project, or some of them.
dotnet_tests() {
  dotnet test "tests/$1" --no-build --filter "${3:-FullyQualifiedName~LiveBlog}" --logger "trx;LogFileName=${2:-$1}.trx" \
    --logger "console;verbosity=normal" --results-directory "$results" -- "${@:4}"
}

(cd src/LiveBlog.Web && npm run --silent build:tools)
(cd tests/LiveBlog.EndToEndTests && npm ci --no-audit --no-fund --silent)

# What the processes run: as deployed, with machine code, so that what starts again and again is not compiled each time.
export LIVEBLOG_TEST_PROGRAM=$TMPDIR/program
publish() { dotnet publish src/LiveBlog.Web -c Release --use-current-runtime -p:RunAnalyzers=false -o "$LIVEBLOG_TEST_PROGRAM" -v quiet; }

# Those that start, kill and cut off processes come first, one by one: what they do goes on as long as they take, so beside others of the same
# right all would take twice as long. The others have what they leave; those in a browser, where much has its time, have the machine alone.
aside() { renice -n 5 "$BASHPID" >/dev/null; "$@"; }
process_tests='KillTests NodesTests NginxTests RollingTests FaultTests StartTests CoverageTests'
processes='' in_browser=''
for tests in $process_tests; do
  processes+="|FullyQualifiedName~$tests" in_browser+="&FullyQualifiedName!~$tests"
done
(publish && dotnet_tests LiveBlog.EndToEndTests processes "${processes:1}" xUnit.MaxParallelThreads=1) >"$results/processes.log" 2>&1 & processes_run=$!
aside browser_code >"$results/browser.log" 2>&1 & browser=$!
aside dotnet_tests LiveBlog.Core.Tests >"$results/core.log" 2>&1 & core=$!
aside dotnet_tests LiveBlog.Web.Tests >"$results/web.log" 2>&1 & web=$!
wait $browser || status=1
say "Browser code"; cat "$results/browser.log"
count browser.json
wait $core || status=1
say "LiveBlog.Core tests"; cat "$results/core.log"; count LiveBlog.Core.Tests.trx
wait $web || status=1
say "LiveBlog.Web tests"; cat "$results/web.log"; count LiveBlog.Web.Tests.trx
wait $processes_run || status=1
say "LiveBlog.EndToEnd tests of processes"; cat "$results/processes.log"; count processes.trx

say "LiveBlog.EndToEnd tests in a browser"
dotnet_tests LiveBlog.EndToEndTests in-browser "${in_browser:1}" || status=1
count in-browser.trx

if [ -s "$results/failed.txt" ]; then
  say "Failed"; cat "$results/failed.txt"
fi
[ "$failed" = 0 ] || status=1
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
exit $status
