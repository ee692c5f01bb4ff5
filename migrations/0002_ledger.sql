-- The one ledger. The database writes it itself: a trigger on every table appends one event for every change,
-- so no way in can forget it. Each event is chained by SHA-256 to the one before it in its stream.
-- A stream is an opportunity, or the workspace itself for everything that is not about one.

create table event (
    workspace_id uuid not null references workspace,
    stream_id uuid not null,
    seq bigint not null,
    at timestamptz not null,
    member_id uuid,
    kind text not null check (kind ~ '^[a-z_]+ [a-z_]+$'),
    subject_id uuid not null,
    body jsonb not null,
    hash bytea not null,
    primary key (workspace_id, stream_id, seq)
);
create index event_by_time on event (workspace_id, at);

-- Where each stream stands: the last event's number and hash. Its row is the stream's lock.
create table ledger_head (
    workspace_id uuid not null references workspace,
    stream_id uuid not null,
    seq bigint not null,
    at timestamptz not null,
    hash bytea not null,
    primary key (workspace_id, stream_id)
);

call isolate('event');
call isolate('ledger_head');
call keep_forever('event');

-- What is hashed: the previous hash and every stored column, one to a line. `saidso verify` builds the same text.
create function event_text(previous bytea, e event) returns text
language sql stable
set search_path = pg_catalog, public, pg_temp
return concat_ws(E'\n',
    encode(previous, 'hex'),
    e.workspace_id::text,
    e.stream_id::text,
    e.seq::text,
    ((extract(epoch from e.at) * 1000000)::bigint)::text,
    coalesce(e.member_id::text, '-'),
    e.kind,
    e.subject_id::text,
    e.body::text);

create function append_event(stream uuid, kind text, subject uuid, body jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    head ledger_head;
    entry event;
begin
    insert into ledger_head (workspace_id, stream_id, seq, at, hash)
    values (current_workspace(), stream, 0, '-infinity', ''::bytea)
    on conflict (workspace_id, stream_id) do nothing;

    select * into head
    from ledger_head h
    where h.workspace_id = current_workspace() and h.stream_id = stream
    for update;

    entry.workspace_id := head.workspace_id;
    entry.stream_id := stream;
    entry.seq := head.seq + 1;
    entry.at := greatest(moment(), head.at);
    entry.member_id := current_member();
    entry.kind := kind;
    entry.subject_id := subject;
    entry.body := body;
    entry.hash := sha256(convert_to(event_text(head.hash, entry), 'UTF8'));

    insert into event select entry.*;

    update ledger_head h
    set seq = entry.seq, at = entry.at, hash = entry.hash
    where h.workspace_id = head.workspace_id and h.stream_id = stream;
end
$$;

-- Appends what changed in a row. Arguments: the column that names the row, the column that names the stream ('' for the
-- workspace's own), then columns that are bookkeeping or secret and stay out.
create function record_change() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    was jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
    is_now jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
    whole jsonb := was || is_now;
    changed jsonb;
    verb text := case tg_op when 'INSERT' then 'added' when 'UPDATE' then 'changed' else 'removed' end;
    deal uuid := nullif(whole ->> tg_argv[1], '')::uuid;
begin
    -- Everybody takes a deal's row before its stream's head, so that two transactions cannot wait for each other.
    perform from opportunity o
    where o.workspace_id = current_workspace() and o.id = deal
    for no key update;

    if tg_op = 'DELETE' then
        changed := '{}';
    else
        select coalesce(jsonb_object_agg(key, value), '{}') into changed
        from jsonb_each(is_now)
        where value is distinct from was -> key
            and key <> 'workspace_id'
            and (tg_nargs < 3 or key <> all (tg_argv[2:]));
        if tg_op = 'UPDATE' and changed = '{}' then
            return null;
        end if;
    end if;

    perform append_event(
        coalesce(deal, current_workspace()),
        tg_table_name || ' ' || verb,
        (whole ->> tg_argv[0])::uuid,
        changed);
    return null;
end
$$;

create procedure put_on_record(target regclass, subject text, stream text default '', variadic left_out text[] default '{}')
language plpgsql
as $$
begin
    execute format(
        'create trigger on_record after insert or update or delete on %s for each row execute function record_change(%s)',
        target,
        (select string_agg(quote_literal(argument), ', ')
         from unnest(array[subject, stream] || left_out) as argument));
    execute format('alter table %s enable always trigger on_record', target);
end
$$;

call put_on_record('workspace', 'id', '', 'rehearsal');
