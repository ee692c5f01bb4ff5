# Sourced by the scripts beside it: a Postgres for one run alone, gone at its end.
# shellcheck shell=bash

scratch=""
postgres=""

# The folder of Postgres' programs, the newest first.
postgres_programs() {
  local folder
  for folder in ${PG_BINDIR:+"$PG_BINDIR"} $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return
    fi
  done
}

# Runs a program as a user that is not root, which Postgres insists on, and with nothing of our environment.
unprivileged() {
  local as=()
  if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  fi
  (cd / && env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 TZ=UTC "${as[@]}" "$@")
}

start_postgres() {
  local programs
  programs=$(postgres_programs)
  scratch=$(mktemp -d /tmp/saidso-tests.XXXXXX)
  [ "$(id -u)" != 0 ] || chown postgres:postgres "$scratch"
  unprivileged "$programs/initdb" -D "$scratch/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  postgres=$programs
  # Every test has a database of its own, for a second or two: to tidy up in hundreds of them, and to plan for each
  # statement's values, would take more than the answers.
  unprivileged "$programs/pg_ctl" start -D "$scratch/data" -l "$scratch/log" -w -s -o \
    "-k $scratch -p 5432 -c listen_addresses= -c max_connections=200 -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c autovacuum=off \
    -c jit=off -c plan_cache_mode=force_generic_plan"
  unprivileged "$programs/createdb" -h "$scratch" -p 5432 -U postgres queries
}

stop_postgres() {
  [ -z "$postgres" ] || unprivileged "$postgres/pg_ctl" stop -D "$scratch/data" -m immediate -s || true
  [ -z "$scratch" ] || rm -rf "$scratch"
}

# The address of one of its databases.
url() { echo "postgres://postgres@localhost:5432/$1?host=$scratch"; }
