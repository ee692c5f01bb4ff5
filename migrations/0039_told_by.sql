-- Pages of the past as quick as today's. Until now each row that is changed in place was asked of the ledger: has it changed
-- since the moment? Nearly none has, and a list asks it of every name that it shows. Now a row says itself by when the last
-- of it was told, and only of what may have changed since then is the ledger asked.

-- From this moment on the ledger has nothing more to tell of the row. It may be later than needed, never earlier: who
-- writes it does not yet know at which moment the ledger will put the change, but no statement takes a minute.
create function mark_told() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    stream constant uuid := coalesce(nullif(to_jsonb(new) ->> tg_argv[0], '')::uuid, current_workspace());
begin
    new.told_by := greatest(moment(), (
        select h.at from ledger_head h
        where h.workspace_id = current_workspace() and h.stream_id = stream)) + interval '1 minute';
    return new;
end
$$;

drop view past.account, past.contact, past.member, past.journey, past.stakeholder, past.alternative, past.strategy_session;
drop function told(text, uuid, uuid);
drop function told_since(text, uuid, uuid);
drop function told_of_workspace(text, uuid);
drop function told_of_workspace_since(text, uuid);

-- A row as the ledger tells that it was at the moment in question; null: it had not been added. Of a row that says itself when
-- it came (`born`) what it was added as counts from then on, and where the ledger tells nothing of it, it is what it was. In the
-- workspace's own stream where no other is named: asked apart, as rows of that stream have an index of their own. Hardly ever
-- asked, and so no part of the query that asks: what is never run need not be made ready either.
create function as_told(is_now anyelement, of_kind text, in_stream uuid, of_subject uuid, born boolean) returns anyelement
language plpgsql stable
as $$
declare
    told jsonb;
begin
    if in_stream is null then
        select jsonb_object_agg(c.key, c.value order by e.seq) into told
        from public.event e
        cross join lateral jsonb_each(e.body) as c
        where e.workspace_id = (select public.current_workspace())
            and e.stream_id is not distinct from e.workspace_id
            and e.subject_id = of_subject
            and e.kind in (of_kind || ' added', of_kind || ' changed')
            and (e.at <= (select public.as_of()) or born and e.kind = of_kind || ' added');
    else
        select jsonb_object_agg(c.key, c.value order by e.seq) into told
        from public.event e
        cross join lateral jsonb_each(e.body) as c
        where e.workspace_id = (select public.current_workspace())
            and e.stream_id = in_stream
            and e.subject_id = of_subject
            and e.kind in (of_kind || ' added', of_kind || ' changed')
            and (e.at <= (select public.as_of()) or born and e.kind = of_kind || ' added');
    end if;
    return case when told is not null then jsonb_populate_record(is_now, told) when born then is_now end;
end
$$;
grant execute on function as_told(anyelement, text, uuid, uuid, boolean) to saidso_app;

-- The owner of the tables is bound by row level security too, and lifts it for as long as it goes through all workspaces.
alter table workspace no force row level security;
do $$
declare
    kept record;
    known record;
    then_row text;
    columns text;
begin
    for kept in
        select * from (values
            ('account', 'id', null, 'created_at', array['name_key', 'version']),
            ('contact', 'id', null, 'created_at', array['name_key', 'version']),
            ('member', 'id', null, 'joined_at', '{}'),
            ('journey', 'id', null, 'created_at', array['name_key']),
            ('stakeholder', 'contact_id', 'opportunity_id', null, array['version']),
            ('alternative', 'id', 'opportunity_id', null, array['name_key']),
            ('strategy_session', 'id', 'opportunity_id', 'created_at', '{}')
        ) as k (name, subject, stream, born, left_out)
    loop
        -- What is written here is nothing to put on record.
        execute format('drop trigger on_record on %I', kept.name);
        execute format('alter table %I add column told_by timestamptz not null default ''infinity''', kept.name);
        for known in select w.id from workspace w loop
            perform set_config('app.workspace_id', known.id::text, true);
            execute format(
                'update %1$I t
                set told_by = e.at + interval ''1 minute''
                from (
                    select e.stream_id, e.subject_id, max(e.at) as at
                    from event e
                    where e.workspace_id = $1 and e.kind in (%2$L, %3$L)
                    group by e.stream_id, e.subject_id) as e
                where t.workspace_id = $1 and e.stream_id = t.%4$I and e.subject_id = t.%5$I',
                kept.name, kept.name || ' added', kept.name || ' changed',
                coalesce(kept.stream, 'workspace_id'), kept.subject)
                using known.id;
        end loop;
        execute format('call put_on_record(%L, %L, %L, variadic %L)',
            kept.name, kept.subject, coalesce(kept.stream, ''), kept.left_out || array['told_by']);
        execute format('create trigger mark_told before insert or update on %I for each row execute function mark_told(%L)',
            kept.name, coalesce(kept.stream, ''));
        execute format('alter table %I enable always trigger mark_told', kept.name);

        -- What a row is known by never changes. The ledger is asked where a column or a row depends on it, and nowhere else.
        then_row := format('as_told(t, %L, %s, t.%I, %L)', kept.name, coalesce('t.' || kept.stream, 'null'), kept.subject, kept.born is not null);
        select string_agg(
            case
                when a.attname in ('workspace_id', 'id', 'opportunity_id', 'account_id', 'contact_id', 'person_id') then 't.' || a.attname
                when a.attname = 'name_key' then format('lower(btrim((case when t.told_by > (select as_of()) then %s else t end).name)) as name_key', then_row)
                else format('(case when t.told_by > (select as_of()) then %s else t end).%I', then_row, a.attname)
            end, ', ' order by a.attnum)
        into columns
        from pg_attribute a
        where a.attrelid = kept.name::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'told_by';
        execute format('create view past.%I as select %s from public.%I t where %s', kept.name, columns, kept.name,
            case
                when kept.born is not null then format('t.%I <= (select as_of())', kept.born)
                else format(
                    'case when t.told_by > (select as_of()) then (%s).%I is not null else (select as_of()) is not null end',
                    then_row, kept.subject)
            end);
    end loop;
    perform set_config('app.workspace_id', '', true);
end
$$;
alter table workspace force row level security;
