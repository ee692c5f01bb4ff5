#!/usr/bin/env bash
# p50 and p99 of each question, by pgbench, as the server's role. Usage: measure.sh PROGRAMS HOST PORT DATABASE
set -euo pipefail
at=(-h "$2" -p "$3" -U postgres -d "$4")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '%-40s %9s %9s %9s\n' question p50 p99 longest
ask() {
  cat >"$work/question.sql" <<SQL
\\set r random(0, 999)
begin isolation level repeatable read read only;
set local role saidso_app;
set local app.workspace_id = '0190a000-0000-7000-8000-00000000beef';
$2;
commit;
SQL
  rm -f "$work"/log*
  # The first ones bring the pages in.
  PGOPTIONS="-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1" \
    "$1"/pgbench "${at[@]}" -n -c 1 -t 30 -f "$work/question.sql" >/dev/null 2>&1
  (cd "$work" && PGOPTIONS="-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1" \
    "$1"/pgbench "${at[@]}" -n -c 1 -t 300 -M prepared -l --log-prefix=log -f "$work/question.sql" >/dev/null 2>"$work/err") || cat "$work/err"
  awk '{print $3 / 1000}' "$work"/log* | sort -n | awk -v name="$3" '
    {t[NR] = $1} END {printf "%-40s %7.1f ms %7.1f ms %7.1f ms\n", name, t[int(NR * .5)], t[int(NR * .99)], t[NR]}'
}
said() { ask "$programs" "select e.words from find_said($2, 11) f join evidence e on e.workspace_id = current_workspace() and e.id = f.id" "$1"; }
programs=$1
w() { echo "bench_word($1)"; }

said "a rare word" "array[$(w '30000 + :r')], null, null, null, null, null, null"
said "a word of every thousandth quote" "array[$(w '1000 + :r')], null, null, null, null, null, null"
said "a very common word" "array[$(w '1 + :r % 5')], null, null, null, null, null, null"
said "two common words" "array[$(w '1 + :r % 5'), $(w '6 + :r % 5')], null, null, null, null, null, null"
said "two words of every hundredth quote" "array[$(w '100 + :r % 50'), $(w '200 + :r % 50')], null, null, null, null, null, null"
said "a common word and a rare one" "array[$(w '1 + :r % 5'), $(w '30000 + :r')], null, null, null, null, null, null"
said "words that nobody said together" "array[$(w '5000 + :r'), $(w '7000 + :r')], null, null, null, null, null, null"
said "the beginning of a word, three letters" "array[left($(w '500 + :r'), 3)], null, null, null, null, null, null"
ask "$programs" "select count(*) from find_alike(array[overlay($(w '3000 + :r') placing 'x' from 3 for 1)], false)" "a wrong letter, corrected"
ask "$programs" "select count(*) from find_alike(array[$(w '1 + :r'), $(w '300 + :r'), $(w '3000 + :r')], true)" "what looks like three words"
ask "$programs" "select count(*) from find_names(array[1, 2, 3]::smallint[], array[$(w '2000 + :r')], null, 6)" "a name"
ask "$programs" "select count(*) from find_names(array[1, 2, 3]::smallint[], array[$(w '401 + :r % 500'), $(w '2000 + :r')], null, 6)" "a first and a last name"
ask "$programs" "select count(*) from find_names(array[1, 2, 3]::smallint[], array[left($(w '401 + :r'), 3)], null, 6)" "the beginning of a name, three letters"
ask "$programs" "select count(*) from find_names(array[1, 2, 3]::smallint[], (select array[f.alike] from find_alike(array[overlay($(w '2000 + :r') placing 'x' from 3 for 1)], false) f where f.alike is not null limit 1), null, 6)" "a name with a wrong letter"
said "common word, one person" "array[$(w '1 + :r % 5')], array[bench_id(8, 1 + :r)], null, null, null, null, null"
said "common word, one week" "array[$(w '1 + :r % 5')], null, null, date '2020-01-01' + :r::int, date '2020-01-07' + :r::int, null, null"
said "common word, one verifier" "array[$(w '1 + :r % 5')], null, find_statement('They do thing ' || 1 + :r % 24), null, null, null, null"
said "rare word, one verifier" "array[$(w '30000 + :r')], null, find_statement('They do thing ' || 1 + :r % 24), null, null, null, null"
said "common word, confirmed" "array[$(w '1 + :r % 5')], null, null, null, null, 5::smallint, null"
said "no word, confirmed" "array[]::text[], null, null, null, null, 5::smallint, null"
