# The few commands a person needs. Each installs what it lacks, so that a fresh Debian machine with Rust passes.
PORT ?= 8080
DATA ?= ./data

.PHONY: demo build test bench assets setup-demo setup-test requirements fmt lint

demo: setup-demo assets
	cargo build --release --locked --bin sportello
	./target/release/sportello demo --port $(PORT) --data $(DATA)

build: setup-demo assets
	cargo build --release --locked --bin sportello

assets: setup-demo
	sh assets/build.sh

setup-demo:
	sh scripts/setup.sh demo

setup-test:
	sh scripts/setup.sh test

test: setup-test assets
	sh scripts/test.sh

bench: setup-test assets
	sh scripts/bench.sh

requirements:
	cargo run --quiet --locked -p xtask -- requirements

fmt:
	cargo fmt --all

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
