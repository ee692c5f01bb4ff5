-- Going through the deals to talk about, one after the other, and the indexes by which they are found.

-- One member's way through some deals: which, in which order, and where they are. Theirs alone, and no part of any deal's
-- story: nobody is told who looked at what.
create table review_sitting (
    workspace_id uuid not null references workspace,
    id uuid not null,
    member_id uuid not null,
    since timestamptz not null,     -- what changed is told from here on
    owner_id uuid,                  -- only this member's deals
    journey_id uuid,                -- only deals of this journey
    deals uuid[] not null check (cardinality(deals) between 1 and 50),
    place smallint not null default 1 check (place between 1 and 51), -- one more than there are deals: gone through
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member,
    foreign key (workspace_id, owner_id) references member,
    foreign key (workspace_id, journey_id) references journey
);
create index sitting_of_member on review_sitting (workspace_id, member_id, at desc, id desc);
call isolate('review_sitting');
create policy own_sitting on review_sitting as restrictive using (member_id = (select current_member()));
create trigger sign_row before insert on review_sitting for each row execute function sign_row();
alter table review_sitting enable always trigger sign_row;
grant insert (workspace_id, id, since, owner_id, journey_id, deals), update (place) on review_sitting to saidso_app;

-- The deals worth most first, with what the rules of the review narrow them by.
create index open_by_worth on opportunity (workspace_id, amount desc nulls last, id)
    include (owner_id, journey_id, phase, stage, call_stage, heard_at, fell_back_at, ages_on) where outcome is null;
create index version_by_worth on deal_version (workspace_id, amount desc nulls last, opportunity_id)
    include (from_at, until_at, owner_id, journey_id, phase, stage, call_stage, heard_at, fell_back_at, ages_on)
    where outcome is null;

-- What customers said otherwise, and what they did not do after all, in a stretch of time.
create index bearing_against on bearing (workspace_id, at) include (opportunity_id) where not supports;
create index turn_dropped on commitment_turn (workspace_id, at) include (opportunity_id) where turn = 'dropped';
