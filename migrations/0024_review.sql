-- The review: from where a member begins next time, and what moved the verified pipeline between two moments.

-- "I have looked; begin here next time": a member's own bookmark. Nobody else sees it, and it is no part of any story:
-- nobody is told who looked when.
create table review_look (
    workspace_id uuid not null references workspace,
    id uuid not null,
    member_id uuid not null,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member
);
create index look_of_member on review_look (workspace_id, member_id, at desc);
call isolate('review_look');
create policy own_look on review_look as restrictive using (member_id = (select current_member()));
create trigger sign_row before insert on review_look for each row execute function sign_row();
alter table review_look enable always trigger sign_row;
call keep_forever('review_look');
grant insert (workspace_id, id) on review_look to saidso_app;
create view past.review_look as select * from public.review_look where at <= (select as_of());

-- Sums tell apart what the customer has proved nothing of yet: deals at the first stage. They are reckoned anew.
truncate pipeline_sum, pipeline_summed;
alter table pipeline_sum
    add column proved boolean not null,
    drop constraint pipeline_sum_pkey,
    add primary key (workspace_id, upto, owner_id, journey_id, proved, phase, outcome, currency);

drop index version_begun, version_over;
create index version_begun on deal_version (workspace_id, from_at)
    include (until_at, owner_id, journey_id, stage, phase, outcome, currency, amount, heard_at, opportunity_id);
create index version_over on deal_version (workspace_id, until_at)
    include (from_at, owner_id, journey_id, stage, phase, outcome, currency, amount, opportunity_id);

drop function pipeline_change(timestamptz, timestamptz);
create function pipeline_change(after timestamptz, upto timestamptz)
returns table (owner_id uuid, journey_id uuid, proved boolean, phase smallint, outcome text, currency text, deals bigint, without_amount bigint, amount numeric)
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select c.owner_id, c.journey_id, c.stage > 1, c.phase, coalesce(c.outcome, ''), c.currency,
    sum(c.counts), sum(c.counts) filter (where c.amount is null), coalesce(sum(c.counts * c.amount), 0)
from (
    select v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, 1::bigint as counts
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.from_at > after and v.from_at <= upto
    union all
    select v.owner_id, v.journey_id, v.stage, v.phase, v.outcome, v.currency, v.amount, -1
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.until_at > after and v.until_at <= upto
) as c
group by 1, 2, 3, 4, 5, 6
$$;
grant execute on function pipeline_change(timestamptz, timestamptz) to saidso_app;

create or replace function sum_up_pipeline(step integer, slack interval) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    last timestamptz;
    next timestamptz;
begin
    select coalesce(max(s.upto), '-infinity') into last
    from pipeline_summed s
    where s.workspace_id = current_workspace();

    select v.from_at into next
    from deal_version v
    where v.workspace_id = current_workspace() and v.from_at > last and v.from_at <= clock_timestamp() - slack
    order by v.from_at
    offset greatest(step, 1) - 1
    limit 1;
    if next is null then
        return false;
    end if;

    insert into pipeline_summed (workspace_id, upto)
    values (current_workspace(), next)
    on conflict do nothing;
    if not found then
        return false;
    end if;
    insert into pipeline_sum (workspace_id, upto, owner_id, journey_id, proved, phase, outcome, currency, deals, without_amount, amount)
    select current_workspace(), next, c.owner_id, c.journey_id, c.proved, c.phase, c.outcome, c.currency,
        sum(c.deals), sum(c.without_amount), sum(c.amount)
    from (
        select s.owner_id, s.journey_id, s.proved, s.phase, s.outcome, s.currency, s.deals, s.without_amount, s.amount
        from pipeline_sum s
        where s.workspace_id = current_workspace() and s.upto = last
        union all
        select p.owner_id, p.journey_id, p.proved, p.phase, p.outcome, p.currency, p.deals, coalesce(p.without_amount, 0), p.amount
        from pipeline_change(last, next) p
    ) as c
    group by c.owner_id, c.journey_id, c.proved, c.phase, c.outcome, c.currency
    having sum(c.deals) <> 0 or sum(c.amount) <> 0;
    return true;
end
$$;

-- What moved the verified pipeline between two moments: every deal that counted at one of them and of which anything
-- changed in between, in exactly one line. A deal counts while it is open, its customer has proved at least the first
-- stage, and it stands in phase `proved_to` or further; of one owner or one journey, if these are named.
--
-- A deal that changed in between has exactly one version that began in between and was not over at the end: what it is.
-- It has at most one that had begun before and was over at the end: what it was. So this is two ranges of indexes and one
-- join, and its cost grows with what changed and with nothing else. A deal without such a version is the same at both
-- moments and moves nothing. `stages` is by how many stages it stands further now, or less
-- far: moves within what is verified change no sum, and are worth telling.
create function verified_flow(since timestamptz, upto timestamptz, owner uuid, journey uuid, proved_to smallint)
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
grant execute on function verified_flow(timestamptz, timestamptz, uuid, uuid, smallint) to saidso_app;

-- What the head of the review counts: gates that are open, and calls that say another stage than what is proved.
create index open_ready on opportunity (workspace_id) include (owner_id, journey_id, phase, currency, amount)
    where outcome is null and ready;
create index open_called_otherwise on opportunity (workspace_id)
    include (owner_id, journey_id, phase, stage, call_stage, edition_id, currency, amount)
    where outcome is null and call_stage <> stage;

-- The head of the review counts by indexes alone.
drop index open_by_ageing;
create index open_by_ageing on opportunity (workspace_id, ages_on) include (owner_id, journey_id, phase, currency, amount)
    where outcome is null and ages_on is not null;

-- Whether the customer spoke against a deal in a period.
create index deal_spoken_against on bearing (workspace_id, opportunity_id, at) where not supports;
