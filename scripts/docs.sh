#!/usr/bin/env bash
# Writes docs/generated from the program itself.
#   scripts/docs.sh           writes the pages
#   scripts/docs.sh --check   fails when the committed pages say something else
set -euo pipefail
cd "$(dirname "$0")/.."

run() { cargo run --quiet --locked --bin tinhso -- docs "$1"; }
case ${1:-} in
'') run docs/generated ;;
--check)
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  run "$fresh"
  diff -ru docs/generated "$fresh" || { echo "docs/generated is not what the program says: run scripts/docs.sh" >&2; exit 1; }
  ;;
*) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
