-- What closed deals tell. When a deal closes, what one wants to know of it later is written down beside it, once: how it
-- ended, when it came to each phase, which verifiers stood a month after it came to their stage, and what was in its way.
-- A closed deal does not change; one that is reopened is taken out again.

-- How a deal ended, as customers decide: the kinds of "no decision" apart. Null: it has not ended, or never was a deal.
-- The groups of reasons are those of `journey::terms::OutcomeKind`; a test holds the two equal.
create function ended_as(kind text, reason text) returns text
language sql immutable parallel safe
return case kind
    when 'won' then 'won'
    when 'lost_to_supplier' then 'lost'
    when 'qualified_out' then 'left'
    when 'no_decision' then case
        when reason in ('cost_too_low', 'good_enough', 'no_owner', 'change_fatigue') then 'content'
        when reason in ('budget_cut', 'reorganisation', 'merger', 'other_priority') then 'overtaken'
        else 'undecided'
    end
end;
grant execute on function ended_as(text, text) to saidso_app;

-- One end of one deal. It stays when the deal is reopened, and says so.
create table ending (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the outcome
    opportunity_id uuid not null,
    journey_id uuid not null,
    ended text not null check (ended in ('won', 'lost', 'content', 'undecided', 'overtaken', 'left')),
    phase smallint not null,   -- where it stood
    opened_at timestamptz not null,
    closed_at timestamptz not null,
    days integer not null,     -- from the one to the other
    reached integer[] not null, -- for each phase, after how many days it first came there; null: it never did
    reopened_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, id) references outcome (workspace_id, opportunity_id, id)
);
create index ending_of_journey on ending (workspace_id, journey_id, closed_at desc, id desc)
    include (ended, phase, days, opportunity_id) where reopened_at is null;
create index ending_by_left on ending (workspace_id, journey_id, closed_at desc, id desc)
    include (phase, days, reopened_at, opportunity_id) where ended = 'left';
create index ending_of_opportunity on ending (workspace_id, opportunity_id);
call isolate('ending');

-- A verifier of a stage that a closed deal had come to, and how it stood a month after the deal came there.
create table ending_verifier (
    workspace_id uuid not null references workspace,
    ending_id uuid not null,
    verifier_id uuid not null,
    opportunity_id uuid not null,
    journey_id uuid not null,
    ended text not null,
    closed_at timestamptz not null,
    own boolean not null,  -- a verifier that the team made for this deal
    stood boolean,         -- null: the deal ended before the month was over
    strength smallint,     -- the best of what it stood on
    age_days integer,      -- how long before that day the customer had said the latest of it
    primary key (workspace_id, ending_id, verifier_id),
    foreign key (workspace_id, ending_id) references ending
);
create index ending_by_verifier on ending_verifier (workspace_id, verifier_id, closed_at desc, ending_id desc)
    include (ended, stood, strength, age_days, opportunity_id);
create index ending_by_own_verifier on ending_verifier (workspace_id, journey_id, closed_at desc, ending_id desc)
    include (verifier_id, ended, stood, strength, age_days, opportunity_id) where own;
call isolate('ending_verifier');

-- What had been in the way of a closed deal, and whether the deal had got past it.
create table ending_obstacle (
    workspace_id uuid not null references workspace,
    ending_id uuid not null,
    obstacle_id uuid not null,
    opportunity_id uuid not null,
    journey_id uuid not null,
    kind text not null,
    past boolean not null,
    ended text not null,
    closed_at timestamptz not null,
    primary key (workspace_id, ending_id, obstacle_id),
    foreign key (workspace_id, ending_id) references ending
);
create index ending_by_obstacle on ending_obstacle (workspace_id, journey_id, kind, closed_at desc, ending_id desc)
    include (past, ended, opportunity_id, obstacle_id);
call isolate('ending_obstacle');

-- How many deals of a journey, in the month in which they closed, ended alike and had a verifier stand alike: what pages
-- add up. A large workspace has hundreds of thousands of the rows above, and a few thousand of these.
create table ending_sum (
    workspace_id uuid not null references workspace,
    journey_id uuid not null,
    month date not null,
    verifier_id uuid not null, -- nil: the deals themselves
    ended text not null,
    stood smallint not null,    -- 1: it stood; 0: it did not; 2: the deal ended before the month was over
    strength smallint not null, -- 0: it did not stand
    age smallint not null,      -- 1: said in the last two weeks; 2: earlier in that month; 3: before; 0: it did not stand
    deals bigint not null,
    primary key (workspace_id, journey_id, month, verifier_id, ended, stood, strength, age)
);
call isolate('ending_sum');

-- The month in which something happened, as sums are kept by.
create function month_of(moment timestamptz) returns date
language sql immutable parallel safe
return date_trunc('month', moment at time zone 'UTC')::date;

-- Which of three ages it is.
create function age_of(age_days integer) returns smallint
language sql immutable parallel safe
return case when age_days <= 14 then 1 when age_days <= 30 then 2 when age_days is not null then 3 else 0 end;
grant execute on function age_of(integer) to saidso_app;

-- What each end adds to the sums, row by row.
create view ending_told as
select e.workspace_id, e.id as ending_id, e.journey_id, month_of(e.closed_at) as month,
    '00000000-0000-0000-0000-000000000000'::uuid as verifier_id, e.ended,
    1::smallint as stood, 0::smallint as strength, 0::smallint as age
from ending e
where e.reopened_at is null
union all
select v.workspace_id, v.ending_id, v.journey_id, month_of(v.closed_at), v.verifier_id, v.ended,
    case when v.stood then 1 when not v.stood then 0 else 2 end::smallint, coalesce(v.strength, 0)::smallint, age_of(v.age_days)
from ending_verifier v
where not v.own;

-- Adds what one end tells to the sums, or takes it away. Always in the same order, so that two ends cannot wait for each
-- other.
create function sum_ending(one uuid, times integer) returns void
language sql volatile
set search_path = pg_catalog, public, pg_temp
as $$
insert into ending_sum as s (workspace_id, journey_id, month, verifier_id, ended, stood, strength, age, deals)
select e.workspace_id, e.journey_id, e.month, e.verifier_id, e.ended, e.stood, e.strength, e.age, count(*) * times
from ending_told e
where e.workspace_id = (select current_workspace()) and e.ending_id = one
group by 1, 2, 3, 4, 5, 6, 7, 8
order by 1, 2, 3, 4, 5, 6, 7, 8
on conflict (workspace_id, journey_id, month, verifier_id, ended, stood, strength, age)
    do update set deals = s.deals + excluded.deals
$$;

-- Writes down what one end of a deal tells.
create function keep_ending(closing outcome) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    deal opportunity;
    how text := ended_as(closing.kind, closing.reason);
    taken_back timestamptz;
begin
    if how is null then
        return;
    end if;
    select * into deal
    from opportunity o
    where o.workspace_id = (select current_workspace()) and o.id = closing.opportunity_id;
    select r.at into taken_back
    from reopening r
    where r.workspace_id = (select current_workspace()) and r.id = closing.id;

    insert into ending (workspace_id, id, opportunity_id, journey_id, ended, phase, opened_at, closed_at, days, reached, reopened_at)
    select deal.workspace_id, closing.id, deal.id, deal.journey_id, how,
        (select s.phase from stage s
            where s.workspace_id = deal.workspace_id and s.edition_id = deal.edition_id and s.position = closing.stage),
        deal.created_at, closing.at,
        (closing.at at time zone 'UTC')::date - (deal.created_at at time zone 'UTC')::date,
        array(
            select min((
                case when s.position = 1 then deal.created_at else p.at end at time zone 'UTC')::date
                - (deal.created_at at time zone 'UTC')::date)
            from generate_series(1, 6) as phase (code)
            left join stage s
                on s.workspace_id = deal.workspace_id and s.edition_id = deal.edition_id and s.phase = phase.code
            left join passage p
                on p.workspace_id = deal.workspace_id and p.opportunity_id = deal.id and p.to_stage = s.position
                and p.at <= closing.at
            group by phase.code
            order by phase.code),
        taken_back;
    if taken_back is not null then
        return;
    end if;

    insert into ending_verifier (workspace_id, ending_id, verifier_id, opportunity_id, journey_id, ended, closed_at, own, stood, strength, age_days)
    with reached as (
        -- the stages that it came to, and the day a month after that
        select s.id, r.at + interval '30 days' as look
        from stage s
        cross join lateral (
            select case when s.position = 1 then deal.created_at else (
                select min(p.at) from passage p
                where p.workspace_id = s.workspace_id and p.opportunity_id = deal.id and p.to_stage = s.position
                    and p.at <= closing.at) end as at
        ) as r
        where s.workspace_id = (select current_workspace()) and s.edition_id = deal.edition_id and r.at is not null
    ),
    tailored as (
        select t.drops, t.adds
        from tailoring t
        where t.workspace_id = (select current_workspace())
            and t.opportunity_id = deal.id
            and t.undoes is null
            and t.at <= closing.at
            and not exists (
                select from tailoring u
                where u.workspace_id = t.workspace_id and u.undoes = t.id and u.at <= closing.at)
    ),
    effective as (
        select v.id, v.least_strength, v.fresh_days, v.opportunity_id is not null as own, r.look
        from verifier v
        join reached r
            on r.id = v.stage_id
        where v.workspace_id = (select current_workspace())
            and v.edition_id = deal.edition_id
            and (v.opportunity_id is null
                or v.opportunity_id = deal.id and v.id in (select t.adds from tailored t))
            and not exists (select from tailored t where t.drops = v.id)
    ),
    live as (
        -- what was on record by that day and counted on it
        select f.id as verifier_id, f.least_strength, f.look, b.supports, e.strength, e.happened_on, e.ordinal
        from bearing b
        join evidence e
            on e.workspace_id = b.workspace_id and e.id = b.evidence_id
        join effective f
            on f.id = b.verifier_id
        where b.workspace_id = (select current_workspace())
            and b.opportunity_id = deal.id
            and b.at <= f.look
            and e.recorded_at <= f.look
            and e.strength >= 2
            and (f.fresh_days is null or e.happened_on + f.fresh_days >= (f.look at time zone 'UTC')::date)
            and not exists (
                select from withdrawal w
                where w.workspace_id = e.workspace_id and w.id = e.id and w.at <= f.look)
            and not exists (
                select from challenge c
                join challenge_answer a
                    on a.workspace_id = c.workspace_id and a.id = c.id
                where c.workspace_id = e.workspace_id and c.evidence_id = e.id and a.upheld and a.at <= f.look)
    ),
    standing as (
        select s.verifier_id, max(s.strength) as strength,
            greatest((max(s.look) at time zone 'UTC')::date - max(s.happened_on), 0) as age_days
        from live s
        where s.supports
            and s.strength >= s.least_strength
            and not exists (
                select from live c
                where c.verifier_id = s.verifier_id
                    and not c.supports
                    and (c.happened_on, c.ordinal) > (s.happened_on, s.ordinal))
        group by s.verifier_id
    )
    select deal.workspace_id, closing.id, f.id, deal.id, deal.journey_id, how, closing.at, f.own,
        case when f.look <= closing.at then s.verifier_id is not null end,
        case when f.look <= closing.at then s.strength end,
        case when f.look <= closing.at then s.age_days end
    from effective f
    left join standing s
        on s.verifier_id = f.id;

    insert into ending_obstacle (workspace_id, ending_id, obstacle_id, opportunity_id, journey_id, kind, past, ended, closed_at)
    select deal.workspace_id, closing.id, b.id, deal.id, deal.journey_id, b.kind,
        coalesce((
            select t.state in ('worked_round', 'gone')
            from obstacle_turn t
            where t.workspace_id = b.workspace_id and t.obstacle_id = b.id and t.at <= closing.at
            order by t.at desc, t.id desc
            limit 1), false),
        how, closing.at
    from obstacle b
    where b.workspace_id = (select current_workspace()) and b.opportunity_id = deal.id and b.at <= closing.at;
    perform sum_ending(closing.id, 1);
end
$$;

create function tell_ending() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform keep_ending(new);
    return null;
end
$$;
create trigger tell_ending after insert on outcome for each row execute function tell_ending();
alter table outcome enable always trigger tell_ending;

create function take_ending_back() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if exists (select from ending e where e.workspace_id = new.workspace_id and e.id = new.id) then
        perform sum_ending(new.id, -1);
    end if;
    update ending e set reopened_at = new.at where e.workspace_id = new.workspace_id and e.id = new.id;
    delete from ending_verifier v where v.workspace_id = new.workspace_id and v.ending_id = new.id;
    delete from ending_obstacle b where b.workspace_id = new.workspace_id and b.ending_id = new.id;
    return null;
end
$$;
create trigger take_ending_back after insert on reopening for each row execute function take_ending_back();
alter table reopening enable always trigger take_ending_back;

-- What was rehearsed is summed up anew when the rehearsal is over: a large seed writes ends without telling each.
create function sum_up_endings() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    here text := current_setting('app.workspace_id', true);
begin
    perform set_config('app.workspace_id', new.id::text, true);
    delete from ending_sum s where s.workspace_id = new.id;
    insert into ending_sum (workspace_id, journey_id, month, verifier_id, ended, stood, strength, age, deals)
    select e.workspace_id, e.journey_id, e.month, e.verifier_id, e.ended, e.stood, e.strength, e.age, count(*)
    from ending_told e
    where e.workspace_id = new.id
    group by 1, 2, 3, 4, 5, 6, 7, 8;
    perform set_config('app.workspace_id', coalesce(here, ''), true);
    return null;
end
$$;
create trigger sum_up_endings after update on workspace for each row
    when (old.rehearsal and not new.rehearsal) execute function sum_up_endings();
alter table workspace enable always trigger sum_up_endings;

-- Deals that closed before. The owner of the tables is bound by row level security too, and lifts it for as long as it
-- goes through all workspaces.
alter table workspace no force row level security;
do $$
declare
    known record;
begin
    for known in select w.id from workspace w loop
        perform set_config('app.workspace_id', known.id::text, true);
        perform keep_ending(o) from outcome o where o.workspace_id = known.id;
    end loop;
    perform set_config('app.workspace_id', '', true);
end
$$;
alter table workspace force row level security;

-- "Looking back, we would have stayed": said of a deal that was qualified out, for the next one like it. Or taken back.
create table hindsight (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    ending_id uuid not null,
    words text not null default '' check (length(words) <= 500),
    takes_back uuid,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, ending_id, id),
    constraint hindsight_taken_back_once unique (workspace_id, takes_back),
    foreign key (workspace_id, opportunity_id, ending_id) references outcome (workspace_id, opportunity_id, id),
    foreign key (workspace_id, ending_id, takes_back) references hindsight (workspace_id, ending_id, id),
    check ((takes_back is null) = (btrim(words) <> ''))
);
create index hindsight_of_ending on hindsight (workspace_id, ending_id);
call isolate('hindsight');
create trigger sign_row before insert on hindsight for each row execute function sign_row();
alter table hindsight enable always trigger sign_row;
call keep_forever('hindsight');
call put_on_record('hindsight', 'id', 'opportunity_id');
grant insert (workspace_id, id, opportunity_id, ending_id, words, takes_back) on hindsight to saidso_app;

-- What somebody proposes to change about a verifier, with the finding that led there as it was worked out that day.
create table proposal (
    workspace_id uuid not null references workspace,
    id uuid not null,
    journey_id uuid not null,
    verifier_id uuid not null,
    words text not null check (length(btrim(words)) between 1 and 500),
    finding text not null default '' check (length(finding) <= 1000),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, journey_id) references journey,
    foreign key (workspace_id, verifier_id) references verifier
);
create index proposal_of_journey on proposal (workspace_id, journey_id, at desc, id desc);

create table proposal_answer (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the proposal that is answered: once
    taken_up boolean not null,
    words text not null check (length(btrim(words)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, id) references proposal
);
do $$
declare
    kept text;
begin
    foreach kept in array array['proposal', 'proposal_answer'] loop
        execute format('call isolate(%L)', kept);
        execute format('create trigger sign_row before insert on %I for each row execute function sign_row()', kept);
        execute format('alter table %I enable always trigger sign_row', kept);
        execute format('call keep_forever(%L)', kept);
        execute format('call put_on_record(%L, %L)', kept, 'id');
    end loop;
end
$$;
grant insert (workspace_id, id, journey_id, verifier_id, words, finding) on proposal to saidso_app;
grant insert (workspace_id, id, taken_up, words) on proposal_answer to saidso_app;

-- What plays drew out, and which deals were tailored when.
create index play_result_by_time on play_result (workspace_id, at desc, id desc) include (play_id, result, opportunity_id);
create index tailoring_by_time on tailoring (workspace_id, at desc, id desc) include (opportunity_id) where undoes is null;
