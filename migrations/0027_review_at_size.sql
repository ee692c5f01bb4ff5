-- What moved between two moments, by two ranges of indexes and one join. A deal that changed in between has exactly one
-- version that began in between and was not over at the end: what it is. It has at most one that had begun before and was
-- over at the end: what it was. Looking each deal up by itself cost fifty microseconds a deal, which is most of a second
-- where a large team works for a quarter.

drop index version_begun, version_over;
create index version_begun on deal_version (workspace_id, from_at)
    include (until_at, owner_id, journey_id, stage, phase, outcome, currency, amount, heard_at, opportunity_id);
create index version_over on deal_version (workspace_id, until_at)
    include (from_at, owner_id, journey_id, stage, phase, outcome, currency, amount, opportunity_id);

create or replace function verified_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
returns table (opportunity_id uuid, line text, counted boolean, counts boolean, then_phase smallint, now_phase smallint,
    then_currency text, now_currency text, then_amount bigint, now_amount bigint, stages smallint, heard_at timestamptz)
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select m.opportunity_id,
    case
        when m.counted and m.counts then
            case
                when m.then_currency <> m.now_currency then 'currency'
                when m.now_amount > m.then_amount then 'grown'
                when m.now_amount < m.then_amount then 'shrunk'
                else 'same'
            end
        when m.counts then
            case
                when m.then_stage is null then 'new'
                when m.outcome_then is not null then 'back'
                when m.proved_then then 'taken'
                else 'on'
            end
        else
            case
                when m.outcome_now is not null then m.outcome_now
                when m.proved_now then 'handed'
                else 'fell'
            end
    end,
    m.counted, m.counts, m.then_phase, m.now_phase, m.then_currency, m.now_currency, m.then_amount, m.now_amount,
    m.now_stage - m.then_stage, m.heard_at
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
            coalesce(was.amount, 0) as then_amount, coalesce(is_now.amount, 0) as now_amount,
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
) as m
where m.counted or m.counts
$$;

-- The head of the review counts by indexes alone.
drop index open_by_ageing;
create index open_by_ageing on opportunity (workspace_id, ages_on) include (owner_id, journey_id, phase, currency, amount)
    where outcome is null and ages_on is not null;

-- Whether the customer spoke against a deal in a period.
create index deal_spoken_against on bearing (workspace_id, opportunity_id, at) where not supports;
