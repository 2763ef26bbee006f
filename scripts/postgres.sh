#!/usr/bin/env bash
# A PostgreSQL cluster of the project's own, for the tests and the bench: never the machine's.
#   scripts/postgres.sh start   starts it when it is not running and prints its URL
#   scripts/postgres.sh stop    stops it
set -euo pipefail
cd "$(dirname "$0")/.."

dir=${TINHSO_PG_DIR:-${TMPDIR:-/tmp}/tinhso-postgres-$(id -u)}
port=${TINHSO_PG_PORT:-54329}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: run make setup" >&2; exit 1; }

# The server refuses to run as root; then it runs as the account that Debian's package made for it.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case ${1:-start} in
start)
  if [ ! -s "$dir/data/PG_VERSION" ]; then
    rm -rf "$dir" && mkdir -p "$dir"
    [ "$(id -u)" = 0 ] && chown postgres "$dir"
    as "$bin/initdb" -D "$dir/data" -U tinhso -A trust -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 </dev/null || { cat "$dir/initdb.log" >&2; exit 1; }
  fi
  if ! as "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
    as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/server.log" start >/dev/null \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=4GB" </dev/null || {
      tail -n 20 "$dir/data/server.log" >&2; exit 1; }
  fi
  url="postgres://tinhso@127.0.0.1:$port/tinhso"
  as "$bin/psql" -qAt -h 127.0.0.1 -p "$port" -U tinhso -d postgres -c "select 1 from pg_database where datname = 'tinhso'" | grep -q 1 ||
    as "$bin/psql" -q -h 127.0.0.1 -p "$port" -U tinhso -d postgres -c "create database tinhso"
  echo "$url"
  ;;
stop) as "$bin/pg_ctl" -D "$dir/data" -m fast stop >/dev/null ;;
*) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
