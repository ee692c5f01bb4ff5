-- What moved, reckoned less often: which line a deal is in is said of deals that moved alike, once they are added up,
-- where it was said of each of tens of thousands.

-- The line of what moved in which a deal counts. `grown` is the sign of by how much its amount grew.
create function flow_line(counted boolean, counts boolean, was_there boolean, proved_then boolean, proved_now boolean,
    outcome_then text, outcome_now text, other_currency boolean, grown integer) returns text
language sql immutable parallel safe
return case
    when counted and counts then
        case
            when other_currency then 'currency'
            when grown > 0 then 'grown'
            when grown < 0 then 'shrunk'
            else 'same'
        end
    when counts then
        case
            when not was_there then 'new'
            when outcome_then is not null then 'back'
            when proved_then then 'taken'
            else 'on'
        end
    else
        case
            when outcome_now is not null then outcome_now
            when proved_now then 'handed'
            else 'fell'
        end
end;

-- Every deal that counted at one of two moments and of which anything changed in between, as it was and as it is: what
-- migration 0024 says of `verified_flow`, before a line is given to it.
create function verified_moves(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
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
        select is_now.opportunity_id,
            coalesce(was.outcome is null and was.stage > 1 and was.phase >= proved_to, false) as proved_then,
            coalesce(is_now.outcome is null and is_now.stage > 1 and is_now.phase >= proved_to, false) as proved_now,
            was.owner_id as then_owner, is_now.owner_id as now_owner,
            was.stage as then_stage, is_now.stage as now_stage, was.outcome as outcome_then, is_now.outcome as outcome_now,
            was.phase as then_phase, is_now.phase as now_phase,
            was.currency as then_currency, is_now.currency as now_currency,
            was.amount as then_amount, is_now.amount as now_amount,
            is_now.heard_at
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
        where journey is null or is_now.journey_id = journey -- a deal keeps its journey
    ) as p
    where p.proved_then or p.proved_now
    offset 0 -- keeps what is reckoned here from being reckoned at each place that names it
) as m
where m.counted or m.counts;
end;

drop function verified_flow(timestamptz, timestamptz, uuid, uuid, smallint);
create function verified_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns table (opportunity_id uuid, line text, counted boolean, counts boolean, then_phase smallint, now_phase smallint,
    then_currency text, now_currency text, then_amount bigint, now_amount bigint, stages smallint, heard_at timestamptz)
language sql stable
begin atomic
select m.opportunity_id,
    flow_line(m.counted, m.counts, m.was_there, m.proved_then, m.proved_now, m.outcome_then, m.outcome_now,
        m.then_currency <> m.now_currency, sign(m.now_amount - m.then_amount)::integer),
    m.counted, m.counts, m.then_phase, m.now_phase, m.then_currency, m.now_currency, m.then_amount, m.now_amount, m.stages, m.heard_at
from verified_moves(since, upto, owner, journey, proved_to) as m;
end;

-- What moved alike, added up. Told apart by everything that a line hangs on first, and given its line then. A statement
-- that is kept is planned for any two moments, as if little had changed between them, and would sort what it finds: here
-- it is one hash of one range with the other, however much that is.
create function verified_sums(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns table (line text, then_phase smallint, now_phase smallint, then_currency text, now_currency text, way integer, deals bigint,
    then_amount numeric, now_amount numeric)
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
    from verified_moves(since, upto, owner, journey, proved_to) as m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
) as a;
end;
grant execute on function flow_line(boolean, boolean, boolean, boolean, boolean, text, text, boolean, integer),
    verified_moves(timestamptz, timestamptz, uuid, uuid, smallint), verified_flow(timestamptz, timestamptz, uuid, uuid, smallint),
    verified_sums(timestamptz, timestamptz, uuid, uuid, smallint) to saidso_app;

-- Whoever asks what changed adds it up with what was reckoned before: so each version is told as it is, once for its
-- beginning and once for its end.
drop function pipeline_change(timestamptz, timestamptz);
create function pipeline_change(after timestamptz, upto timestamptz)
returns table (owner_id uuid, journey_id uuid, proved boolean, phase smallint, outcome text, currency text, deals bigint, without_amount bigint, amount numeric)
language sql stable
begin atomic
select v.owner_id, v.journey_id, v.stage > 1, v.phase, coalesce(v.outcome, ''), v.currency,
    1::bigint, (v.amount is null)::integer::bigint, coalesce(v.amount, 0)::numeric
from deal_version v
where v.workspace_id = (select current_workspace()) and v.from_at > after and v.from_at <= upto
union all
select v.owner_id, v.journey_id, v.stage > 1, v.phase, coalesce(v.outcome, ''), v.currency,
    -1::bigint, -(v.amount is null)::integer::bigint, -coalesce(v.amount, 0)::numeric
from deal_version v
where v.workspace_id = (select current_workspace()) and v.until_at > after and v.until_at <= upto;
end;
grant execute on function pipeline_change(timestamptz, timestamptz) to saidso_app;
