-- Strategy sessions: a team round one deal decides together. Where a session stands is these rows and nothing else, so
-- a reload, a dead phone or a restarted server loses nothing.

create table strategy_session (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    about text not null check (length(btrim(about)) between 1 and 200),
    planned_for timestamptz,
    unhurried boolean not null default false, -- over days: no clock
    member_id uuid not null default current_member(),
    facilitator_id uuid not null default current_member(),
    step smallint not null default 0 check (step between 0 and 6), -- 0: the odds before we talk
    step_since timestamptz,                                        -- none: planned, and not begun
    minutes smallint not null default 3 check (minutes between 1 and 240),
    odds_before_shown_at timestamptz,
    ideas_shown_at timestamptz,
    votes_shown_at timestamptz,
    odds_after_shown_at timestamptz,
    created_at timestamptz not null default moment(),
    ended_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, member_id) references member,
    foreign key (workspace_id, facilitator_id) references member
);
create unique index one_session_at_a_time on strategy_session (workspace_id, opportunity_id) where ended_at is null;
create index session_of_opportunity on strategy_session (workspace_id, opportunity_id, created_at desc);
call isolate('strategy_session');
call put_on_record('strategy_session', 'id', 'opportunity_id');
grant insert (workspace_id, id, opportunity_id, about, planned_for, unhurried, step_since),
    update (facilitator_id, step, step_since, minutes, odds_before_shown_at, ideas_shown_at, votes_shown_at,
        odds_after_shown_at, ended_at)
    on strategy_session to saidso_app;

create table session_invitation (
    workspace_id uuid not null references workspace,
    session_id uuid not null,
    member_id uuid not null,
    opportunity_id uuid not null,
    primary key (workspace_id, session_id, member_id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
create index session_invitation_of_member on session_invitation (workspace_id, member_id);
call isolate('session_invitation');
call put_on_record('session_invitation', 'session_id', 'opportunity_id');
grant insert on session_invitation to saidso_app;

-- Who takes part, and what they have said about themselves. What they wrote stays hidden; that they are ready does not.
create table session_part (
    workspace_id uuid not null references workspace,
    session_id uuid not null,
    member_id uuid not null default current_member(),
    opportunity_id uuid not null,
    ready boolean not null default false,       -- has written what there is to write
    voted boolean not null default false,
    gave_before boolean not null default false, -- the odds
    gave_after boolean not null default false,
    primary key (workspace_id, session_id, member_id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
call isolate('session_part');
call put_on_record('session_part', 'session_id', 'opportunity_id');
grant insert (workspace_id, session_id, opportunity_id), update (ready, voted, gave_before, gave_after) on session_part to saidso_app;

-- Whether something of a session was shown to all.
create function shown_in(session uuid, what text) returns boolean
language sql stable
set search_path = pg_catalog, public, pg_temp
return exists (
    select from strategy_session s
    where s.workspace_id = current_workspace()
        and s.id = session
        and case what
            when 'before' then s.odds_before_shown_at
            when 'ideas' then s.ideas_shown_at
            when 'votes' then s.votes_shown_at
            when 'after' then s.odds_after_shown_at
        end is not null);
grant execute on function shown_in(uuid, text) to saidso_app;

-- Rows that only their writer sees until they are shown, and that only their writer changes, and only until then.
-- Restrictive: it narrows what the workspace's own policy allows, whatever a query forgets.
create procedure hide(target regclass, what text)
language plpgsql
as $$
begin
    execute format('create policy until_shown on %s as restrictive for select using (member_id = (select current_member()) or shown_in(session_id, %s))', target, what);
    execute format('create policy own_change on %s as restrictive for update using (member_id = (select current_member()) and not shown_in(session_id, %s))', target, what);
    execute format('create policy own_removal on %s as restrictive for delete using (member_id = (select current_member()) and not shown_in(session_id, %s))', target, what);
end
$$;

-- Not on record one by one: the ledger would tell who wrote how much before it is shown. The showing is on record.
create table session_odds (
    workspace_id uuid not null references workspace,
    session_id uuid not null,
    asked text not null check (asked in ('before', 'after')),
    member_id uuid not null default current_member(),
    odds smallint not null check (odds between 0 and 100), -- in percent
    late boolean not null default false,                   -- given after the others were shown
    primary key (workspace_id, session_id, asked, member_id),
    foreign key (workspace_id, session_id) references strategy_session,
    foreign key (workspace_id, member_id) references member
);
call isolate('session_odds');
call hide('session_odds', 'asked');
grant insert (workspace_id, session_id, asked, odds, late), update (odds) on session_odds to saidso_app;

create table session_note (
    workspace_id uuid not null references workspace,
    id uuid not null,
    session_id uuid not null,
    opportunity_id uuid not null,
    kind smallint not null check (kind between 1 and 3),
    text text not null check (length(btrim(text)) between 1 and 300),
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
create index note_of_session on session_note (workspace_id, session_id, at);
call isolate('session_note');
call keep_forever('session_note');
call put_on_record('session_note', 'id', 'opportunity_id');
grant insert (workspace_id, id, session_id, opportunity_id, kind, text) on session_note to saidso_app;

create table session_idea (
    workspace_id uuid not null references workspace,
    id uuid not null,
    session_id uuid not null,
    heading smallint not null check (heading between 1 and 3),
    text text not null check (length(btrim(text)) between 1 and 300),
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, session_id, id),
    foreign key (workspace_id, session_id) references strategy_session,
    foreign key (workspace_id, member_id) references member
);
create index idea_of_session on session_idea (workspace_id, session_id, heading, at);
call isolate('session_idea');
call hide('session_idea', '''ideas''');
grant insert (workspace_id, id, session_id, heading, text), delete on session_idea to saidso_app;

-- An idea that says the same as another; never one that others were merged into, so a merge is one step deep.
create table session_merge (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the idea
    into_id uuid not null,
    session_id uuid not null,
    opportunity_id uuid not null,
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, session_id, id) references session_idea (workspace_id, session_id, id),
    foreign key (workspace_id, session_id, into_id) references session_idea (workspace_id, session_id, id),
    check (id <> into_id)
);
create index merge_into_idea on session_merge (workspace_id, into_id);
call isolate('session_merge');
call put_on_record('session_merge', 'id', 'opportunity_id');
grant insert (workspace_id, id, into_id, session_id, opportunity_id), update (into_id), delete on session_merge to saidso_app;

-- A challenge of an idea.
create table session_doubt (
    workspace_id uuid not null references workspace,
    id uuid not null,
    idea_id uuid not null,
    session_id uuid not null,
    opportunity_id uuid not null,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, session_id, idea_id) references session_idea (workspace_id, session_id, id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
create index doubt_of_session on session_doubt (workspace_id, session_id, at);
call isolate('session_doubt');
call keep_forever('session_doubt');
call put_on_record('session_doubt', 'id', 'opportunity_id');
grant insert (workspace_id, id, idea_id, session_id, opportunity_id, reason) on session_doubt to saidso_app;

-- Votes: three dots each.
create table session_dot (
    workspace_id uuid not null references workspace,
    idea_id uuid not null,
    member_id uuid not null default current_member(),
    session_id uuid not null,
    dots smallint not null check (dots between 1 and 3),
    primary key (workspace_id, idea_id, member_id),
    foreign key (workspace_id, session_id, idea_id) references session_idea (workspace_id, session_id, id),
    foreign key (workspace_id, member_id) references member
);
create index dot_of_session on session_dot (workspace_id, session_id);
call isolate('session_dot');
call hide('session_dot', '''votes''');
grant insert (workspace_id, idea_id, session_id, dots), update (dots), delete on session_dot to saidso_app;

create table session_decision (
    workspace_id uuid not null references workspace,
    session_id uuid not null, -- one each
    opportunity_id uuid not null,
    kind text not null check (kind in ('pursue', 'pursue_differently', 'invest_more', 'hold', 'qualify_out', 'hand_over')),
    why text not null check (length(btrim(why)) between 1 and 500),
    outcome_id uuid,  -- of hold and qualify_out: with the reason and the condition for coming back
    handed_to uuid,
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, session_id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id, outcome_id) references outcome (workspace_id, opportunity_id, id),
    foreign key (workspace_id, handed_to) references member,
    foreign key (workspace_id, member_id) references member,
    check ((kind in ('hold', 'qualify_out')) = (outcome_id is not null)),
    check ((kind = 'hand_over') = (handed_to is not null))
);
call isolate('session_decision');
call keep_forever('session_decision');
call put_on_record('session_decision', 'session_id', 'opportunity_id');
grant insert (workspace_id, session_id, opportunity_id, kind, why, outcome_id, handed_to) on session_decision to saidso_app;

-- Disagreement, in the words of whoever disagrees: nobody else can write it.
create table session_dissent (
    workspace_id uuid not null references workspace,
    session_id uuid not null,
    member_id uuid not null default current_member(),
    opportunity_id uuid not null,
    words text not null check (length(btrim(words)) between 1 and 500),
    at timestamptz not null default moment(),
    primary key (workspace_id, session_id, member_id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, member_id) references member
);
call isolate('session_dissent');
create policy own_words on session_dissent as restrictive for update using (member_id = (select current_member()));
call put_on_record('session_dissent', 'session_id', 'opportunity_id');
grant insert (workspace_id, session_id, opportunity_id, words), update (words) on session_dissent to saidso_app;

create policy own_part on session_part as restrictive for update using (member_id = (select current_member()));

-- What we try next: "to draw out this verifier from this person by this day".
create table session_try (
    workspace_id uuid not null references workspace,
    id uuid not null,
    session_id uuid not null,
    opportunity_id uuid not null,
    verifier_id uuid not null,
    contact_id uuid,
    by_day date not null,
    what text not null check (length(btrim(what)) between 1 and 300),
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, session_id) references strategy_session (workspace_id, opportunity_id, id),
    foreign key (workspace_id, verifier_id) references verifier,
    foreign key (workspace_id, contact_id) references contact,
    foreign key (workspace_id, member_id) references member
);
create index try_of_session on session_try (workspace_id, session_id, at);
call isolate('session_try');
call put_on_record('session_try', 'id', 'opportunity_id');
grant insert (workspace_id, id, session_id, opportunity_id, verifier_id, contact_id, by_day, what), delete on session_try to saidso_app;
