-- The past: what every page showed at any moment.
--
-- What is only ever added tells by itself what was there. Of a deal, a version is kept for every change of what lists
-- show of it, so that a list of any day is read as fast as today's. What else is changed in place (names, a person's part
-- in a deal) is told by the ledger. The schema `past` holds a view of each table under the table's own name: a
-- transaction that looks there first, and says which moment it means, draws a page by the very queries of today.

-- The moment that this transaction looks at; none: it sees nothing of the past.
create function as_of() returns timestamptz
language sql stable parallel safe
return nullif(current_setting('app.as_of', true), '')::timestamptz;
grant execute on function as_of() to saidso_app;

grant usage on schema past to saidso_app;
alter default privileges in schema past grant select on tables to saidso_app;

-- What lists ask of a deal and the rule knows: from when on the evidence that it stands on is ageing, when the first of
-- it lapses, and whether the team has changed its verifiers. Written by the guard alone.
alter table opportunity
    add column ages_on date,
    add column lapses_on date,
    add column tailored boolean not null default false;

alter type verdict add attribute ages_on date; -- the first day on which what it rests on is ageing

create or replace function verifier_standing(deal uuid, on_day date) returns setof verdict
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
-- The workspace is asked for in a subquery: known while planning, it would be looked up in statistics that may not know it.
return query
with tailored as (
    select t.drops, t.adds
    from tailoring t
    where t.workspace_id = (select current_workspace())
        and t.opportunity_id = deal
        and t.undoes is null
        and not exists (
            select from tailoring u
            where u.workspace_id = t.workspace_id and u.undoes = t.id)
),
effective as (
    select v.id, s.position as stage, v.required, v.least_strength, v.fresh_days
    from opportunity o
    join verifier v
        on v.workspace_id = o.workspace_id and v.edition_id = o.edition_id
    join stage s
        on s.workspace_id = v.workspace_id and s.id = v.stage_id
    where o.workspace_id = (select current_workspace())
        and o.id = deal
        and (v.opportunity_id is null
            or v.opportunity_id = deal and v.id in (select t.adds from tailored t))
        and not exists (select from tailored t where t.drops = v.id)
),
live as (
    select f.id as verifier_id, f.least_strength, f.fresh_days,
        e.id, b.supports, e.strength, e.happened_on, e.ordinal,
        exists (
            select from challenge c
            where c.workspace_id = e.workspace_id
                and c.evidence_id = e.id
                and not exists (
                    select from challenge_answer a
                    where a.workspace_id = c.workspace_id and a.id = c.id)) as questioned
    from bearing b
    join evidence e
        on e.workspace_id = b.workspace_id and e.id = b.evidence_id
    join effective f
        on f.id = b.verifier_id
    where b.workspace_id = (select current_workspace())
        and b.opportunity_id = deal
        and e.strength >= 2
        and (f.fresh_days is null or e.happened_on + f.fresh_days >= on_day)
        and not exists (
            select from withdrawal w
            where w.workspace_id = e.workspace_id and w.id = e.id)
        and not exists (
            select from challenge c
            join challenge_answer a
                on a.workspace_id = c.workspace_id and a.id = c.id
            where c.workspace_id = e.workspace_id and c.evidence_id = e.id and a.upheld)
),
counting as (
    select s.*
    from live s
    where s.supports
        and s.strength >= s.least_strength
        and not exists (
            select from live c
            where c.verifier_id = s.verifier_id
                and not c.supports
                and (c.happened_on, c.ordinal) > (s.happened_on, s.ordinal))
)
select f.id, f.stage, f.required,
    count(c.id) > 0,
    coalesce(bool_or(not c.questioned), false),
    coalesce(array_agg(c.id order by c.happened_on, c.ordinal) filter (where c.id is not null), '{}'),
    max(c.happened_on) + f.fresh_days + 1,
    max(c.happened_on) + (f.fresh_days * 3 + 3) / 4 -- three quarters of its time, as `journey::standing` reckons
from effective f
left join counting c
    on c.verifier_id = f.id
group by f.id, f.stage, f.required, f.fresh_days;
end
$$;

create or replace function settle_deal(deal opportunity, why text, why_id uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    stands_at smallint := deal.stage;
    no_longer uuid[];
    gate_open boolean;
    next_lapse date;
    next_age date;
    verdicts verdict[];
begin
    verdicts := array(select v from verifier_standing(deal.id, today()) v);
    if deal.outcome is null then
        select min(v.stage) into stands_at
        from unnest(verdicts) v
        where v.required and not v.stands and v.stage < deal.stage;

        if stands_at is not null then
            select array_agg(v.verifier_id order by v.verifier_id) into no_longer
            from unnest(verdicts) v
            where v.required and not v.stands and v.stage = stands_at;

            insert into fall_back (workspace_id, id, opportunity_id, from_stage, to_stage, cause, cause_id, no_longer, member_id, at)
            values (deal.workspace_id, gen_random_uuid(), deal.id, deal.stage, stands_at, why, why_id, no_longer, current_member(), moment());
        else
            stands_at := deal.stage;
        end if;
    end if;

    select coalesce(bool_and(v.stands and v.unchallenged) filter (where v.stage = stands_at), false),
        min(v.lapses_on), min(v.ages_on)
    into gate_open, next_lapse, next_age
    from unnest(verdicts) v
    where v.required and v.stage <= stands_at;

    update opportunity o
    set stage = stands_at,
        phase = (
            select s.phase from stage s
            where s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = stands_at),
        stage_since = case when o.stage = stands_at then o.stage_since else moment() end,
        fell_back_at = case when stands_at < o.stage then moment() else o.fell_back_at end,
        ready = gate_open and o.outcome is null,
        ages_on = next_age,
        lapses_on = next_lapse,
        tailored = exists (
            select from tailoring t
            where t.workspace_id = o.workspace_id
                and t.opportunity_id = o.id
                and t.undoes is null
                and not exists (
                    select from tailoring u
                    where u.workspace_id = t.workspace_id and u.undoes = t.id)),
        latest_evidence_id = (
            select e.id from evidence e
            where e.workspace_id = o.workspace_id
                and e.opportunity_id = o.id
                and not exists (select from withdrawal w where w.workspace_id = e.workspace_id and w.id = e.id)
            order by e.happened_on desc, e.ordinal desc
            limit 1)
    where o.workspace_id = deal.workspace_id and o.id = deal.id;

    if next_lapse is null or deal.outcome is not null then
        delete from lapse_watch l
        where l.workspace_id = deal.workspace_id and l.opportunity_id = deal.id;
    else
        insert into lapse_watch (workspace_id, opportunity_id, lapses_on)
        values (deal.workspace_id, deal.id, next_lapse)
        on conflict (workspace_id, opportunity_id) do update set lapses_on = excluded.lapses_on;
    end if;
end
$$;

-- These are told by what changes them, as stage and outcome are: they stay out of the deal's own events.
drop trigger on_record on opportunity;
call put_on_record('opportunity', 'id', 'id',
    'journey_id', 'stage', 'phase', 'stage_since', 'ready', 'fell_back_at', 'outcome', 'outcome_at',
    'latest_evidence_id', 'heard_at', 'revision', 'version', 'ages_on', 'lapses_on', 'tailored');

-- What goes is told whole: else nobody could say of which row of several that it went.
create or replace function record_change() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    was jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
    is_now jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
    whole jsonb := was || is_now;
    changed jsonb;
    verb text := case tg_op when 'INSERT' then 'added' when 'UPDATE' then 'changed' else 'removed' end;
    deal uuid := nullif(whole ->> tg_argv[1], '')::uuid;
begin
    -- Everybody takes a deal's row before its stream's head, so that two transactions cannot wait for each other.
    perform from opportunity o
    where o.workspace_id = current_workspace() and o.id = deal
    for no key update;

    select coalesce(jsonb_object_agg(key, value), '{}') into changed
    from jsonb_each(whole)
    where (tg_op = 'DELETE' or value is distinct from was -> key)
        and key <> 'workspace_id'
        and (tg_nargs < 3 or key <> all (tg_argv[2:]));
    if tg_op = 'UPDATE' and changed = '{}' then
        return null;
    end if;

    perform append_event(
        coalesce(deal, current_workspace()),
        tg_table_name || ' ' || verb,
        (whole ->> tg_argv[0])::uuid,
        changed);
    return null;
end
$$;

-- A deal from one moment until another: what lists show and ask of it.
create table deal_version (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    from_at timestamptz not null,
    until_at timestamptz not null default 'infinity',
    written_in xid8 not null default pg_current_xact_id(), -- one transaction leaves one version
    account_id uuid not null,
    name text not null,
    owner_id uuid not null,
    amount bigint,
    currency text not null,
    customer_date date,
    customer_date_by uuid,
    customer_date_said_on date,
    call_stage smallint,
    call_date date,
    call_odds smallint,
    created_at timestamptz not null,
    journey_id uuid not null,
    edition_id uuid not null,
    stage smallint not null,
    phase smallint not null,
    stage_since timestamptz not null,
    ready boolean not null,
    fell_back_at timestamptz,
    outcome text,
    outcome_at timestamptz,
    latest_evidence_id uuid,
    heard_at timestamptz not null,
    ages_on date,
    lapses_on date,
    tailored boolean not null,
    primary key (workspace_id, opportunity_id, from_at),
    foreign key (workspace_id, opportunity_id) references opportunity
);
call isolate('deal_version');

-- Read downward from the moment in question: hardly a deal has two versions of one word from the customer.
create index version_by_phase on deal_version (workspace_id, phase, heard_at desc, opportunity_id desc)
    include (from_at, until_at) where outcome is null;
create index version_by_owner on deal_version (workspace_id, owner_id, phase, heard_at desc, opportunity_id desc)
    include (from_at, until_at, journey_id) where outcome is null;
create index version_by_journey on deal_version (workspace_id, journey_id, phase, heard_at desc, opportunity_id desc)
    include (from_at, until_at) where outcome is null;
create index version_by_outcome on deal_version (workspace_id, outcome, heard_at desc, opportunity_id desc)
    include (from_at, until_at, owner_id, journey_id) where outcome is not null;
create index version_of_account on deal_version (workspace_id, account_id, from_at);
-- What changed between two moments.
create index version_begun on deal_version (workspace_id, from_at)
    include (until_at, owner_id, journey_id, phase, outcome, currency, amount, opportunity_id);
create index version_over on deal_version (workspace_id, until_at)
    include (from_at, owner_id, journey_id, phase, outcome, currency, amount, opportunity_id);

-- Closes the version that was, and begins the one that is. What one transaction did is one step, and so is what was done
-- at one moment.
create function keep_version() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    began timestamptz := moment();
    last_from timestamptz;
    last_in xid8;
begin
    select v.from_at, v.written_in into last_from, last_in
    from deal_version v
    where v.workspace_id = new.workspace_id and v.opportunity_id = new.id and v.until_at = 'infinity'
    order by v.from_at desc
    limit 1;

    if last_in = pg_current_xact_id() or last_from >= began then
        update deal_version v
        set name = new.name, owner_id = new.owner_id, amount = new.amount, currency = new.currency,
            customer_date = new.customer_date, customer_date_by = new.customer_date_by,
            customer_date_said_on = new.customer_date_said_on, call_stage = new.call_stage, call_date = new.call_date,
            call_odds = new.call_odds, stage = new.stage, phase = new.phase, stage_since = new.stage_since,
            ready = new.ready, fell_back_at = new.fell_back_at, outcome = new.outcome, outcome_at = new.outcome_at,
            latest_evidence_id = new.latest_evidence_id, heard_at = new.heard_at, ages_on = new.ages_on,
            lapses_on = new.lapses_on, tailored = new.tailored
        where v.workspace_id = new.workspace_id and v.opportunity_id = new.id and v.from_at = last_from;
        return null;
    end if;

    update deal_version v
    set until_at = began
    where v.workspace_id = new.workspace_id and v.opportunity_id = new.id and v.from_at = last_from;

    insert into deal_version (workspace_id, opportunity_id, from_at, account_id, name, owner_id, amount, currency,
        customer_date, customer_date_by, customer_date_said_on, call_stage, call_date, call_odds, created_at, journey_id,
        edition_id, stage, phase, stage_since, ready, fell_back_at, outcome, outcome_at, latest_evidence_id, heard_at,
        ages_on, lapses_on, tailored)
    values (new.workspace_id, new.id, began, new.account_id, new.name, new.owner_id, new.amount, new.currency,
        new.customer_date, new.customer_date_by, new.customer_date_said_on, new.call_stage, new.call_date, new.call_odds,
        new.created_at, new.journey_id, new.edition_id, new.stage, new.phase, new.stage_since, new.ready, new.fell_back_at,
        new.outcome, new.outcome_at, new.latest_evidence_id, new.heard_at, new.ages_on, new.lapses_on, new.tailored);
    -- Now and then whoever writes reckons the sums anew. Not in a rehearsal, where what is written next may be older.
    if random() < 0.001
        and not exists (select from workspace w where w.id = new.workspace_id and w.rehearsal)
    then
        perform sum_up_pipeline(10000, interval '10 minutes');
    end if;
    return null;
end
$$;
create trigger first_version after insert on opportunity for each row execute function keep_version();
-- Not for the lock (revision) and the form's number (version), which no list shows.
create trigger next_version after update on opportunity for each row
    when ((old.name, old.owner_id, old.amount, old.currency, old.customer_date, old.customer_date_by,
            old.customer_date_said_on, old.call_stage, old.call_date, old.call_odds, old.stage, old.phase, old.stage_since,
            old.ready, old.fell_back_at, old.outcome, old.outcome_at, old.latest_evidence_id, old.heard_at, old.ages_on,
            old.lapses_on, old.tailored)
        is distinct from
        (new.name, new.owner_id, new.amount, new.currency, new.customer_date, new.customer_date_by,
            new.customer_date_said_on, new.call_stage, new.call_date, new.call_odds, new.stage, new.phase, new.stage_since,
            new.ready, new.fell_back_at, new.outcome, new.outcome_at, new.latest_evidence_id, new.heard_at, new.ages_on,
            new.lapses_on, new.tailored))
    execute function keep_version();
alter table opportunity enable always trigger first_version;
alter table opportunity enable always trigger next_version;

-- Deals that were there before versions were kept are known from this moment on. The owner of the tables is bound by row
-- level security too, and lifts it for as long as it goes through all workspaces.
alter table workspace no force row level security;
do $$
declare
    known record;
begin
    for known in select w.id from workspace w loop
        perform set_config('app.workspace_id', known.id::text, true);
        perform settle_lapse(o.id) from opportunity o where o.workspace_id = known.id;
        insert into deal_version (workspace_id, opportunity_id, from_at, account_id, name, owner_id, amount, currency,
            customer_date, customer_date_by, customer_date_said_on, call_stage, call_date, call_odds, created_at, journey_id,
            edition_id, stage, phase, stage_since, ready, fell_back_at, outcome, outcome_at, latest_evidence_id, heard_at,
            ages_on, lapses_on, tailored)
        select o.workspace_id, o.id, clock_timestamp(), o.account_id, o.name, o.owner_id, o.amount, o.currency,
            o.customer_date, o.customer_date_by, o.customer_date_said_on, o.call_stage, o.call_date, o.call_odds,
            o.created_at, o.journey_id, o.edition_id, o.stage, o.phase, o.stage_since, o.ready, o.fell_back_at, o.outcome,
            o.outcome_at, o.latest_evidence_id, o.heard_at, o.ages_on, o.lapses_on, o.tailored
        from opportunity o
        where o.workspace_id = known.id
            and not exists (
                select from deal_version v
                where v.workspace_id = o.workspace_id and v.opportunity_id = o.id);
    end loop;
    perform set_config('app.workspace_id', '', true);
end
$$;
alter table workspace force row level security;

create trigger keep_table before truncate on deal_version for each statement execute function refuse_change();
create trigger keep_rows before delete on deal_version for each row execute function refuse_change();
alter table deal_version enable always trigger keep_table;
alter table deal_version enable always trigger keep_rows;

-- Sums of the pipeline, reckoned up to a moment once enough has changed since the last: a page adds only what came after.
create table pipeline_sum (
    workspace_id uuid not null references workspace,
    upto timestamptz not null,
    owner_id uuid not null,
    journey_id uuid not null,
    phase smallint not null,
    outcome text not null, -- '': open
    currency text not null,
    deals bigint not null,
    without_amount bigint not null,
    amount numeric not null, -- in the currency's minor unit
    primary key (workspace_id, upto, owner_id, journey_id, phase, outcome, currency)
);
create table pipeline_summed (
    workspace_id uuid not null references workspace,
    upto timestamptz not null,
    primary key (workspace_id, upto)
);
call isolate('pipeline_sum');
call isolate('pipeline_summed');

-- What deals that began or ended to be so between two moments add to the sums (the first exclusive, the second inclusive).
create function pipeline_change(after timestamptz, upto timestamptz)
returns table (owner_id uuid, journey_id uuid, phase smallint, outcome text, currency text, deals bigint, without_amount bigint, amount numeric)
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select c.owner_id, c.journey_id, c.phase, coalesce(c.outcome, ''), c.currency,
    sum(c.counts), sum(c.counts) filter (where c.amount is null), coalesce(sum(c.counts * c.amount), 0)
from (
    select v.owner_id, v.journey_id, v.phase, v.outcome, v.currency, v.amount, 1::bigint as counts
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.from_at > after and v.from_at <= upto
    union all
    select v.owner_id, v.journey_id, v.phase, v.outcome, v.currency, v.amount, -1
    from deal_version v
    where v.workspace_id = (select current_workspace()) and v.until_at > after and v.until_at <= upto
) as c
group by 1, 2, 3, 4, 5
$$;
grant execute on function pipeline_change(timestamptz, timestamptz) to saidso_app;

-- Reckons the next sums, if at least `step` versions began since the last ones. Whatever is still being written is
-- younger than the slack. False: there is nothing to reckon yet.
create function sum_up_pipeline(step integer, slack interval) returns boolean
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
    insert into pipeline_sum (workspace_id, upto, owner_id, journey_id, phase, outcome, currency, deals, without_amount, amount)
    select current_workspace(), next, c.owner_id, c.journey_id, c.phase, c.outcome, c.currency,
        sum(c.deals), sum(c.without_amount), sum(c.amount)
    from (
        select s.owner_id, s.journey_id, s.phase, s.outcome, s.currency, s.deals, s.without_amount, s.amount
        from pipeline_sum s
        where s.workspace_id = current_workspace() and s.upto = last
        union all
        select p.owner_id, p.journey_id, p.phase, p.outcome, p.currency, p.deals, coalesce(p.without_amount, 0), p.amount
        from pipeline_change(last, next) p
    ) as c
    group by c.owner_id, c.journey_id, c.phase, c.outcome, c.currency
    having sum(c.deals) <> 0 or sum(c.amount) <> 0;
    return true;
end
$$;
grant execute on function sum_up_pipeline(integer, interval) to saidso_app;

-- What was rehearsed is reckoned when the rehearsal is over: until then its past was still being written.
create function sum_up_rehearsal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    here text := current_setting('app.workspace_id', true);
begin
    perform set_config('app.workspace_id', new.id::text, true);
    while sum_up_pipeline(10000, interval '0') loop
        null;
    end loop;
    perform set_config('app.workspace_id', coalesce(here, ''), true);
    return null;
end
$$;
create trigger sum_up after update on workspace for each row
    when (old.rehearsal and not new.rehearsal) execute function sum_up_rehearsal();
alter table workspace enable always trigger sum_up;

-- What the ledger tells of a row that has changed since: the columns as they were at the moment in question. Null: it
-- had not been added.
create index event_of_workspace_row on event (workspace_id, subject_id, seq) where stream_id = workspace_id;

create function told(kind text, stream uuid, subject uuid) returns jsonb
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select jsonb_object_agg(c.key, c.value order by e.seq)
from event e
cross join lateral jsonb_each(e.body) as c
where e.workspace_id = (select current_workspace())
    and e.stream_id = stream
    and e.subject_id = subject
    and e.kind in (told.kind || ' added', told.kind || ' changed')
    and e.at <= as_of()
$$;
-- The same of a row that belongs to no deal, by an index of its own.
create function told_of_workspace(kind text, subject uuid) returns jsonb
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select jsonb_object_agg(c.key, c.value order by e.seq)
from event e
cross join lateral jsonb_each(e.body) as c
where e.workspace_id = (select current_workspace())
    and e.stream_id = e.workspace_id
    and e.subject_id = subject
    and e.kind in (told_of_workspace.kind || ' added', told_of_workspace.kind || ' changed')
    and e.at <= as_of()
$$;
grant execute on function told(text, uuid, uuid), told_of_workspace(text, uuid) to saidso_app;

-- Tables that only grow: what was there by then.
do $$
declare
    grows record;
begin
    for grows in
        select * from (values
            ('tailoring', 'at'), ('passage', 'at'), ('fall_back', 'at'), ('outcome', 'at'), ('reopening', 'at'),
            ('evidence', 'recorded_at'), ('bearing', 'at'), ('withdrawal', 'at'), ('challenge', 'at'), ('challenge_answer', 'at'),
            ('event', 'at'), ('message', 'at'), ('mention', 'at'), ('became', 'at'), ('risk_view', 'at'),
            ('obstacle', 'at'), ('obstacle_verifier', 'at'), ('obstacle_contact', 'at'), ('obstacle_turn', 'at'),
            ('play', 'at'), ('play_result', 'at'), ('commitment', 'at'), ('commitment_turn', 'at'),
            ('session_note', 'at'), ('session_idea', 'at'), ('session_merge', 'at'), ('session_doubt', 'at'),
            ('session_decision', 'at'), ('session_dissent', 'at'), ('session_try', 'at')
        ) as g (name, born)
    loop
        execute format('create view past.%I as select * from public.%I where %I <= (select as_of())',
            grows.name, grows.name, grows.born);
    end loop;
end
$$;

-- Rows that are changed in place: their columns as the ledger tells them. What a row is known by never changes, and is
-- taken from the row itself: so that looking one up asks the ledger for that one alone.
do $$
declare
    kept record;
    column_list text;
begin
    for kept in
        select * from (values
            ('account', 'told_of_workspace(''account'', t.id)', 't.created_at <= (select as_of())'),
            ('contact', 'told_of_workspace(''contact'', t.id)', 't.created_at <= (select as_of())'),
            ('member', 'told_of_workspace(''member'', t.id)', 't.joined_at <= (select as_of())'),
            ('journey', 'told_of_workspace(''journey'', t.id)', 't.created_at <= (select as_of())'),
            ('stakeholder', 'told(''stakeholder'', t.opportunity_id, t.contact_id)', 'true'),
            ('alternative', 'told(''alternative'', t.opportunity_id, t.id)', 'true'),
            ('strategy_session', 'told(''strategy_session'', t.opportunity_id, t.id)', 't.created_at <= (select as_of())')
        ) as k (name, was, born)
    loop
        select string_agg(
            case
                when a.attname in ('workspace_id', 'id', 'opportunity_id', 'account_id', 'contact_id', 'person_id') then 't.' || a.attname
                when a.attname = 'name_key' then 'lower(btrim(row_then.name)) as name_key'
                else 'row_then.' || a.attname
            end, ', ' order by a.attnum)
        into column_list
        from pg_attribute a
        where a.attrelid = ('public.' || kept.name)::regclass and a.attnum > 0 and not a.attisdropped;
        execute format(
            'create view past.%I as
            select %s
            from public.%I t
            cross join lateral %s as was
            cross join lateral jsonb_populate_record(t, was) as row_then
            where %s and was is not null',
            kept.name, column_list, kept.name, kept.was, kept.born);
    end loop;
end
$$;

create view past.edition as
select e.workspace_id, e.id, e.journey_id, e.number, e.created_at,
    case when e.published_at <= as_of() then e.published_at end as published_at,
    case when e.published_at <= as_of() then e.published_by end as published_by
from public.edition e
where e.created_at <= (select as_of());

-- Who listened to whom: the last thing told of the two is that it began.
create view past.influence as
select i.workspace_id, i.opportunity_id, i.from_id, i.to_id
from (
    select distinct on (e.workspace_id, e.stream_id, e.subject_id, e.body ->> 'to_id')
        e.workspace_id, e.stream_id as opportunity_id, e.subject_id as from_id, (e.body ->> 'to_id')::uuid as to_id, e.kind
    from public.event e
    where e.kind in ('influence added', 'influence removed') and e.at <= (select as_of()) and e.body ? 'to_id'
    order by e.workspace_id, e.stream_id, e.subject_id, e.body ->> 'to_id', e.seq desc
) as i
where i.kind = 'influence added';

create view past.opportunity as
select v.workspace_id, v.opportunity_id as id, v.account_id, v.name, v.owner_id, v.amount, v.currency, v.customer_date,
    v.customer_date_by, v.customer_date_said_on, v.call_stage, v.call_date, v.call_odds, 1 as version, v.created_at,
    v.journey_id, v.edition_id, v.stage, v.phase, v.stage_since, v.ready, v.fell_back_at, v.outcome, v.outcome_at,
    v.latest_evidence_id, v.heard_at, 0::bigint as revision, v.ages_on, v.lapses_on, v.tailored
from public.deal_version v
where v.from_at <= (select as_of())
    and v.until_at > (select as_of())
    and v.heard_at <= (select as_of()); -- always so; lets a list begin at the moment in question

create view past.ledger_head as
select h.workspace_id, h.stream_id, e.seq, e.at, e.hash
from public.ledger_head h
cross join lateral (
    select e.seq, e.at, e.hash
    from public.event e
    where e.workspace_id = h.workspace_id and e.stream_id = h.stream_id and e.at <= (select as_of())
    order by e.seq desc
    limit 1) as e;

-- Nobody is in the past: who has a page open now is of no concern there.
create view past.presence as
select * from public.presence where false;

-- The orders and the choices of the pipeline's lists, beside what was heard last.
create index open_by_amount on opportunity (workspace_id, currency, amount, id) where outcome is null and amount is not null;
create index open_by_date on opportunity (workspace_id, customer_date, id) where outcome is null and customer_date is not null;
create index open_by_stage_since on opportunity (workspace_id, stage_since, id) where outcome is null;
create index open_by_ageing on opportunity (workspace_id, ages_on) where outcome is null and ages_on is not null;
create index open_called_further on opportunity (workspace_id, heard_at desc, id desc) where outcome is null and call_stage > stage;
create index open_tailored on opportunity (workspace_id, heard_at desc, id desc) where outcome is null and tailored;
