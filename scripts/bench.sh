#!/bin/sh
# Measures the release build beside its floors and writes docs/performance.md. Quiet machine, please.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --locked -p app --bin sportello
cargo build --release --locked -p bench --bin bench --features bench/load
./target/release/bench run --sportello target/release/sportello --page docs/performance.md "$@"
