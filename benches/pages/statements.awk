# Turns what the server's role asked for, as Postgres logs it, into a script for pgbench: the same statements with the
# same values, in the same transactions. Lines of other logs are left out by the mark at the beginning of each.
function flush() {
    if (sql != "") {
        if (!(by in said)) order[++connections] = by
        said[by] = said[by] (asks ? "-- asks\n" : "") filled(sql, given) ";\n"
        # A page of the past is asked of the views of that name, which its connection looks for first.
        if (sql ~ /app\.as_of/) said[by] = said[by] "set local search_path = past, public, pg_temp;\n"
    }
    sql = given = ""
}
# The statement with its values in the places of $1, $2 …
function filled(text, values, out, number, value, of) {
    while (match(values, /\$[0-9]+ = (NULL|'([^']|'')*')/)) {
        value = substr(values, RSTART, RLENGTH)
        values = substr(values, RSTART + RLENGTH)
        number = substr(value, 2, index(value, " ") - 2)
        of[number] = substr(value, index(value, "=") + 2)
    }
    while (match(text, /\$[0-9]+/)) {
        number = substr(text, RSTART + 1, RLENGTH - 1)
        out = out substr(text, 1, RSTART - 1) of[number]
        text = substr(text, RSTART + RLENGTH)
    }
    return out text
}
/^@@/ {
    reading = ""
    if ($0 !~ /^@@saidso_app /) { flush(); next }
    if (sub(/^@@[^@]*@@ DETAIL:  (P|p)arameters: /, "")) { given = $0; reading = "given"; next }
    if ($0 ~ /^@@[^@]*@@ DETAIL:/) next
    flush()
    by = substr($2, 1, index($2, "@") - 1)
    asks = $0 ~ /LOG:  execute/
    if (sub(/^@@[^@]*@@ LOG:  (execute [^:]*|statement): /, "")) { sql = $0; reading = "sql" }
    next
}
/^\t/ {
    if (reading == "sql") sql = sql "\n" substr($0, 2)
    if (reading == "given") given = given "\n" substr($0, 2)
}
# What the server does by itself meanwhile is not the page's: a page asks who looks, or is for a member.
END {
    flush()
    for (at = 1; at <= connections; at++)
        if (said[order[at]] ~ /viewer_of\(|app\.(as_of|member_id)/) printf "%s", said[order[at]]
}
