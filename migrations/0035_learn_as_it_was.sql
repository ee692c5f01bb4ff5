-- Two corrections of what closed deals tell.

-- A deal that is opened again within a day of being left was never left: somebody pressed the wrong button.
create function was_left(closed timestamptz, reopened timestamptz) returns boolean
language sql stable parallel safe
return reopened is null or reopened > closed + interval '24 hours';
grant execute on function was_left(timestamptz, timestamptz) to saidso_app;

-- Which verifiers of the stages that a deal had come to stood a month after it came there: of those that the team asked
-- on that day, whatever it asked otherwise later.
create function keep_verifiers(deal opportunity, closing outcome) returns void
language sql volatile
set search_path = pg_catalog, public, pg_temp
as $$
insert into ending_verifier (workspace_id, ending_id, verifier_id, opportunity_id, journey_id, ended, closed_at, own, stood, strength, age_days)
with reached as (
    -- the stages that it came to, the day a month after that, and that day or, where it was over before, its end
    select s.id, r.at + interval '30 days' as look, least(r.at + interval '30 days', closing.at) as told_by
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
    -- from when until when each change of its verifiers was in force
    select t.drops, t.adds, t.at as from_at, coalesce((
        select min(u.at) from tailoring u
        where u.workspace_id = t.workspace_id and u.undoes = t.id), 'infinity') as until_at
    from tailoring t
    where t.workspace_id = (select current_workspace()) and t.opportunity_id = deal.id and t.undoes is null
),
effective as (
    -- as the team had changed them by that day
    select v.id, v.least_strength, v.fresh_days, v.opportunity_id is not null as own, r.look
    from verifier v
    join reached r
        on r.id = v.stage_id
    where v.workspace_id = (select current_workspace())
        and v.edition_id = deal.edition_id
        and (v.opportunity_id is null
            or v.opportunity_id = deal.id and exists (
                select from tailored t
                where t.adds = v.id and t.from_at <= r.told_by and t.until_at > r.told_by))
        and not exists (
            select from tailored t
            where t.drops = v.id and t.from_at <= r.told_by and t.until_at > r.told_by)
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
select deal.workspace_id, closing.id, f.id, deal.id, deal.journey_id, ended_as(closing.kind, closing.reason), closing.at, f.own,
    case when f.look <= closing.at then s.verifier_id is not null end,
    case when f.look <= closing.at then s.strength end,
    case when f.look <= closing.at then s.age_days end
from effective f
left join standing s
    on s.verifier_id = f.id
$$;

-- Writes down what one end of a deal tells.
create or replace function keep_ending(closing outcome) returns void
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

    perform keep_verifiers(deal, closing);

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

-- Closed deals whose verifiers a team changed are looked at again. The owner of the tables is bound by row level security
-- too, and lifts it for as long as it goes through all workspaces.
alter table workspace no force row level security;
do $$
declare
    known record;
    told record;
begin
    for known in select w.id from workspace w loop
        perform set_config('app.workspace_id', known.id::text, true);
        for told in
            select c as closing, o as deal
            from ending e
            join outcome c
                on c.workspace_id = e.workspace_id and c.id = e.id
            join opportunity o
                on o.workspace_id = e.workspace_id and o.id = e.opportunity_id
            where e.workspace_id = known.id and e.reopened_at is null
                and exists (
                    select from tailoring t
                    where t.workspace_id = e.workspace_id and t.opportunity_id = e.opportunity_id)
        loop
            perform sum_ending((told.closing).id, -1);
            delete from ending_verifier v where v.workspace_id = known.id and v.ending_id = (told.closing).id;
            perform keep_verifiers(told.deal, told.closing);
            perform sum_ending((told.closing).id, 1);
        end loop;
    end loop;
    perform set_config('app.workspace_id', '', true);
end
$$;
alter table workspace force row level security;
