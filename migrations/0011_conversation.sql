-- What the team says about a deal, and about each thing on its page. Theirs to take back: the ledger keeps that a message
-- was written, changed and removed, and never its words.

create table message (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    about_kind text check (about_kind in
        ('verifier', 'evidence', 'obstacle', 'do_nothing', 'alternative', 'us', 'stakeholder', 'play', 'commitment')), -- null: the deal
    about_id uuid, -- doing nothing and our way have none of their own, and go by the deal's
    kind text not null default 'note' check (kind in ('note', 'question', 'decision')),
    body text not null,
    member_id uuid,
    at timestamptz not null default moment(),
    edited_at timestamptz,
    decided_by uuid,        -- who said that this is a decision
    removed_at timestamptz,
    leaves_trace boolean not null default false, -- removed, and its place is still shown: others built on it
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, member_id) references member,
    foreign key (workspace_id, decided_by) references member,
    check ((about_kind is null) = (about_id is null)),
    check (removed_at is null or body = ''),
    check (removed_at is not null or length(btrim(body)) between 1 and 4000)
);
create index message_of_opportunity on message (workspace_id, opportunity_id, at desc, id desc);
create index message_about on message (workspace_id, opportunity_id, about_id, at desc, id desc) where about_id is not null;
call isolate('message');
call put_on_record('message', 'id', 'opportunity_id', 'body', 'leaves_trace');
grant insert (workspace_id, id, opportunity_id, about_kind, about_id, kind, body),
    update (body, kind, removed_at, leaves_trace) on message to saidso_app;
create trigger sign_row before insert on message for each row execute function sign_row();
alter table message enable always trigger sign_row;

-- Whose words they are, nobody else changes, whatever their role. That it is a decision anybody may say; who said so, and
-- who wrote it, may take that back.
create function guard_message() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
    is_own boolean := old.member_id is not distinct from current_member();
begin
    if old.removed_at is not null then
        raise exception 'this message is removed' using errcode = 'SD004', constraint = 'message_is_removed';
    end if;
    if not is_own and (new.body <> old.body or new.removed_at is not null) then
        raise exception 'another wrote it' using errcode = 'SD004', constraint = 'message_of_another';
    end if;
    if new.removed_at is not null then
        new.removed_at := moment();
        new.body := '';
    elsif new.body <> old.body then
        new.edited_at := moment();
    end if;
    if new.kind <> old.kind and new.kind = 'decision' then
        new.decided_by := current_member();
    elsif new.kind <> old.kind and old.kind = 'decision' then
        if not is_own and old.decided_by is distinct from current_member() then
            raise exception 'another decided it' using errcode = 'SD004', constraint = 'message_of_another';
        end if;
        new.decided_by := null;
    end if;
    return new;
end
$$;
create trigger guard_message before update on message for each row execute function guard_message();
alter table message enable always trigger guard_message;
create trigger keep_rows before delete on message for each row execute function refuse_change();
create trigger keep_table before truncate on message for each statement execute function refuse_change();
alter table message enable always trigger keep_rows;
alter table message enable always trigger keep_table;

-- Who is spoken to. Not on record: it is part of the words, and goes when they go.
create table mention (
    workspace_id uuid not null references workspace,
    message_id uuid not null,
    opportunity_id uuid not null,
    member_id uuid not null,
    at timestamptz not null default moment(),
    primary key (workspace_id, message_id, member_id),
    foreign key (workspace_id, opportunity_id, message_id) references message (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
create index mention_of_member on mention (workspace_id, member_id, at desc);
call isolate('mention');
grant insert (workspace_id, message_id, opportunity_id, member_id), delete on mention to saidso_app;

-- What a message became: what was said in passing is on record now, and each leads to the other.
create table became (
    workspace_id uuid not null references workspace,
    message_id uuid not null,
    opportunity_id uuid not null,
    kind text not null check (kind in ('evidence', 'obstacle', 'play', 'commitment', 'alternative')),
    thing_id uuid not null,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, message_id, kind, thing_id),
    foreign key (workspace_id, opportunity_id, message_id) references message (workspace_id, opportunity_id, id)
);
create index became_thing on became (workspace_id, opportunity_id, thing_id);
call isolate('became');
call keep_forever('became');
call put_on_record('became', 'message_id', 'opportunity_id');
grant insert (workspace_id, message_id, opportunity_id, kind, thing_id) on became to saidso_app;
create trigger sign_row before insert on became for each row execute function sign_row();
alter table became enable always trigger sign_row;
