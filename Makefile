# Two commands are all a fresh machine with Rust and Node needs: `make run` and `make test`.

.PHONY: run test quick check bench torture cast assets clean

ADDR ?= 127.0.0.1:8080

# The demo on an embedded database: real areas, real criteria, invented dossiers.
run: assets
	cargo build --quiet -p ocop-web
	target/debug/ocop demo --addr $(ADDR)

# Everything: both databases, real browser. Installs PostgreSQL and Chromium from Debian's packages if missing.
test: assets
	scripts/install-test-tools
	cargo build --quiet -p ocop-web
	scripts/with-postgres cargo test --workspace --quiet
	scripts/e2e

# What a person runs while writing: format, rules, verbs on SQLite, and every route without a browser.
quick: assets
	cargo fmt --all --check
	cargo test -p ocop-domain -p ocop-store -p ocop-app -p ocop-web --lib --tests --quiet -- --skip secrecy::
	node scripts/unused-dependencies.mjs
	node scripts/links.mjs

check: assets
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	node scripts/licences.mjs
	node scripts/unused-dependencies.mjs
	node scripts/links.mjs
	cd assets && npm run --silent check && npm test --silent

# Optimised build; prints the figures the README quotes.
bench: assets
	scripts/bench

# kill -9 in the middle of submitting, scoring and signing, 50 times each: every act is whole or absent afterwards.
# And in the middle of an upload, until the file is through. Takes the debug build as it is and an SQLite file of its own;
# `node scripts/kill-test.mjs 5` is a quick look. Then nine members keep their sheets for ten minutes under kill -9, on both
# databases.
torture:
	node scripts/kill-test.mjs
	node scripts/kill-jobs.mjs
	node scripts/kill-upload.mjs
	node scripts/kill-session.mjs
	scripts/with-postgres node scripts/kill-session.mjs

# A session of nine members and forty dossiers by browsers, to signed minutes: half an hour. Takes the debug build as it is.
cast:
	OCOP_CAST=40 scripts/e2e cast --project desk

assets: assets/dist/app.css

assets/dist/app.css: assets/package-lock.json assets/build.mjs $(shell find assets/src assets/static -type f 2>/dev/null)
	cd assets && npm ci --no-audit --no-fund --silent && npm run build --silent
	@touch $@

clean:
	rm -rf target assets/dist assets/node_modules e2e/node_modules var
