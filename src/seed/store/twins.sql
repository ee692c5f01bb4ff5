-- Writes the twins of what was played: for each of these numbers, every row of every deal again. The ids that belong to a
-- tale end in a mark, and a twin's in its number; its moments are a few seconds later, its customers have its number in
-- their names. What is the same for all (members, journeys) is the same for it. The ledger's chain is reckoned anew.
--
-- In one transaction of the owner of the tables, who sets the triggers aside that would do it a second time, and back:
-- until it ends nobody else can write these tables, and nobody ever sees them without their triggers. What the database
-- checks of every row (keys, checks, row level security) it checks of these too.
--
-- Set by `seed::store`: app.workspace_id, app.first, app.last (the twins' numbers), app.deals (how many the last has),
-- app.later (by how much each is later than the one before).
create function seeding_twin_id(id uuid, mark text) returns uuid
language sql immutable
return case when right(id::text, 6) = 'c0ffee' then (left(id::text, 30) || mark)::uuid else id end;

-- Of what the database itself gave an id.
create function seeding_always_twin_id(id uuid, mark text) returns uuid
language sql immutable
return (left(id::text, 30) || mark)::uuid;

create function seeding_twin_ids(ids text, mark text) returns uuid[]
language sql immutable
return replace(replace(ids, 'c0ffee,', mark || ','), 'c0ffee}', mark || '}')::uuid[];

create function seeding_next_hash(last bytea, first bytea, entry text) returns bytea
language sql immutable
return sha256(convert_to(encode(coalesce(last, first), 'hex') || E'\n' || entry, 'UTF8'));
create aggregate seeding_chain(bytea, text) (sfunc = seeding_next_hash, stype = bytea);

-- How one column of a twin is made from the played one.
create function seeding_twin_of(of_table name, of_column name, of_type regtype) returns text
language sql immutable
return case
    when of_table = 'account' and of_column = 'name' then 't.name || '' '' || w.number'
    when of_table = 'account' and of_column = 'website' then 'replace(t.website, ''.example'', ''-'' || w.number || ''.example'')'
    when of_table = 'contact' and of_column = 'email' then 'replace(t.email, ''.example'', ''-'' || w.number || ''.example'')'
    when of_table = 'find_name' and of_column = 'lexemes' then
        't.lexemes || array_to_tsvector(array[find_mark(t.workspace_id) || t.kind || w.number])'
    when of_table = 'find_name' and of_column = 'line' then 'case when t.kind = 2 then t.line || '' '' || w.number else t.line end'
    when of_table in ('fall_back', 'inbox_item') and of_column in ('id', 'subject_id') then
        format('seeding_always_twin_id(t.%I, w.mark)', of_column)
    when of_type = 'uuid'::regtype then format('seeding_twin_id(t.%I, w.mark)', of_column)
    when of_type = 'uuid[]'::regtype then format('seeding_twin_ids(t.%I::text, w.mark)', of_column)
    when of_type = 'timestamptz'::regtype then format('t.%I + w.later', of_column)
    else format('t.%I', of_column)
end;

-- What is written of every table, and by which of its columns a row belongs to something that was played.
create unlogged table seeding_told as
select c.oid::regclass as name, c.relname, belongs.by_column,
    row_number() over (order by array_position(array['account', 'contact', 'opportunity'], c.relname::text), c.oid) as turn
from pg_class c
cross join lateral (
    select case
        when c.relname in ('account', 'contact', 'opportunity', 'find_evidence', 'find_name') then 'id'
        when c.relname = 'find_bearing' then 'evidence_id'
        when c.relname = 'obstacle_word' then 'obstacle_id'
        else (
            select a.attname from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'opportunity_id' and not a.attisdropped)
    end as by_column
) as belongs
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and belongs.by_column is not null;

create unlogged table seeding_twin as
select n::text as number, lpad(to_hex(n), 6, '0') as mark, n * current_setting('app.later')::interval as later,
    n = current_setting('app.last')::integer as is_last
from generate_series(current_setting('app.first')::integer, current_setting('app.last')::integer) as n;

-- The deals of each, and everything that belongs to them. The last twin may have fewer.
create unlogged table seeding_owned (id uuid primary key, by_few boolean not null);
insert into seeding_owned
with deal as (
    select o.id, o.account_id, row_number() over (order by o.id) <= current_setting('app.deals')::integer as by_few
    from opportunity o
    where o.workspace_id = current_workspace() and right(o.id::text, 6) = 'c0ffee'
), account as (
    select d.account_id, bool_or(d.by_few) as by_few from deal d group by d.account_id
)
select d.id, d.by_few from deal d
union all
select a.account_id, a.by_few from account a
union all
select c.id, a.by_few from contact c join account a on a.account_id = c.account_id where c.workspace_id = current_workspace()
union all
select e.id, d.by_few from evidence e join deal d on d.id = e.opportunity_id where e.workspace_id = current_workspace()
union all
select b.id, d.by_few from obstacle b join deal d on d.id = b.opportunity_id where b.workspace_id = current_workspace();
analyze seeding_owned;

do $$
declare
    told record;
    aside record;
begin
    create unlogged table seeding_aside as
    select t.tgrelid::regclass as name, t.tgname
    from pg_trigger t
    join seeding_told w
        on w.name = t.tgrelid
    where not t.tgisinternal and t.tgenabled = 'A';
    for aside in select * from seeding_aside loop
        execute format('alter table %s disable trigger %I', aside.name, aside.tgname);
    end loop;

    for told in select * from seeding_told order by turn loop
        execute (
            select format(
                'insert into %s (%s) select %s from %s t join seeding_owned o on o.id = t.%I join seeding_twin w on o.by_few or not w.is_last where t.workspace_id = current_workspace()',
                told.name,
                string_agg(quote_ident(a.attname), ', ' order by a.attnum),
                string_agg(seeding_twin_of(told.relname, a.attname, a.atttypid::regtype), ', ' order by a.attnum),
                told.name,
                told.by_column)
            from pg_attribute a
            where a.attrelid = told.name and a.attnum > 0 and not a.attisdropped and a.attgenerated = '');
    end loop;

    for aside in select * from seeding_aside loop
        execute format('alter table %s enable always trigger %I', aside.name, aside.tgname);
    end loop;
end
$$;

-- What the ledger says of them: of a deal in a stream of its own, of customers in the workspace's.
create unlogged table seeding_entry as
with played as (
    select e.*, o.by_few, e.seq as nth, ''::bytea as before
    from seeding_owned o
    join event e
        on e.workspace_id = current_workspace() and e.stream_id = o.id
    union all
    select e.*, o.by_few, h.seq + row_number() over (order by e.seq), h.hash
    from seeding_owned o
    join event e
        on e.workspace_id = current_workspace() and e.stream_id = e.workspace_id and e.subject_id = o.id
    join ledger_head h
        on h.workspace_id = e.workspace_id and h.stream_id = e.stream_id
)
select p.workspace_id, seeding_twin_id(p.stream_id, w.mark) as stream_id,
    case when p.stream_id = p.workspace_id
        then min(p.nth) over (partition by p.stream_id) - 1 + row_number() over (partition by p.stream_id order by w.mark, p.seq)
        else p.nth end as seq,
    p.at + w.later as at, p.member_id, p.kind, p.before,
    case when p.kind = 'fall_back added' then seeding_always_twin_id(p.subject_id, w.mark)
        else seeding_twin_id(p.subject_id, w.mark) end as subject_id,
    replace(p.body::text, 'c0ffee"', w.mark || '"')::jsonb || coalesce((
        select jsonb_object_agg(own.key, case
            when own.key = 'id' then to_jsonb(seeding_always_twin_id((p.body ->> 'id')::uuid, w.mark))
            when own.key = 'name' then to_jsonb((p.body ->> 'name') || ' ' || w.number)
            when own.key in ('website', 'email') then
                to_jsonb(replace(p.body ->> own.key, '.example', '-' || w.number || '.example'))
            else to_jsonb((p.body ->> own.key)::timestamptz + w.later) end)
        from unnest(array['at', 'recorded_at', 'created_at'] || case p.kind
            when 'account added' then array['name', 'website']
            when 'contact added' then array['email']
            when 'fall_back added' then array['id']
            else '{}' end) as own (key)
        where p.body ? own.key), '{}') as body
from played p
join seeding_twin w
    on p.by_few or not w.is_last;

insert into event (workspace_id, stream_id, seq, at, member_id, kind, subject_id, body, hash)
select workspace_id, stream_id, seq, at, member_id, kind, subject_id, body,
    seeding_chain(before, concat_ws(E'\n', workspace_id::text, stream_id::text, seq::text,
        ((extract(epoch from at) * 1000000)::bigint)::text, coalesce(member_id::text, '-'), kind, subject_id::text, body::text))
        over (partition by stream_id order by seq)
from seeding_entry;

insert into ledger_head (workspace_id, stream_id, seq, at, hash)
select distinct on (e.stream_id) e.workspace_id, e.stream_id, e.seq, e.at, e.hash
from event e
join (select distinct stream_id from seeding_entry) as s
    on s.stream_id = e.stream_id
where e.workspace_id = current_workspace()
order by e.stream_id, e.seq desc
on conflict (workspace_id, stream_id) do update set seq = excluded.seq, at = excluded.at, hash = excluded.hash;

drop table seeding_told, seeding_twin, seeding_owned, seeding_aside, seeding_entry;
drop function seeding_twin_of, seeding_twin_ids, seeding_twin_id, seeding_always_twin_id;
drop aggregate seeding_chain (bytea, text);
drop function seeding_next_hash;
