#!/usr/bin/env bash
# Makes a small demo province of its own, serves it, and sends people through it in Debian's Chromium.
#   e2e/run.sh PROGRAM ADDRESS [test files]
set -euo pipefail
program=$(realpath "$1") address=$2
shift 2
cd "$(dirname "$0")"

work=$(mktemp -d)
server= neighbours=
end() { for one in $server $neighbours; do kill "$one" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap end EXIT

"$program" demo --data "$work/data" --scale small >"$work/demo.log" 2>&1 || { cat "$work/demo.log"; exit 1; }
# The gateways stand on a port of their own, and report where the messages came to.
"$program" simulate --listen 127.0.0.1:0 >"$work/neighbours.log" 2>&1 &
neighbours=$!
for _ in $(seq 100); do
  grep -q '^http' "$work/neighbours.log" && break
  kill -0 "$neighbours" 2>/dev/null || { cat "$work/neighbours.log"; exit 1; }
  sleep 0.1
done
export NEIGHBOURS=$(grep -m1 '^http' "$work/neighbours.log")
export TINHSO__SMS__URL="$NEIGHBOURS/sms/messages" TINHSO__SMS__TOKEN=mo-phong TINHSO__SMS__FROM=TINHSO TINHSO__SMS__REPORT_KEY=mo-phong
TINHSO_LOG=warn "$program" serve --data "$work/data" --demo --listen "$address" >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 100); do
  grep -q '^http' "$work/server.log" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/server.log"; exit 1; }
  sleep 0.1
done

status=0
BASE_URL="http://$address" PROGRAM="$program" DATA="$work/data" \
  node --test --test-concurrency=1 --test-timeout=240000 "${@:-journeys/}" || status=$?
[ "$status" = 0 ] || tail -n 40 "$work/server.log"
kill "$server" && wait "$server" 2>/dev/null || true
server=
# Whatever the browser did, the record must hold.
"$program" verify --data "$work/data" || status=1
exit "$status"
