#!/usr/bin/env bash
# Measures every page of the pipeline over HTTP against the server as it is installed, and the bare SQL of the same page
# by pgbench, on the same database right after it. See benches/README.md.
# Usage: benches/pages/run.sh DEALS [FOLDER]; the folder keeps the seeded workspace for the next time. ONLY is a pattern of
# the pages that are asked for.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/postgres.sh
here=$PWD/benches/pages
deals=$1
data=${2:-target/bench-pages-$deals}
requests=${REQUESTS:-300}
rounds=6
address=127.0.0.1:${PORT:-8410}
programs=$(postgres_programs)
work=$(mktemp -d)
server=""
finish() {
  [ -z "$server" ] || { kill -TERM "$server" && wait "$server"; } || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ -n "${SAIDSO:-}" ] || cargo build --release --quiet
saidso=$(realpath "${SAIDSO:-target/release/saidso}")
[ -d "$data" ] || "$saidso" seed --opportunities "$deals" --data "$data"

RUST_LOG=warn "$saidso" serve --data "$data" --listen "$address" >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 600); do
  curl -s -o /dev/null "http://$address/healthz" && break
  sleep 0.2
done
socket=$(sed -n 5p "$(find "$data" -name postmaster.pid)")
log=$(find "$data" -name '*.log' | head -1)
ask() { "$programs/psql" -h "$socket" -U postgres -d saidso -X -A -t -q -c "$1"; }

# The manager signs in, as by a link that somebody who is locked out gets.
email=$(ask "select p.email from person p join member m on m.person_id = p.id where m.role = 'manager' order by p.email limit 1")
link=$("$saidso" rescue "$email" --data "$data" --base-url "http://$address" | grep -o '/sign-in/link/[^ ]*')
cookie=$(curl -s -o /dev/null -D - -X POST -H 'sec-fetch-site: same-origin' -d '' "http://$address$link" |
  sed -n 's/^set-cookie: \([^;]*\).*/\1/ip' | head -1)
get() { curl -s -b "$cookie" "http://$address$1"; }

# "Page|address" for each, from what there is in the workspace.
. "$here/addresses.sh"

# What the page asks of the database, once the server's own plans and caches are warm: requests go round its connections,
# and each of these keeps the plan of a statement only after it has made five.
statements() {
  for _ in $(seq "${WARM:-60}"); do get "$1" >/dev/null; done
  ask "alter system set log_line_prefix = '@@%u %p@@ '"
  ask "alter system set log_statement = 'all'"
  ask "select pg_reload_conf()" >/dev/null
  sleep 0.5
  local from
  from=$(($(wc -c <"$log") + 1))
  get "$1" >/dev/null
  sleep 0.3
  ask "alter system reset log_statement"
  ask "select pg_reload_conf()" >/dev/null
  tail -c "+$from" "$log" | awk -f "$here/statements.awk"
}

each=$(((requests + rounds - 1) / rounds))

# Asks for the page some times, and adds how long each took, in milliseconds.
by_http() {
  for _ in $(seq "$each"); do printf 'url = "http://%s%s"\noutput = "/dev/null"\n' "$address" "$2"; done >"$work/urls"
  curl -s -b "$cookie" -w '%{http_code} %{time_total}\n' -K "$work/urls" >"$work/times"
  if grep -q -v '^200' "$work/times"; then
    echo "$1: $(grep -v '^200' "$work/times" | head -1)" >&2
    return 1
  fi
  awk '{print $2 * 1000}' "$work/times" >>"$work/web"
}

# The same of the page's bare SQL. The first ones make the plans.
by_pgbench() {
  rm -f "$work"/bare*
  (cd "$work" && PGOPTIONS="-c role=saidso_app -c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1 -c timezone=UTC" \
    "$programs/pgbench" -h "$socket" -U postgres saidso -n -c 1 -t "$((each + 10))" -M prepared -l --log-prefix=bare -f page.sql >/dev/null 2>"$work/err") ||
    { echo "$1: $(head -3 "$work/err")" >&2; return 1; }
  awk 'NR > 10 {print $3 / 1000}' "$work"/bare* >>"$work/sql"
}

# The value at a part of the lines, in milliseconds.
at() { sort -n | awk -v part="$1" '{t[NR] = $1} END {printf "%.1f", t[int((NR - 1) * part) + 1]}'; }

printf 'load %s, %s requests a page\n\n' "$(cut -d' ' -f1-3 /proc/loadavg)" "$((each * rounds))"
printf '| page | queries | p50 | p99 | bare SQL p50 | ratio |\n|---|---|---|---|---|---|\n'
while IFS='|' read -r page path; do
  statements "$path" >"$work/page.sql"
  queries=$(grep -c '^-- asks' "$work/page.sql" || true)
  : >"$work/web"
  : >"$work/sql"
  # In turns, so that a slower minute of the machine is one for both.
  for _ in $(seq "$rounds"); do
    by_http "$page" "$path" && by_pgbench "$page" || continue 2
  done
  web=$(at 0.5 <"$work/web") sql=$(at 0.5 <"$work/sql")
  printf '| %s | %s | %s ms | %s ms | %s ms | %s |\n' "$page" "$queries" "$web" "$(at 0.99 <"$work/web")" "$sql" \
    "$(awk -v a="$web" -v b="$sql" 'BEGIN {printf "%.1f", a / b}')"
done < <(addresses | grep -E "^(${ONLY:-.*})\|")
