-- What is meant for one member, and the mail that tells of it. The database writes the items itself, as it writes the
-- ledger, so that no way in can forget one.

-- Whom it is for, what it is about, and whether they have been there. Not on record: what somebody has read, and when,
-- is nobody else's business.
create table inbox_item (
    workspace_id uuid not null references workspace,
    id uuid not null default gen_random_uuid(),
    member_id uuid not null, -- for whom
    kind text not null check (kind ~ '^[a-z_]{1,30}$'),
    opportunity_id uuid not null,
    subject_id uuid not null, -- the fall-back, the challenge, the outcome … that it tells of
    by_member_id uuid,        -- whose act it was; null: it came about by itself
    at timestamptz not null default moment(),
    read_at timestamptz,
    primary key (workspace_id, id),
    constraint told_once unique (workspace_id, member_id, subject_id),
    foreign key (workspace_id, member_id) references member,
    foreign key (workspace_id, by_member_id) references member,
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index inbox_of_member on inbox_item (workspace_id, member_id, at desc, id desc);
create index inbox_unread on inbox_item (workspace_id, member_id) where read_at is null;
call isolate('inbox_item');
-- Within the workspace everybody sees their own items and no one else's, whatever a query forgets.
create policy own_items on inbox_item as restrictive to saidso_app using (member_id = (select current_member()));
grant update (read_at) on inbox_item to saidso_app;

-- Tells open pages of a change that the ledger does not keep, in the words of `append_event`.
create function tell_readers(stream uuid, topic text) returns void
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
declare
    touched text := coalesce(current_setting('app.touched', true), '');
begin
    if length(touched) < 4000 then
        touched := concat(touched, ' ', current_workspace(), ':', stream, ':0:', topic);
    elsif touched not like '%:*' then
        touched := concat(touched, ' ', current_workspace(), ':', current_workspace(), ':0:*');
    end if;
    perform set_config('app.touched', touched, true);
end
$$;

-- Puts one thing into one member's inbox. Never what they did themselves, and never the same thing twice.
create function put_into_inbox(reader uuid, kind text, deal uuid, subject uuid) returns void
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if reader is null or reader = current_member() then
        return;
    end if;
    insert into inbox_item (workspace_id, member_id, kind, opportunity_id, subject_id, by_member_id, at)
    values (current_workspace(), reader, kind, deal, subject, current_member(), moment())
    on conflict do nothing;
    if found then
        perform tell_readers(reader, 'inbox_item');
    end if;
end
$$;

create function deal_owner(deal uuid) returns uuid
language sql stable
set search_path = pg_catalog, public, pg_temp
return (select o.owner_id from opportunity o where o.workspace_id = current_workspace() and o.id = deal);

-- A fall-back is for the deal's owner.
create function tell_of_fall_back() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform put_into_inbox(deal_owner(new.opportunity_id), 'fall_back', new.opportunity_id, new.id);
    return null;
end
$$;
create trigger tell_member after insert on fall_back for each row execute function tell_of_fall_back();
alter table fall_back enable always trigger tell_member;

-- A challenge is for whoever recorded the evidence, its answer for whoever asked.
create function tell_of_challenge() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    recorder uuid;
begin
    select e.member_id into recorder
    from evidence e
    where e.workspace_id = new.workspace_id and e.id = new.evidence_id;
    perform put_into_inbox(recorder, 'challenge', new.opportunity_id, new.id);
    return null;
end
$$;
create trigger tell_member after insert on challenge for each row execute function tell_of_challenge();
alter table challenge enable always trigger tell_member;

create function tell_of_challenge_answer() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    challenger uuid;
begin
    select c.member_id into challenger
    from challenge c
    where c.workspace_id = new.workspace_id and c.id = new.id;
    perform put_into_inbox(challenger, 'challenge_answer', new.opportunity_id, new.id);
    return null;
end
$$;
create trigger tell_member after insert on challenge_answer for each row execute function tell_of_challenge_answer();
alter table challenge_answer enable always trigger tell_member;

-- Whoever is spoken to is told, and told once, however often the words are changed.
create function tell_of_mention() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform put_into_inbox(new.member_id, 'mention', new.opportunity_id, new.message_id);
    return null;
end
$$;
create trigger tell_member after insert on mention for each row execute function tell_of_mention();
alter table mention enable always trigger tell_member;

-- A question is for the deal's owner. The first words after it, about the same thing, are the answer for who asked: from
-- then on it is conversation.
create function tell_of_message() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    asked message;
begin
    if new.kind = 'question' then
        perform put_into_inbox(deal_owner(new.opportunity_id), 'question', new.opportunity_id, new.id);
        return null;
    end if;
    select m.* into asked
    from message m
    where m.workspace_id = new.workspace_id
        and m.opportunity_id = new.opportunity_id
        and m.about_id = new.about_id
        and m.kind = 'question'
        and m.removed_at is null
    order by m.at desc, m.id desc
    limit 1;
    perform put_into_inbox(asked.member_id, 'answer', new.opportunity_id, asked.id);
    return null;
end
$$;
create trigger tell_member after insert on message for each row execute function tell_of_message();
alter table message enable always trigger tell_member;

-- An invitation to a strategy session.
create function tell_of_invitation() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform put_into_inbox(new.member_id, 'session', new.opportunity_id, new.session_id);
    return null;
end
$$;
create trigger tell_member after insert on session_invitation for each row execute function tell_of_invitation();
alter table session_invitation enable always trigger tell_member;

-- Held deals that come back on a day. Ids and a day only, so not isolated: one look finds what is due in every workspace.
create table hold_watch (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    outcome_id uuid not null,
    comes_back_on date not null,
    primary key (workspace_id, opportunity_id)
);
create index hold_due on hold_watch (comes_back_on);
grant select on hold_watch to saidso_app;

create function watch_hold() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if new.kind = 'on_hold' and new.comes_back_on is not null then
        insert into hold_watch (workspace_id, opportunity_id, outcome_id, comes_back_on)
        values (new.workspace_id, new.opportunity_id, new.id, new.comes_back_on);
    end if;
    return null;
end
$$;
create trigger watch_hold after insert on outcome for each row execute function watch_hold();
alter table outcome enable always trigger watch_hold;

create function forget_hold() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    delete from hold_watch h
    where h.workspace_id = new.workspace_id and h.opportunity_id = new.opportunity_id;
    return null;
end
$$;
create trigger forget_hold after insert on reopening for each row execute function forget_hold();
alter table reopening enable always trigger forget_hold;

-- Deals that are held already are watched too. The owner is bound by row level security, so it is lifted for a moment.
alter table outcome no force row level security;
alter table reopening no force row level security;
insert into hold_watch (workspace_id, opportunity_id, outcome_id, comes_back_on)
select o.workspace_id, o.opportunity_id, o.id, o.comes_back_on
from outcome o
where o.kind = 'on_hold'
    and o.comes_back_on is not null
    and not exists (select from reopening r where r.workspace_id = o.workspace_id and r.id = o.id);
alter table outcome force row level security;
alter table reopening force row level security;

-- Called by the server's minute hand for a held deal whose day may have come. Anybody may: it only tells the truth.
-- Whoever takes the watch away tells it, so of several processes one does.
create function tell_hold(deal uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    held hold_watch;
begin
    delete from hold_watch h
    where h.workspace_id = current_workspace() and h.opportunity_id = deal and h.comes_back_on <= today()
    returning * into held;
    if held.outcome_id is not null then
        perform put_into_inbox(deal_owner(deal), 'hold', deal, held.outcome_id);
    end if;
end
$$;
grant execute on function tell_hold(uuid) to saidso_app;

-- Who wants a mail a day, at which hour of theirs, up to when they know what is new, and when to look at them again.
-- Ids, an hour and moments only, so not isolated: one look finds who is due in every workspace.
create table digest_watch (
    workspace_id uuid not null references workspace,
    member_id uuid not null,
    hour smallint not null check (hour between 0 and 23),
    knows_until timestamptz not null,
    due_at timestamptz not null,
    primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member
);
create index digest_due on digest_watch (due_at);
grant select, insert (workspace_id, member_id, hour, knows_until, due_at), update (hour, knows_until, due_at), delete
    on digest_watch to saidso_app;

-- On which days of theirs a member was sent the mail. The row comes first and the mail after it, so that several
-- processes send one.
create table digest_sent (
    workspace_id uuid not null references workspace,
    member_id uuid not null,
    day date not null,
    at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, member_id, day),
    foreign key (workspace_id, member_id) references member
);
call isolate('digest_sent');
grant insert (workspace_id, member_id, day), delete on digest_sent to saidso_app;

-- The one look-up of every page also says how much is unread: a small number, and never more than a hundred.
drop function viewer_of(bytea);
create function viewer_of(token bytea)
returns table (
    session_id uuid, person_id uuid, workspace_id uuid, workspace_name text, currency text,
    member_id uuid, member_name text, hue smallint, role text, email text, time_zone text, memberships bigint, unread bigint
)
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
declare
    signed_in session;
    who uuid;
begin
    select * into signed_in
    from session s
    where s.token_hash = token and s.expires_at > clock_timestamp();
    if not found then
        return;
    end if;
    perform set_config('app.workspace_id', coalesce(signed_in.workspace_id::text, ''), true);
    perform set_config('app.person_id', signed_in.person_id::text, true);
    if signed_in.seen_at < clock_timestamp() - interval '5 minutes' then
        update session s
        set seen_at = clock_timestamp(), expires_at = clock_timestamp() + interval '30 days'
        where s.id = signed_in.id;
    end if;
    select m.id into who
    from member m
    where m.workspace_id = signed_in.workspace_id and m.person_id = signed_in.person_id and m.deactivated_at is null;
    perform set_config('app.member_id', coalesce(who::text, ''), true);
    return query
        select signed_in.id, p.id, m.workspace_id, w.name, w.currency,
            m.id, m.name, m.hue, m.role, p.email, p.time_zone,
            (select count(*) from member o where o.person_id = p.id and o.deactivated_at is null),
            (select count(*) from (
                select from inbox_item i
                where i.workspace_id = m.workspace_id and i.member_id = m.id and i.read_at is null
                limit 100) as some_of_them)
        from person p
        left join member m
            on m.workspace_id = signed_in.workspace_id and m.id = who
        left join workspace w
            on w.id = m.workspace_id
        where p.id = signed_in.person_id;
end
$$;
grant execute on function viewer_of(bytea) to saidso_app;
