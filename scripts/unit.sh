#!/usr/bin/env bash
# Has systemd read the unit in packaging/. The program need not be installed for that.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed 's#/usr/local/bin/tinhso#/bin/true#' packaging/tinhso.service >"$work/tinhso.service"
said=$(systemd-analyze verify --man=no "$work/tinhso.service" 2>&1) && [ -z "$said" ] || { echo "packaging/tinhso.service: $said" >&2; exit 1; }
