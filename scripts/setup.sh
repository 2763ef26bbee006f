#!/usr/bin/env bash
# Installs what is missing on a Debian machine with Rust and Node. Quiet when nothing is.
#   scripts/setup.sh run     what building and serving needs
#   scripts/setup.sh test    and PostgreSQL, Chromium and promtool, for the tests
#   scripts/setup.sh check   and the tools of make check
set -euo pipefail

sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
apt() {
  echo "installing: $*"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need=()
command -v cc >/dev/null || need+=(build-essential)
command -v cargo >/dev/null || { echo "Rust is missing: see https://rustup.rs" >&2; exit 1; }
if [ "$1" = test ]; then
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
  command -v chromium >/dev/null || need+=(chromium)
  command -v runuser >/dev/null && command -v unshare >/dev/null || need+=(util-linux)
  command -v promtool >/dev/null || need+=(prometheus)
  command -v node >/dev/null || { echo "Node is missing: the browser tests need it" >&2; exit 1; }
fi
[ "$1" != check ] || command -v systemd-analyze >/dev/null || need+=(systemd)
[ ${#need[@]} = 0 ] || apt "${need[@]}"
[ "$1" != test ] || command -v cargo-nextest >/dev/null || cargo install --locked cargo-nextest
[ "$1" != check ] || command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
