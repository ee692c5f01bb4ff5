-- The guard with less to do for each row. What is judged and what is on record is the same.

-- A change of what the rule decides is told by what caused it. Of the guard's own updates, which set nothing else, the
-- ledger's trigger does not even start.
drop trigger on_record on opportunity;
create trigger on_record after insert or delete or update of workspace_id, id, account_id, name, owner_id, amount, currency,
        customer_date, customer_date_by, customer_date_said_on, call_stage, call_date, call_odds, created_at, edition_id
    on opportunity for each row
    execute function record_change('id', 'id',
        'journey_id', 'stage', 'phase', 'stage_since', 'ready', 'fell_back_at', 'outcome', 'outcome_at',
        'latest_evidence_id', 'heard_at', 'revision', 'version', 'ages_on', 'lapses_on', 'tailored');
alter table opportunity enable always trigger on_record;

-- Written in the standard's way, their names were looked up when they were made: without a path of their own they become
-- part of what calls them.
alter function event_text(bytea, event) reset search_path;
alter function today() reset search_path;

-- As in 0010, but for a stream that is there its head is not made in vain.
create or replace function append_event(stream uuid, kind text, subject uuid, body jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    head ledger_head;
    entry event;
    touched text := coalesce(current_setting('app.touched', true), '');
begin
    loop
        select * into head
        from ledger_head h
        where h.workspace_id = (select current_workspace()) and h.stream_id = stream
        for update;
        exit when found;
        insert into ledger_head (workspace_id, stream_id, seq, at, hash)
        values (current_workspace(), stream, 0, '-infinity', ''::bytea)
        on conflict (workspace_id, stream_id) do nothing;
    end loop;

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

-- A workspace that is asked for in a subquery is not looked up in statistics while planning: early ones know none, and
-- lead to plans that read all of its deals.
create or replace function lock_deal(deal uuid) returns opportunity
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    locked opportunity;
begin
    update opportunity o
    set revision = o.revision + 1
    where o.workspace_id = (select current_workspace()) and o.id = deal
    returning * into locked;
    if not found then
        raise exception 'no such opportunity' using errcode = 'SD004', constraint = 'opportunity_not_found';
    end if;
    return locked;
end
$$;
