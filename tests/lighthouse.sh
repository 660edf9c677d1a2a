#!/usr/bin/env bash
# Measures a live event's page (50 entries, photos) with Lighthouse, as a phone on a slow line, several times:
#   tests/lighthouse.sh [RUNS]
# Prints scores, layout shift and what the page weighs. Not part of run.sh: its scores depend on what else the machine does.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-3}
results=$PWD/tests/results/lighthouse
data=$(mktemp -d)
mkdir -p "$results"
CHROME_PATH=${LIVEBLOG_TEST_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export CHROME_PATH DOTNET_NOLOGO=1

# As an operator runs it.
dotnet publish src/LiveBlog.Web -c Release -o "$data/program" -v quiet
program=(dotnet "$data/program/LiveBlog.Web.dll")
settings=(--Data:Directory "$data")
token=$("${program[@]}" token create --name Lighthouse "${settings[@]}" | tail -n 1)
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
"${program[@]}" run "${settings[@]}" --urls "http://127.0.0.1:$port" >"$results/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
until curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null; do sleep 0.2; done

node tests/lighthouse.mjs fill "http://127.0.0.1:$port" "$token"
# The first answers of a program compile it.
for _ in {1..20}; do curl -fs --compressed "http://127.0.0.1:$port/live/lighthouse" >/dev/null; done
for ((run = 1; run <= runs; run++)); do
  npx --yes lighthouse@12.8.2 "http://127.0.0.1:$port/live/lighthouse" --quiet --output json --output-path "$results/$run.json" \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu" --only-categories=performance,accessibility,best-practices,seo
done
node tests/lighthouse.mjs report "$results"/[0-9]*.json
