-- Pages of a large workspace, and of its past, as quick as those of a small one. What they show is the same.

-- A function that sets a path of its own, or answers one value, is run anew for every row of what asks it. Written in the
-- standard's way its names are looked up when it is made, and answering a set it becomes part of the query that asks:
-- planned with it, and once for all rows.
drop function verified_flow(timestamptz, timestamptz, uuid, uuid, smallint);
create function verified_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns table (opportunity_id uuid, line text, counted boolean, counts boolean, then_phase smallint, now_phase smallint,
    then_currency text, now_currency text, then_amount bigint, now_amount bigint, stages smallint, heard_at timestamptz)
language sql stable
begin atomic
select m.opportunity_id,
    case
        when m.counted and m.counts then
            case
                when m.then_currency <> m.now_currency then 'currency'
                when m.now_amount > m.then_amount then 'grown'
                when m.now_amount < m.then_amount then 'shrunk'
                else 'same'
            end
        when m.counts then
            case
                when m.then_stage is null then 'new'
                when m.outcome_then is not null then 'back'
                when m.proved_then then 'taken'
                else 'on'
            end
        else
            case
                when m.outcome_now is not null then m.outcome_now
                when m.proved_now then 'handed'
                else 'fell'
            end
    end,
    m.counted, m.counts, m.then_phase, m.now_phase, m.then_currency, m.now_currency, m.then_amount, m.now_amount,
    (m.now_stage - m.then_stage)::smallint, m.heard_at
from (
    select p.*,
        p.proved_then and (owner is null or p.then_owner = owner) as counted,
        p.proved_now and (owner is null or p.now_owner = owner) as counts
    from (
        select is_now.opportunity_id,
            coalesce(was.outcome is null and was.stage > 1 and was.phase >= proved_to, false) as proved_then,
            coalesce(is_now.outcome is null and is_now.stage > 1 and is_now.phase >= proved_to, false) as proved_now,
            was.owner_id as then_owner, is_now.owner_id as now_owner,
            was.stage as then_stage, is_now.stage as now_stage, was.outcome as outcome_then, is_now.outcome as outcome_now,
            was.phase as then_phase, is_now.phase as now_phase,
            was.currency as then_currency, is_now.currency as now_currency,
            coalesce(was.amount, 0) as then_amount, coalesce(is_now.amount, 0) as now_amount,
            is_now.heard_at
        from (
            select v.opportunity_id, v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, v.heard_at
            from deal_version v
            where v.workspace_id = (select current_workspace()) and v.from_at > since and v.from_at <= upto and v.until_at > upto
        ) as is_now
        left join (
            select v.opportunity_id, v.owner_id, v.stage, v.phase, v.outcome, v.currency, v.amount
            from deal_version v
            where v.workspace_id = (select current_workspace()) and v.until_at > since and v.until_at <= upto and v.from_at <= since
        ) as was on was.opportunity_id = is_now.opportunity_id
        where journey is null or is_now.journey_id = journey -- a deal keeps its journey
        offset 0 -- keeps what is reckoned here from being reckoned at each place that names it
    ) as p
    where p.proved_then or p.proved_now
    offset 0
) as m
where m.counted or m.counts;
end;
grant execute on function verified_flow(timestamptz, timestamptz, uuid, uuid, smallint) to saidso_app;

drop function pipeline_change(timestamptz, timestamptz);
create function pipeline_change(after timestamptz, upto timestamptz)
returns table (owner_id uuid, journey_id uuid, proved boolean, phase smallint, outcome text, currency text, deals bigint, without_amount bigint, amount numeric)
language sql stable
begin atomic
select c.owner_id, c.journey_id, c.stage > 1, c.phase, coalesce(c.outcome, ''), c.currency,
    sum(c.counts)::bigint, (sum(c.counts) filter (where c.amount is null))::bigint, coalesce(sum(c.counts * c.amount), 0)
from (
    select v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, 1 as counts
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.from_at > after and v.from_at <= upto
    union all
    select v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, -1
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.until_at > after and v.until_at <= upto
) as c
group by 1, 2, 3, 4, 5, 6;
end;
grant execute on function pipeline_change(timestamptz, timestamptz) to saidso_app;

-- Rows that are changed in place, in the past: most have not changed since the moment, and are what they were. Only of
-- those that have does the ledger tell the columns. `told` is one row: null where the row had not been added.
drop view past.account, past.contact, past.member, past.journey, past.stakeholder, past.alternative, past.strategy_session;
drop function told(text, uuid, uuid);
drop function told_of_workspace(text, uuid);

create function told(kind text, stream uuid, subject uuid) returns setof jsonb
language sql stable
begin atomic
select jsonb_object_agg(c.key, c.value order by e.seq)
from event e
cross join lateral jsonb_each(e.body) as c
where e.workspace_id = (select current_workspace())
    and e.stream_id = stream
    and e.subject_id = subject
    and e.kind in (told.kind || ' added', told.kind || ' changed')
    and e.at <= (select as_of());
end;
create function told_since(kind text, stream uuid, subject uuid) returns setof boolean
language sql stable
begin atomic
select exists (
    select from event e
    where e.workspace_id = (select current_workspace())
        and e.stream_id = stream
        and e.subject_id = subject
        and e.kind in (told_since.kind || ' added', told_since.kind || ' changed')
        and e.at > (select as_of())
    offset 0) -- row by row, instead of gathering all that there is
offset 0;
end;

-- The same of a row that belongs to no deal, by an index of its own.
create function told_of_workspace(kind text, subject uuid) returns setof jsonb
language sql stable
begin atomic
select jsonb_object_agg(c.key, c.value order by e.seq)
from event e
cross join lateral jsonb_each(e.body) as c
where e.workspace_id = (select current_workspace())
    and e.stream_id is not distinct from e.workspace_id
    and e.subject_id = subject
    and e.kind in (told_of_workspace.kind || ' added', told_of_workspace.kind || ' changed')
    and e.at <= (select as_of());
end;
create function told_of_workspace_since(kind text, subject uuid) returns setof boolean
language sql stable
begin atomic
select exists (
    select from event e
    where e.workspace_id = (select current_workspace())
        and e.stream_id is not distinct from e.workspace_id
        and e.subject_id = subject
        and e.kind in (told_of_workspace_since.kind || ' added', told_of_workspace_since.kind || ' changed')
        and e.at > (select as_of())
    offset 0)
offset 0;
end;
grant execute on function told(text, uuid, uuid), told_since(text, uuid, uuid), told_of_workspace(text, uuid),
    told_of_workspace_since(text, uuid) to saidso_app;

do $$
declare
    kept record;
    column_list text;
begin
    for kept in
        select * from (values
            ('account', 'told_of_workspace', '', 't.id', 't.created_at <= (select as_of())'),
            ('contact', 'told_of_workspace', '', 't.id', 't.created_at <= (select as_of())'),
            ('member', 'told_of_workspace', '', 't.id', 't.joined_at <= (select as_of())'),
            ('journey', 'told_of_workspace', '', 't.id', 't.created_at <= (select as_of())'),
            ('stakeholder', 'told', 't.opportunity_id, ', 't.contact_id', '(select as_of()) is not null'),
            ('alternative', 'told', 't.opportunity_id, ', 't.id', '(select as_of()) is not null'),
            ('strategy_session', 'told', 't.opportunity_id, ', 't.id', 't.created_at <= (select as_of())')
        ) as k (name, teller, stream, subject, born)
    loop
        -- What a row is known by never changes.
        select string_agg(
            case
                when a.attname in ('workspace_id', 'id', 'opportunity_id', 'account_id', 'contact_id', 'person_id') then 't.' || a.attname
                when a.attname = 'name_key' then 'lower(btrim((case when since.has_changed then jsonb_populate_record(t, was.told) else t end).name)) as name_key'
                else format('(case when since.has_changed then jsonb_populate_record(t, was.told) else t end).%I', a.attname)
            end, ', ' order by a.attnum)
        into column_list
        from pg_attribute a
        where a.attrelid = ('public.' || kept.name)::regclass and a.attnum > 0 and not a.attisdropped;
        execute format(
            'create view past.%1$I as
            select %2$s
            from public.%1$I t
            cross join lateral %3$I(%1$L, %4$s %5$s) as since (has_changed)
            cross join lateral %6$I(%1$L, %4$s case when since.has_changed then %5$s end) as was (told)
            where %7$s and (not since.has_changed or was.told is not null)',
            kept.name, column_list, kept.teller || '_since', kept.stream, kept.subject, kept.teller, kept.born);
    end loop;
end
$$;

-- The deals whose name, or whose account's, may hold all of these pieces of words, from the words that this workspace
-- has: none is missing, and which of them do is for the asker to see. Null: too many, or nothing that could be looked
-- for. What is shorter than three letters, or a number, is no word that is kept; of a very long one the end is not.
create function find_deals_holding(pieces text[], most integer) returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    here constant uuid := current_workspace();
    mark constant text := find_mark(here) || 1;
    many constant integer := 400; -- words that hold a piece: more of them narrow little
    piece text;
    holding text[];
    wanted tsquery;
    found uuid[];
begin
    for piece in
        select distinct part
        from unnest(pieces) as p (typed), string_to_table(find_line(p.typed), ' ') as part
        where length(part) > 2 and part !~ '^[0-9]+$'
    loop
        holding := array(
            with hit as materialized (
                select f.workspace_id, f.word from find_word f where f.word like '%' || piece || '%'
            )
            select distinct h.word from hit h where h.workspace_id = here limit many);
        continue when cardinality(holding) = many;
        holding := holding || array(
            select f.word from find_word f where f.workspace_id = here and length(f.word) = 40 limit many);
        if holding = '{}' then
            return '{}';
        end if;
        wanted := coalesce(wanted && any_of.query, any_of.query)
        from (
            select string_agg('''' || mark || replace(replace(h.word, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
            from unnest(holding) as h (word)
        ) as any_of (query);
    end loop;
    if wanted is null then
        return null;
    end if;
    found := array(
        with hit as materialized (
            select n.workspace_id, n.kind, n.id from find_name n where n.lexemes @@ wanted
        )
        select h.id from hit h where h.workspace_id = here and h.kind = 1 limit most + 1);
    return case when cardinality(found) <= most then found end;
end
$$;
grant execute on function find_deals_holding(text[], integer) to saidso_app;

-- Sums are reckoned after 4,000 versions instead of 10,000: a page of the past reads what lies between, and half a
-- reckoning's rows are read sooner than that.
do $$
declare
    caller regprocedure;
begin
    foreach caller in array array['keep_version()', 'sum_up_rehearsal()']::regprocedure[] loop
        execute replace(pg_get_functiondef(caller), 'sum_up_pipeline(10000,', 'sum_up_pipeline(4000,');
    end loop;
end
$$;
