-- Live pages: what a transaction touched, told after it, and who is looking at what.

-- The ledger notes in a setting of its transaction what it touched: the server reads it with the commit and passes it on.
-- Only a hint for pages that are open. A transaction that touches very much says just "everything here" (*).
create or replace function append_event(stream uuid, kind text, subject uuid, body jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    head ledger_head;
    entry event;
    touched text := coalesce(current_setting('app.touched', true), '');
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

    if length(touched) < 4000 then
        touched := concat(touched, ' ', entry.workspace_id, ':', stream, ':', entry.seq, ':', split_part(kind, ' ', 1));
    elsif touched not like '%:*' then
        touched := concat(touched, ' ', entry.workspace_id, ':', entry.workspace_id, ':0:*');
    end if;
    perform set_config('app.touched', touched, true);
end
$$;

-- A server that is running. One that was killed is known by its silence, and everybody it showed is gone with it.
create table live_process (
    id uuid primary key,
    seen_at timestamptz not null default clock_timestamp()
);
grant select, insert, delete, update (seen_at) on live_process to saidso_app;

-- Who has which page open: a row for every open stream. Not on record: who looked at what is nobody's business later.
create table presence (
    workspace_id uuid not null references workspace,
    stream_id uuid not null, -- the deal
    id uuid not null,
    member_id uuid not null,
    process_id uuid not null references live_process on delete cascade,
    primary key (workspace_id, stream_id, id),
    foreign key (workspace_id, member_id) references member
);
create index presence_of_process on presence (process_id);
call isolate('presence');
grant insert (workspace_id, stream_id, id, member_id, process_id), delete on presence to saidso_app;
