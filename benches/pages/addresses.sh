# Sourced by run.sh: the pages that are measured, with deals, people and places that are really there.
# shellcheck shell=bash

# The address of the next page of a list, so many pages on.
pages_on() {
  local path=$1 next
  for _ in $(seq "$2"); do
    next=$(get "$path" | grep -o '<a[^>]*rel="next"[^>]*>' | head -1 | sed 's/.*href="\([^"]*\)".*/\1/; s/&amp;/\&/g; s/&#38;/\&/g') || true
    [ -n "$next" ] || break
    path=$next
  done
  echo "$path"
}

addresses() {
  local workspace deal account owner journey past just word sitting form
  workspace=$(ask "select id from workspace limit 1")
  one() { ask "set app.workspace_id = '$workspace'; $1"; }
  # Of which the ledger tells, as it does not of copies.
  deal=$(one "select opportunity_id from evidence group by 1 having count(*) = 12 and exists (select from event where stream_id = opportunity_id) order by 1 limit 1")
  account=$(one "select account_id from opportunity group by 1 order by count(*) desc, 1 limit 1")
  owner=$(one "select owner_id from opportunity where outcome is null group by 1 order by count(*) desc, 1 limit 1")
  journey=$(one "select journey_id from opportunity where outcome is null group by 1 order by count(*) desc, 1 limit 1")
  past=$(date -u -d '60 days ago' +%Y-%m-%dT09:00:00Z)
  just=$(date -u -d '1 minute ago' +%Y-%m-%dT%H:%M:%SZ) # the deals of today, so that only the way there differs
  word=$(one "select split_part(lower(words), ' ', 3) from evidence order by id limit 1")
  form=$(get /review | sed -n '/\/review\/sittings/,$p' | grep -o '<input type="hidden" name="\(id\|since\|owner\|journey\)" value="[^"]*"' |
    sed 's/.*name="\([a-z]*\)" value="\([^"]*\)".*/\1=\2/' | paste -sd '&') || true
  sitting=$(curl -s -o /dev/null -D - -b "$cookie" -H 'sec-fetch-site: same-origin' -d "$form" "http://$address/review/sittings" |
    sed -n 's/^location: \([^\r]*\).*/\1/ip') || true
  cat <<PAGES
board|/pipeline
board, one owner|/pipeline?owner=$owner
board, one journey|/pipeline?journey=$journey
table|/pipeline/table
table, 20 pages on|$(pages_on /pipeline/table 20)
table, largest first|/pipeline/table?sort=value
table, by the customer’s date|/pipeline/table?sort=date
table, by account|/pipeline/table?sort=account
table, one owner|/pipeline/table?owner=$owner
table, ageing|/pipeline/table?ageing=yes
table, quiet for 60 days|/pipeline/table?quiet=60
table, called further than proved|/pipeline/table?further=yes
table, at least 100,000|/pipeline/table?least=100000
table, won|/pipeline/table?outcome=won
table, text|/pipeline/table?q=line
CSV of one owner|/pipeline/deals.csv?owner=$owner
board, 60 days ago|/pipeline?at=$past
table, 60 days ago|/pipeline/table?at=$past
board, a minute ago|/pipeline?at=$just
table, a minute ago|/pipeline/table?at=$just
find, a word|/find?q=$word
review, a month|/review?since=month
review, a quarter|/review?since=quarter
review, the deals of a line|/review/deals?since=quarter&line=further
how they are chosen|/review/rules
a deal in review mode|${sitting:-/review}
a deal|/opportunities/$deal
a deal’s history|/opportunities/$deal/history
a deal, 60 days ago|/opportunities/$deal?at=$past
a deal, a minute ago|/opportunities/$deal?at=$just
focus|/focus
focus of one who owns deals|/focus?owner=$owner
forecast|/forecast
forecast’s deals|/forecast/deals
calibration|/forecast/calibration
what closed deals tell|/learn
verifiers|/learn/verifiers?journey=$journey
a verifier|$(get "/learn/verifiers?journey=$journey" | grep -o '/learn/verifiers/[0-9a-f-]\{36\}[^"#]*' | head -1 | sed 's/&amp;/\&/g; s/&#38;/\&/g')
in the way|/learn/obstacles?journey=$journey
qualified out|/learn/qualified-out?journey=$journey
over time|/learn/over-time?journey=$journey
conversations|/debriefs
accounts|/accounts
an account|/accounts/$account
PAGES
}
