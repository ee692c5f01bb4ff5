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

# Every migration, by psql and not by our own command: the crate may not build before its queries are known.
migrate_by_psql() {
  local steps=(-f src/database/bootstrap.sql -c "set role saidso_owner") migration
  for migration in migrations/*.sql; do steps+=(-f "$migration"); done
  PGOPTIONS="-c client_min_messages=warning" "$postgres/psql" -h "$scratch" -p 5432 -U postgres -d "$1" \
    -q -X -v ON_ERROR_STOP=1 "${steps[@]}"
}

# Runs a command that compiles the library, which asks the database at the address of each of its queries and writes what
# it learns into the folder.
learning_queries() {
  local address=$1 into=$2 stamp status=0
  shift 2
  mkdir "$into"
  stamp=$(mktemp)
  touch -r src/lib.rs "$stamp"
  touch src/lib.rs # it is asked only while it compiles
  DATABASE_URL=$address SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$into "$@" || status=$?
  touch -r "$stamp" src/lib.rs # to its own time, so that other builds of the same sources stay good
  rm "$stamp"
  return $status
}

stop_postgres() {
  [ -z "$postgres" ] || unprivileged "$postgres/pg_ctl" stop -D "$scratch/data" -m immediate -s || true
  [ -z "$scratch" ] || rm -rf "$scratch"
}

# The address of one of its databases.
url() { echo "postgres://postgres@localhost:5432/$1?host=$scratch"; }
