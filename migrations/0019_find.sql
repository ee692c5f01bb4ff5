-- Finding: deals, accounts and people by their names, and what customers said by its words.
-- Under row level security an operator that is not leakproof uses no index, and none of those that look for words is. So
-- the words stand in tables of their own, which the server's role cannot read: it asks the functions at the end, which
-- run as the owner and look for nothing but the words of the workspace that is in force.

-- A text as it is looked for: small letters without their accents. Not `unaccent`, which is only stable and so serves no
-- index. The same stands in `find::words`, which marks what was found.
create function find_fold(said text) returns text
language sql immutable parallel safe
return replace(replace(replace(replace(
    translate(
        lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g')),
        'øłđðıħŋς', 'olddihnσ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');

-- The same with one blank between words. What parts words is named here, for the classes of a regular expression know
-- different letters in every locale.
create function find_line(said text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(
    find_fold(said),
    '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u303f]+', ' ', 'g'));

-- Its words, each once. A single letter is none: it only parts others, as in "l'homme".
create function find_words(said text) returns text[]
language sql immutable parallel safe
return array(
    select distinct left(word, 40)
    from string_to_table(find_line(said), ' ') as word
    where length(word) > 1 or word ~ '^[0-9]$');

-- What every word of a workspace begins with in the index: there one workspace does not lengthen another's lists.
create function find_mark(workspace uuid) returns text
language sql immutable parallel safe
return right(workspace::text, 6);

create function find_lexemes(mark text, words text[]) returns tsvector
language sql immutable parallel safe
return array_to_tsvector(array(select mark || word from unnest(words) as word));

-- All of these words; from three letters on, and for the last one, whatever begins so. None: null.
create function find_query(mark text, words text[]) returns tsquery
language sql immutable parallel safe
return (
    select string_agg(
        '''' || mark || replace(replace(word, '\', '\\'), '''', '''''') || ''''
            || case when length(word) > 2 or at = cardinality(words) then ':*' else '' end,
        ' & ')::tsquery
    from unnest(words) with ordinality as wanted (word, at));

-- One statement is one verifier to whoever looks, in whichever edition it stands.
create function find_statement(statement text) returns uuid
language sql immutable parallel safe
return md5(find_line(statement))::uuid;
grant execute on function find_fold(text), find_line(text), find_statement(text) to saidso_app;

-- What has a name. Kinds: 1 deal, 2 account, 3 person.
create table find_name (
    workspace_id uuid not null,
    kind smallint not null check (kind between 1 and 3),
    id uuid not null,
    line text collate "C" not null, -- the name, as lists are in order of it
    lexemes tsvector not null,      -- the words by which it is found
    primary key (workspace_id, kind, id)
);

-- What customers said.
create table find_evidence (
    workspace_id uuid not null,
    id uuid not null,
    happened_on date not null,
    lexemes tsvector not null, -- its words, and its strength
    primary key (workspace_id, id)
);

create table find_bearing (
    workspace_id uuid not null,
    statement uuid not null,
    happened_on date not null,
    evidence_id uuid not null,
    primary key (workspace_id, statement, happened_on, evidence_id)
);

-- Every word of a workspace, for those who misspell one. A word may stand here twice, where two wrote it at the same
-- moment: without a unique index neither waits for the other.
create table find_word (
    workspace_id uuid not null,
    word text collate "C" not null
);

-- How strong it is at least, is a word like others: "@4" and all below.
create function find_evidence_lexemes(workspace uuid, words text, strength smallint) returns tsvector
language sql immutable parallel safe
return find_lexemes(find_mark(workspace),
    find_words(words) || array(select '@' || least from generate_series(2, strength) as least));

create function find_keep_words(workspace uuid, words text[]) returns void
language sql
set search_path = pg_catalog, public, pg_temp
as $$
    insert into find_word (workspace_id, word)
    select workspace, w.word
    from unnest(words) as w (word)
    where length(w.word) > 2
        and w.word !~ '^[0-9]+$'
        and not exists (select from find_word f where f.workspace_id = workspace and f.word = w.word)
$$;

create function find_keep_name(workspace uuid, kind smallint, id uuid, name text, also text) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
    words text[] := find_words(name || ' ' || also);
begin
    insert into find_name (workspace_id, kind, id, line, lexemes)
    values (workspace, kind, id, find_line(name), find_lexemes(find_mark(workspace) || kind, words))
    on conflict on constraint find_name_pkey do update
    set line = excluded.line, lexemes = excluded.lexemes;
    perform find_keep_words(workspace, words);
end
$$;

create function find_account() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform find_keep_name(new.workspace_id, 2::smallint, new.id, new.name, '');
    if tg_op = 'UPDATE' then
        perform find_keep_name(o.workspace_id, 1::smallint, o.id, o.name, new.name)
        from opportunity o
        where o.workspace_id = new.workspace_id and o.account_id = new.id;
    end if;
    return null;
end
$$;

create function find_contact() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform find_keep_name(new.workspace_id, 3::smallint, new.id, new.name, new.title || ' ' || new.email);
    return null;
end
$$;

create function find_opportunity() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform find_keep_name(new.workspace_id, 1::smallint, new.id, new.name, a.name)
    from account a
    where a.workspace_id = new.workspace_id and a.id = new.account_id;
    return null;
end
$$;

create function find_said_words() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    insert into find_evidence (workspace_id, id, happened_on, lexemes)
    values (new.workspace_id, new.id, new.happened_on,
        find_evidence_lexemes(new.workspace_id, new.words, new.strength));
    perform find_keep_words(new.workspace_id, find_words(new.words));
    return null;
end
$$;

create function find_borne() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    insert into find_bearing (workspace_id, statement, happened_on, evidence_id)
    select b.workspace_id, find_statement(v.statement), e.happened_on, e.id
    from added b
    join verifier v
        on v.workspace_id = b.workspace_id and v.id = b.verifier_id
    join evidence e
        on e.workspace_id = b.workspace_id and e.id = b.evidence_id
    on conflict do nothing;
    return null;
end
$$;

-- What is there already. The owner is bound by row level security too, and sees no row while it is forced.
do $$
declare
    read text;
    tables text[] := array['account', 'contact', 'opportunity', 'evidence', 'bearing', 'verifier'];
begin
    foreach read in array tables loop
        execute format('alter table %I no force row level security', read);
    end loop;

    insert into find_name
    select o.workspace_id, 1, o.id, find_line(o.name),
        find_lexemes(find_mark(o.workspace_id) || 1, find_words(o.name || ' ' || a.name))
    from opportunity o
    join account a
        on a.workspace_id = o.workspace_id and a.id = o.account_id
    union all
    select a.workspace_id, 2, a.id, find_line(a.name), find_lexemes(find_mark(a.workspace_id) || 2, find_words(a.name))
    from account a
    union all
    select c.workspace_id, 3, c.id, find_line(c.name),
        find_lexemes(find_mark(c.workspace_id) || 3, find_words(c.name || ' ' || c.title || ' ' || c.email))
    from contact c;

    insert into find_evidence
    select e.workspace_id, e.id, e.happened_on, find_evidence_lexemes(e.workspace_id, e.words, e.strength)
    from evidence e;

    insert into find_bearing
    select b.workspace_id, find_statement(v.statement), e.happened_on, e.id
    from bearing b
    join verifier v
        on v.workspace_id = b.workspace_id and v.id = b.verifier_id
    join evidence e
        on e.workspace_id = b.workspace_id and e.id = b.evidence_id
    on conflict do nothing;

    insert into find_word
    select distinct w.workspace_id, w.word
    from (
        select f.workspace_id, substr(lexeme, 7) from find_evidence f, unnest(tsvector_to_array(f.lexemes)) as lexeme
        union all
        select n.workspace_id, substr(lexeme, 8) from find_name n, unnest(tsvector_to_array(n.lexemes)) as lexeme
    ) as w (workspace_id, word)
    where length(w.word) > 2 and w.word !~ '^[0-9]+$';

    foreach read in array tables loop
        execute format('alter table %I force row level security', read);
    end loop;
end
$$;

create index find_name_in_order on find_name (workspace_id, kind, line, id);
create index find_evidence_by_day on find_evidence (workspace_id, happened_on desc, id desc);
create index find_word_known on find_word (workspace_id, word);
-- Without the pending list, which each search would read through, and some unlucky write would put in order.
create index find_name_words on find_name using gin (lexemes) with (fastupdate = off);
create index find_evidence_words on find_evidence using gin (lexemes) with (fastupdate = off);
create index find_word_alike on find_word using gin (word gin_trgm_ops) with (fastupdate = off);

create trigger find after insert or update of name on account for each row execute function find_account();
create trigger find after insert or update of name, title, email on contact for each row execute function find_contact();
create trigger find after insert or update of name on opportunity for each row execute function find_opportunity();
create trigger find after insert on evidence for each row execute function find_said_words();
create trigger find after insert on bearing referencing new table as added for each statement execute function find_borne();
alter table account enable always trigger find;
alter table contact enable always trigger find;
alter table opportunity enable always trigger find;
alter table evidence enable always trigger find;
alter table bearing enable always trigger find;

-- Which of these words anything here begins with; and for those that nothing does, or for all of them, the words here
-- that look alike. One wrong letter in a short word leaves little that is the same, and two that have changed places
-- even less: those are put back and looked up.
create function find_alike(words text[], all_of_them boolean)
returns table (at integer, is_known boolean, alike text, likeness real)
language plpgsql stable security definer rows 20
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
    perform set_config('pg_trgm.similarity_threshold', '0.2', true);
    return query
    select wanted.at::integer, known.is_so, near.word, near.likeness
    from unnest(words) with ordinality as wanted (word, at)
    cross join lateral (
        select exists (
            select from find_word f
            where f.workspace_id = current_workspace()
                and f.word >= wanted.word
                and f.word < wanted.word || chr(1114111)) as is_so
    ) as known
    left join lateral (
        select distinct other.word::text as word, similarity(other.word, wanted.word) as likeness
        from (
            (select f.word
            from find_word f
            where f.word % wanted.word
                and f.workspace_id = current_workspace()
                and length(f.word) between length(wanted.word) - 2 and length(wanted.word) + 2
            order by similarity(f.word, wanted.word) desc
            limit 40)
            union all
            select f.word
            from (
                select substr(wanted.word, 1, i) || reverse(substr(wanted.word, i + 1, 2)) || substr(wanted.word, i + 3) as swapped
                from generate_series(0, length(wanted.word) - 2) as i
            ) as beginning
            cross join lateral (
                select s.word
                from find_word s
                where s.workspace_id = current_workspace()
                    and s.word >= beginning.swapped
                    and s.word < beginning.swapped || chr(1114111)
                order by s.word
                limit 5
            ) as f
        ) as other
        where other.word <> wanted.word
    ) as near
        on length(wanted.word) > 2 and (all_of_them or not known.is_so)
    order by wanted.at, near.likeness desc;
end
$$;

-- Names of these kinds that hold all the words, `many` of each: first those that begin as it was typed, then by name.
-- Common words are met by walking along the names, rare ones are looked up.
create function find_names(kinds smallint[], words text[], after uuid, many integer)
returns table (kind smallint, id uuid)
language plpgsql stable security definer rows 20
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    here constant uuid := current_workspace();
    far constant integer := 800; -- how far one walks
    typed constant text := array_to_string(words, ' ');
    beyond constant text := typed || chr(1114111);
    sort smallint;
    wanted tsquery;
    from_line text;
    from_id uuid;
    is_past boolean; -- past those that begin as it was typed
    shown integer;
    more integer;
begin
    if here is null or typed = '' then
        return;
    end if;
    foreach sort in array kinds loop
        wanted := find_query(find_mark(here) || sort, words);
        shown := 0;
        select n.line, n.id, not n.line ^@ typed into from_line, from_id, is_past
        from find_name n
        where n.workspace_id = here and n.kind = sort and n.id = after;

        if is_past is not true then
            return query
            select n.kind, n.id
            from find_name n
            where n.workspace_id = here and n.kind = sort
                and n.line >= typed and n.line < beyond
                and (from_id is null or (n.line, n.id) > (from_line, from_id))
            order by n.line, n.id
            limit many;
            get diagnostics shown = row_count;
            from_id := null;
        end if;
        continue when shown >= many;
        if from_id is null then
            from_line := '';
            from_id := '00000000-0000-0000-0000-000000000000';
        end if;

        return query
        select way.kind, way.id
        from (
            select n.kind, n.id, n.line, n.lexemes
            from find_name n
            where n.workspace_id = here and n.kind = sort and (n.line, n.id) > (from_line, from_id)
            order by n.line, n.id
            limit far
        ) as way
        where ts_match_vq(way.lexemes, wanted) and not way.line ^@ typed
        order by way.line, way.id
        limit many - shown;
        get diagnostics more = row_count;
        shown := shown + more;
        continue when shown >= many;

        select n.line, n.id into from_line, from_id
        from find_name n
        where n.workspace_id = here and n.kind = sort and (n.line, n.id) > (from_line, from_id)
        order by n.line, n.id
        offset far
        limit 1;
        continue when from_id is null;

        return query
        with hit as materialized (
            select n.workspace_id, n.kind, n.id, n.line from find_name n where n.lexemes @@ wanted
        )
        select n.kind, n.id
        from hit n
        where n.workspace_id = here and n.kind = sort and (n.line, n.id) >= (from_line, from_id) and not n.line ^@ typed
        order by n.line, n.id
        limit many - shown;
    end loop;
end
$$;

-- What customers said that holds all the words, the latest first, after the piece named. `borne_on` is a statement.
create function find_said(words text[], people uuid[], borne_on uuid, since date, until date, least_strength smallint,
    after uuid, many integer)
returns table (id uuid, happened_on date)
language plpgsql stable security definer rows 20
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    here constant uuid := current_workspace();
    far constant integer := 2000; -- how far one walks
    terms constant text[] := case when least_strength > 1 then array['@' || least_strength] else '{}' end || words;
    wanted constant tsquery := find_query(find_mark(here), terms);
    first_on constant date := coalesce(since, '-infinity');
    edge_on date := coalesce(until, 'infinity');
    edge_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    rare tsquery;
    shown integer;
begin
    if after is not null then
        select f.happened_on, f.id into edge_on, edge_id
        from find_evidence f
        where f.workspace_id = here and f.id = after and f.happened_on <= edge_on;
    end if;
    if here is null or edge_id is null then
        return;
    end if;

    -- One person has not said much: all of it is looked through.
    if people is not null then
        return query
        select f.id, f.happened_on
        from evidence e
        cross join lateral (
            select s.* from find_evidence s where s.workspace_id = here and s.id = e.id limit 1
        ) as f
        where e.workspace_id = here and e.contact_id = any (people)
            and f.happened_on >= first_on and (f.happened_on, f.id) <= (edge_on, edge_id) and f.id is distinct from after
            and (wanted is null or ts_match_vq(f.lexemes, wanted))
            and (borne_on is null or exists (
                select from find_bearing b
                where b.workspace_id = here and b.statement = borne_on
                    and b.happened_on = f.happened_on and b.evidence_id = f.id))
        order by f.happened_on desc, f.id desc
        limit many;
        return;
    end if;

    -- A common word is soon met on the way back from the latest. Where the way ends there is nothing further back.
    if borne_on is null then
        return query
        select way.id, way.happened_on
        from (
            select f.id, f.happened_on, f.lexemes
            from find_evidence f
            where f.workspace_id = here and f.happened_on >= first_on and (f.happened_on, f.id) <= (edge_on, edge_id)
            order by f.happened_on desc, f.id desc
            limit far
        ) as way
        where way.id is distinct from after and (wanted is null or ts_match_vq(way.lexemes, wanted))
        order by way.happened_on desc, way.id desc
        limit many;
        get diagnostics shown = row_count;
        if shown >= many then
            return;
        end if;
        select f.happened_on, f.id into edge_on, edge_id
        from find_evidence f
        where f.workspace_id = here and f.happened_on >= first_on and (f.happened_on, f.id) <= (edge_on, edge_id)
        order by f.happened_on desc, f.id desc
        offset far
        limit 1;
    else
        return query
        select f.id, f.happened_on
        from (
            select b.happened_on, b.evidence_id
            from find_bearing b
            where b.workspace_id = here and b.statement = borne_on
                and b.happened_on >= first_on and (b.happened_on, b.evidence_id) <= (edge_on, edge_id)
            order by b.happened_on desc, b.evidence_id desc
            limit far
        ) as way
        cross join lateral (
            select s.* from find_evidence s where s.workspace_id = here and s.id = way.evidence_id limit 1
        ) as f
        where f.id is distinct from after and (wanted is null or ts_match_vq(f.lexemes, wanted))
        order by way.happened_on desc, way.evidence_id desc
        limit many;
        get diagnostics shown = row_count;
        if shown >= many then
            return;
        end if;
        select b.happened_on, b.evidence_id into edge_on, edge_id
        from find_bearing b
        where b.workspace_id = here and b.statement = borne_on
            and b.happened_on >= first_on and (b.happened_on, b.evidence_id) <= (edge_on, edge_id)
        order by b.happened_on desc, b.evidence_id desc
        offset far
        limit 1;
    end if;
    if edge_id is null or wanted is null then
        return;
    end if;

    -- What is not common is looked up. A common word beside a rare one only costs in the index, so the latest few hundred
    -- pieces say which are rare here; where none is, all are looked up together.
    select find_query(find_mark(here), array_agg(term.word order by term.at)) into rare
    from (
        select word, at, find_query(find_mark(here), array[word]) as query
        from unnest(terms) with ordinality as each (word, at)
        offset 0 -- keeps the query from being written anew for every piece
    ) as term
    where (
        select count(*)
        from (
            select f.lexemes from find_evidence f
            where f.workspace_id = here
            order by f.happened_on desc, f.id desc
            limit 500
        ) as sample
        where ts_match_vq(sample.lexemes, term.query)) < 10;
    rare := coalesce(rare, wanted);

    return query
    with hit as materialized (
        select f.workspace_id, f.id, f.happened_on, f.lexemes
        from find_evidence f
        where f.lexemes @@ rare
    )
    select f.id, f.happened_on
    from hit f
    where f.workspace_id = here and f.happened_on >= first_on and (f.happened_on, f.id) <= (edge_on, edge_id)
        and f.id is distinct from after
        and ts_match_vq(f.lexemes, wanted)
        and (borne_on is null or exists (
            select from find_bearing b
            where b.workspace_id = here and b.statement = borne_on
                and b.happened_on = f.happened_on and b.evidence_id = f.id))
    order by f.happened_on desc, f.id desc
    limit many - shown;
end
$$;

grant execute on function find_alike(text[], boolean), find_names(smallint[], text[], uuid, integer),
    find_said(text[], uuid[], uuid, date, date, smallint, uuid, integer) to saidso_app;
