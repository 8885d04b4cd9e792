#!/bin/sh
# Every test, on both databases, then the journeys in a browser.
set -eu
cd "$(dirname "$0")/.."
[ -d .node ] && PATH="$PWD/.node/node_modules/.bin:$PATH"

cargo fmt --all --check
cargo nextest run --locked --workspace --no-fail-fast
sh e2e/run.sh
