#!/usr/bin/env bash
# Makes the pictures in docs/images again, from the demo. Chromium must be there: tests/run.sh installs it.
set -euo pipefail
cd "$(dirname "$0")/LiveBlog.EndToEndTests"
LIVEBLOG_TEST_CHROMIUM=${LIVEBLOG_TEST_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export LIVEBLOG_TEST_CHROMIUM
dotnet build -v quiet
dotnet bin/Debug/net10.0/LiveBlog.EndToEndTests.dll -explicit only -class LiveBlog.EndToEndTests.Screenshots
