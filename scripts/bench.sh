#!/bin/sh
# Measures the release build beside its floors and writes docs/performance.md. Quiet machine, please.
set -eu
cd "$(dirname "$0")/.."
[ -d .node ] && PATH="$PWD/.node/node_modules/.bin:$PATH"
# The original form engine, to stand beside ours.
npm ci --silent --no-audit --no-fund --prefix crates/bench/formio
cargo build --release --locked -p app --bin sportello
cargo build --release --locked -p bench --bin bench --features bench/load
./target/release/bench run --sportello target/release/sportello --page docs/performance.md "$@"
