#!/usr/bin/env bash
# Measures the search functions on a million pieces of evidence, in a Postgres of its own with full durability.
# See benches/README.md. Usage: benches/find/run.sh [pieces]
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/postgres.sh
pieces=${1:-1000000}

finish() { stop_postgres; }
trap finish EXIT
trap 'exit 130' INT TERM

start_postgres
"$postgres/psql" -h "$scratch" -p 5432 -U postgres -d postgres -q -X -c "alter system set fsync = on" \
  -c "alter system set synchronous_commit = on" -c "alter system set full_page_writes = on" -c "alter system set max_wal_size = '4GB'"
unprivileged "$postgres/pg_ctl" restart -D "$scratch/data" -l "$scratch/log" -w -s -o \
  "-k $scratch -p 5432 -c listen_addresses="
psql=("$postgres/psql" -h "$scratch" -p 5432 -U postgres -d queries -q -X -v ON_ERROR_STOP=1)
export PGOPTIONS="-c client_min_messages=warning"

before=()
for migration in migrations/*.sql; do
  [ "$migration" = migrations/0019_find.sql ] || before+=(-f "$migration")
done
"${psql[@]}" -f src/database/bootstrap.sql -c "set role saidso_owner" "${before[@]}" >/dev/null
"${psql[@]}" -v pieces="$pieces" -v deals=$((pieces / 10)) -v accounts=$((pieces * 3 / 100)) -v people=$((pieces / 5)) \
  -f benches/find/fill.sql >/dev/null
echo "migrating ${pieces} pieces of evidence:"
time "${psql[@]}" -c "set role saidso_owner" -f migrations/0019_find.sql >/dev/null
"${psql[@]}" -c "vacuum analyze"
benches/find/measure.sh "$postgres" "$scratch" 5432 queries
