# make run    a province on http://127.0.0.1:8080, made on first start
# make test   everything that proves it: unit, both databases, a real browser
# make check  format, lints, licences, docs
# make bench  the figures we promise, each beside its limit
SHELL := /bin/bash
DATA ?= data
LISTEN ?= 127.0.0.1:8080
E2E_LISTEN ?= 127.0.0.1:8137
CARGO_BIN := target/release/tinhso

.PHONY: run test unit e2e check bench web setup clean-demo

run: setup-run build
	@[ -f $(DATA)/tinhso.db ] || $(CARGO_BIN) demo --data $(DATA) --scale small
	$(CARGO_BIN) serve --data $(DATA) --listen $(LISTEN) --demo

build:
	cargo build --release --locked --bin tinhso

test: setup-test unit e2e

unit:
	TINHSO_TEST_POSTGRES=$$(scripts/postgres.sh start) cargo nextest run --workspace --locked $(NEXTEST)
	cargo test --doc --workspace --locked --quiet

e2e: build
	cd e2e && npm ci --silent --no-audit --no-fund
	e2e/run.sh $(CARGO_BIN) $(E2E_LISTEN)

check: setup-check
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo deny --locked check licenses bans sources
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet
	scripts/docs.sh --check
	scripts/unit.sh

bench: setup-test build
	TINHSO_BENCH_POSTGRES=$$(scripts/postgres.sh start) $(CARGO_BIN) bench

# Fonts and scripts from npm into web/dist, which is committed: building the program never calls npm.
web:
	cd web && npm ci --silent --no-audit --no-fund && npm run build

setup: setup-test setup-check
setup-run:
	@scripts/setup.sh run
setup-test:
	@scripts/setup.sh test
setup-check:
	@scripts/setup.sh check
