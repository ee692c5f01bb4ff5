-- The conversation after the end: somebody other than the deal's owner asks the customer why they decided as they did.
-- The customer's reason is kept apart from ours, which stands in the outcome.

-- One for each outcome, and who is to hold it.
create table debrief (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the outcome it is about
    opportunity_id uuid not null,
    member_id uuid not null,
    version integer not null default 1, -- a form drawn from an older one is stale
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id, id) references outcome (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
create index debrief_of_opportunity on debrief (workspace_id, opportunity_id, at desc);
create index debrief_of_member on debrief (workspace_id, member_id, at desc);
create index debrief_latest on debrief (workspace_id, at desc, id desc);
call isolate('debrief');
call put_on_record('debrief', 'id', 'opportunity_id', 'version');
grant insert (workspace_id, id, opportunity_id, member_id), update (member_id, version) on debrief to saidso_app;
create trigger keep_rows before delete on debrief for each row execute function refuse_change();
create trigger keep_table before truncate on debrief for each statement execute function refuse_change();
alter table debrief enable always trigger keep_rows;
alter table debrief enable always trigger keep_table;

-- What the customer said then. A later row corrects an earlier one.
create table debrief_answer (
    workspace_id uuid not null references workspace,
    id uuid not null,
    debrief_id uuid not null,
    opportunity_id uuid not null,
    contact_id uuid not null,
    talked_on date not null check (talked_on >= '2000-01-01'),
    reason text not null check (reason ~ '^[a-z_]{1,60}$'), -- theirs, in the words of the outcomes' vocabulary
    words text not null check (length(btrim(words)) between 1 and 2000), -- the same in their own
    began text not null default '' check (length(began) <= 2000),
    weighed text not null default '' check (length(weighed) <= 2000),
    turned text not null default '' check (length(turned) <= 2000),
    helped text not null default '' check (length(helped) <= 2000),
    otherwise text not null default '' check (length(otherwise) <= 2000),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, debrief_id) references debrief (workspace_id, opportunity_id, id),
    foreign key (workspace_id, contact_id) references contact
);
create index answer_of_debrief on debrief_answer (workspace_id, debrief_id, at desc, id desc);
call isolate('debrief_answer');
call keep_forever('debrief_answer');
call put_on_record('debrief_answer', 'id', 'opportunity_id');
grant insert (workspace_id, id, debrief_id, opportunity_id, contact_id, talked_on, reason, words, began, weighed, turned,
        helped, otherwise)
    on debrief_answer to saidso_app;
create trigger check_person before insert on debrief_answer for each row execute function check_person_of_deal();
alter table debrief_answer enable always trigger check_person;
create trigger sign_row before insert on debrief_answer for each row execute function sign_row();
alter table debrief_answer enable always trigger sign_row;

-- Who sold it does not ask: the customer would be kind to them. Only how a deal was decided is asked about.
create function check_debrief() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if new.member_id = deal_owner(new.opportunity_id) then
        raise exception 'the owner of a deal does not hold the conversation about it'
            using errcode = 'SD004', constraint = 'debrief_by_another';
    end if;
    if not exists (
        select from outcome o
        where o.workspace_id = new.workspace_id and o.id = new.id and o.kind in ('won', 'lost_to_supplier', 'no_decision'))
    then
        raise exception 'there is no decision of a customer to ask about'
            using errcode = 'SD004', constraint = 'debrief_of_decision';
    end if;
    return new;
end
$$;
create trigger check_debrief before insert or update on debrief for each row execute function check_debrief();
alter table debrief enable always trigger check_debrief;

-- Whoever is to hold it is told.
create function tell_of_debrief() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if tg_op = 'INSERT' or new.member_id is distinct from old.member_id then
        perform put_into_inbox(new.member_id, 'debrief', new.opportunity_id, new.id);
    end if;
    return null;
end
$$;
create trigger tell_member after insert or update on debrief for each row execute function tell_of_debrief();
alter table debrief enable always trigger tell_member;

-- Decisions about which somebody is to be proposed. Ids and a moment only, so not isolated: one look finds what is due in
-- every workspace.
create table debrief_watch (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    outcome_id uuid not null,
    due_at timestamptz not null,
    primary key (workspace_id, opportunity_id)
);
create index debrief_due on debrief_watch (due_at);
grant select on debrief_watch to saidso_app;

create function watch_debrief() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if new.kind in ('won', 'lost_to_supplier', 'no_decision') then
        insert into debrief_watch (workspace_id, opportunity_id, outcome_id, due_at)
        values (new.workspace_id, new.opportunity_id, new.id, new.at + interval '14 days')
        on conflict (workspace_id, opportunity_id) do update set outcome_id = excluded.outcome_id, due_at = excluded.due_at;
    end if;
    return null;
end
$$;
create trigger watch_debrief after insert on outcome for each row execute function watch_debrief();
alter table outcome enable always trigger watch_debrief;

create function forget_debrief() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    delete from debrief_watch w
    where w.workspace_id = new.workspace_id and w.opportunity_id = new.opportunity_id;
    return null;
end
$$;
create trigger forget_debrief after insert on reopening for each row execute function forget_debrief();
alter table reopening enable always trigger forget_debrief;

-- Called by the server's minute hand for a decision that may be two weeks old. Anybody may: it only does what is due.
-- Whoever takes the watch away proposes, so of several processes one does. It is proposed to whoever was asked longest
-- ago. What was decided more than two months ago is not brought up any more; anybody can still begin it.
create function propose_debrief(deal uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    watched debrief_watch;
    other uuid;
begin
    delete from debrief_watch w
    where w.workspace_id = current_workspace() and w.opportunity_id = deal and w.due_at <= moment()
    returning * into watched;
    if watched.outcome_id is null or watched.due_at < moment() - interval '60 days' then
        return;
    end if;
    select m.id into other
    from member m
    where m.workspace_id = watched.workspace_id and m.deactivated_at is null and m.id <> deal_owner(deal)
    order by (
        select d.at from debrief d
        where d.workspace_id = m.workspace_id and d.member_id = m.id
        order by d.at desc
        limit 1) nulls first, m.id
    limit 1;
    if other is not null then
        insert into debrief (workspace_id, id, opportunity_id, member_id)
        values (watched.workspace_id, watched.outcome_id, deal, other)
        on conflict do nothing;
    end if;
end
$$;
grant execute on function propose_debrief(uuid) to saidso_app;
