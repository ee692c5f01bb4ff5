-- What moved between two moments, reckoned once and kept: whoever asks again a little later adds only what changed since.

-- Deals that moved alike, added up.
create type flow_sum as (
    line text,
    then_phase smallint,
    now_phase smallint,
    then_currency text,
    now_currency text,
    way integer,
    deals bigint,
    then_amount numeric, -- in the currency's minor unit
    now_amount numeric
);

-- What moved from one moment, exclusive, to another, inclusive, in one scope. Nothing tells of it that the versions of the
-- deals do not: it may go at any time.
create table kept_flow (
    workspace_id uuid not null references workspace,
    id uuid not null default gen_random_uuid(),
    owner_id uuid, -- none: all owners
    journey_id uuid, -- none: all journeys
    proved_to smallint not null,
    since timestamptz not null,
    upto timestamptz not null,
    sums flow_sum[] not null,
    kept_at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, id)
);
call isolate('kept_flow');
create index flow_kept_for on kept_flow (workspace_id, proved_to, owner_id, journey_id);
create index flow_kept_at on kept_flow (workspace_id, kept_at);

drop function verified_sums(timestamptz, timestamptz, uuid, uuid, smallint);
drop function verified_flow(timestamptz, timestamptz, uuid, uuid, smallint);
drop function verified_moves(timestamptz, timestamptz, uuid, uuid, smallint);

-- Every deal that counted at one of two moments and of which anything changed in between, as it was and as it is; where
-- deals are named, of these alone. What migration 0024 says of `verified_flow`, before a line is given to it.
create function verified_moves(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint, among uuid[])
returns table (opportunity_id uuid, counted boolean, counts boolean, was_there boolean, proved_then boolean, proved_now boolean,
    outcome_then text, outcome_now text, then_phase smallint, now_phase smallint, then_currency text, now_currency text,
    then_amount bigint, now_amount bigint, stages smallint, heard_at timestamptz)
language sql stable
begin atomic
select m.opportunity_id, m.counted, m.counts, m.then_stage is not null, m.proved_then, m.proved_now, m.outcome_then, m.outcome_now,
    m.then_phase, m.now_phase, m.then_currency, m.now_currency, coalesce(m.then_amount, 0), coalesce(m.now_amount, 0),
    (m.now_stage - m.then_stage)::smallint, m.heard_at
from (
    select p.*,
        p.proved_then and (owner is null or p.then_owner = owner) as counted,
        p.proved_now and (owner is null or p.now_owner = owner) as counts
    from (
        select c.*,
            coalesce(c.outcome_then is null and c.then_stage > 1 and c.then_phase >= proved_to, false) as proved_then,
            coalesce(c.outcome_now is null and c.now_stage > 1 and c.now_phase >= proved_to, false) as proved_now
        from (
            select is_now.opportunity_id, is_now.journey_id, is_now.heard_at,
                was.owner_id as then_owner, is_now.owner_id as now_owner,
                was.stage as then_stage, is_now.stage as now_stage, was.outcome as outcome_then, is_now.outcome as outcome_now,
                was.phase as then_phase, is_now.phase as now_phase,
                was.currency as then_currency, is_now.currency as now_currency,
                was.amount as then_amount, is_now.amount as now_amount
            from (
                select v.opportunity_id, v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, v.heard_at
                from deal_version v
                where v.workspace_id = (select current_workspace()) and v.from_at > since and v.from_at <= upto and v.until_at > upto
            ) as is_now
            left join (
                select v.opportunity_id, v.owner_id, v.stage, v.phase, v.outcome, v.currency, v.amount
                from deal_version v
                where v.workspace_id = (select current_workspace()) and v.until_at > since and v.until_at <= upto and v.from_at <= since
            ) as was on was.opportunity_id = is_now.opportunity_id
            where among is null
            union all
            select is_now.opportunity_id, is_now.journey_id, is_now.heard_at,
                was.owner_id, is_now.owner_id, was.stage, is_now.stage, was.outcome, is_now.outcome,
                was.phase, is_now.phase, was.currency, is_now.currency, was.amount, is_now.amount
            from unnest(among) as named (id)
            cross join lateral (
                select v.*
                from deal_version v
                where v.workspace_id = (select current_workspace()) and v.opportunity_id = named.id and v.from_at <= upto
                order by v.from_at desc
                limit 1
            ) as is_now
            left join lateral (
                select v.*
                from deal_version v
                where v.workspace_id = (select current_workspace()) and v.opportunity_id = named.id and v.from_at <= since
                order by v.from_at desc
                limit 1
            ) as was on true
            where among is not null and is_now.from_at > since
        ) as c
        where journey is null or c.journey_id = journey -- a deal keeps its journey
    ) as p
    where p.proved_then or p.proved_now
    offset 0 -- keeps what is reckoned here from being reckoned at each place that names it
) as m
where m.counted or m.counts;
end;

create function verified_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns table (opportunity_id uuid, line text, counted boolean, counts boolean, then_phase smallint, now_phase smallint,
    then_currency text, now_currency text, then_amount bigint, now_amount bigint, stages smallint, heard_at timestamptz)
language sql stable
begin atomic
select m.opportunity_id,
    flow_line(m.counted, m.counts, m.was_there, m.proved_then, m.proved_now, m.outcome_then, m.outcome_now,
        m.then_currency <> m.now_currency, sign(m.now_amount - m.then_amount)::integer),
    m.counted, m.counts, m.then_phase, m.now_phase, m.then_currency, m.now_currency, m.then_amount, m.now_amount, m.stages, m.heard_at
from verified_moves(since, upto, owner, journey, proved_to, null) as m;
end;

-- What moved alike, added up: of all deals, or of those named. Told apart by everything that a line hangs on first, and
-- given its line then. A statement that is kept is planned for any two moments, as if little had changed between them, and
-- would sort what it finds: here it is one hash of one range with the other, however much that is.
create function flow_sums(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint, among uuid[])
returns setof flow_sum
language sql stable
set search_path = pg_catalog, public, pg_temp
set enable_mergejoin = off
set enable_nestloop = off
begin atomic
select
    flow_line(a.counted, a.counts, a.was_there, a.proved_then, a.proved_now, a.outcome_then, a.outcome_now,
        a.then_currency <> a.now_currency, a.grown),
    case when a.counted then a.then_phase end, case when a.counts then a.now_phase end,
    case when a.counted then a.then_currency end, case when a.counts then a.now_currency end,
    coalesce(a.way, 0), a.deals, a.then_amount, a.now_amount
from (
    select m.counted, m.counts, m.was_there, m.proved_then, m.proved_now, m.outcome_then, m.outcome_now, m.then_phase, m.now_phase,
        m.then_currency, m.now_currency, sign(m.now_amount - m.then_amount)::integer as grown, sign(m.stages)::integer as way,
        count(*) as deals, sum(m.then_amount) as then_amount, sum(m.now_amount) as now_amount
    from verified_moves(since, upto, owner, journey, proved_to, among) as m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
) as a;
end;

-- How far a kept flow is from what is asked for, at both ends together.
create function flow_gap(kept kept_flow, since timestamptz, upto timestamptz) returns interval
language sql immutable parallel safe
return greatest(kept.since, since) - least(kept.since, since) + (greatest(kept.upto, upto) - least(kept.upto, upto));

-- The moment up to which a flow can be kept. What began before it is over by now: nothing comes to be before it any more.
create function settled_upto(upto timestamptz) returns timestamptz
language sql stable parallel safe
return least(upto, clock_timestamp() - interval '10 minutes');

-- The kept flow of a scope that is nearest to what is asked for, if less than a ninetieth of the time lies between: what
-- changed in that is looked at deal by deal, which costs some ten times as much for each.
create function near_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint) returns kept_flow
language sql stable
set search_path = pg_catalog, public, pg_temp
begin atomic
select k
from kept_flow k
where k.workspace_id = (select current_workspace()) and k.proved_to = near_flow.proved_to
    and k.owner_id is not distinct from owner and k.journey_id is not distinct from journey
    and flow_gap(k, near_flow.since, settled_upto(near_flow.upto)) * 90 < settled_upto(near_flow.upto) - near_flow.since
order by flow_gap(k, near_flow.since, settled_upto(near_flow.upto))
limit 1;
end;

-- What moved alike between two moments, from what is kept of others: every deal that changed between a moment there and the
-- same one here is taken out as it counted there, and put in as it counts here. Its cost grows with those deals.
create function flow_from(kept kept_flow, since timestamptz, upto timestamptz) returns setof flow_sum
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_variable
declare
    touched constant uuid[] := array(
        select v.opportunity_id from deal_version v
        where v.workspace_id = (select current_workspace())
            and v.from_at > least(since, kept.since) and v.from_at <= greatest(since, kept.since)
        union
        select v.opportunity_id from deal_version v
        where v.workspace_id = (select current_workspace())
            and v.from_at > least(upto, kept.upto) and v.from_at <= greatest(upto, kept.upto));
begin
    return query
    select s.line, s.then_phase, s.now_phase, s.then_currency, s.now_currency, s.way,
        sum(s.deals)::bigint, sum(s.then_amount), sum(s.now_amount)
    from (
        select k.* from unnest(kept.sums) as k
        union all
        select t.line, t.then_phase, t.now_phase, t.then_currency, t.now_currency, t.way, -t.deals, -t.then_amount, -t.now_amount
        from flow_sums(kept.since, kept.upto, kept.owner_id, kept.journey_id, kept.proved_to, touched) as t
        union all
        select h.* from flow_sums(since, upto, kept.owner_id, kept.journey_id, kept.proved_to, touched) as h
    ) as s
    group by 1, 2, 3, 4, 5, 6
    having sum(s.deals) <> 0;
end
$$;

-- What moved alike between two moments, added up: from the flow that is kept of nearly the same, or from all that changed.
create function verified_sums(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns setof flow_sum
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
    kept constant kept_flow := near_flow(since, upto, owner, journey, proved_to);
begin
    if kept.id is null then
        return query select * from flow_sums(since, upto, owner, journey, proved_to, null);
    else
        return query select * from flow_from(kept, since, upto);
    end if;
end
$$;

-- Keeps what moved between two moments, for whoever asks next. False: it is kept already, or somebody is at it. What has
-- been kept for a day goes: what is asked for by then is another.
create function keep_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    settled constant timestamptz := settled_upto(upto);
begin
    if not pg_try_advisory_xact_lock(hashtextextended('kept_flow ' || current_workspace(), 0))
        or (near_flow(since, upto, owner, journey, proved_to)).id is not null
    then
        return false;
    end if;

    delete from kept_flow k
    where k.workspace_id = current_workspace() and k.kept_at < clock_timestamp() - interval '1 day';
    insert into kept_flow (workspace_id, owner_id, journey_id, proved_to, since, upto, sums)
    values (current_workspace(), owner, journey, proved_to, since, settled,
        array(select s from flow_sums(since, settled, owner, journey, proved_to, null) as s));
    return true;
end
$$;

grant execute on function
    verified_moves(timestamptz, timestamptz, uuid, uuid, smallint, uuid[]), verified_flow(timestamptz, timestamptz, uuid, uuid, smallint),
    flow_sums(timestamptz, timestamptz, uuid, uuid, smallint, uuid[]), flow_gap(kept_flow, timestamptz, timestamptz),
    settled_upto(timestamptz), near_flow(timestamptz, timestamptz, uuid, uuid, smallint),
    flow_from(kept_flow, timestamptz, timestamptz),
    verified_sums(timestamptz, timestamptz, uuid, uuid, smallint), keep_flow(timestamptz, timestamptz, uuid, uuid, smallint)
    to saidso_app;
