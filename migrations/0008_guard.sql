-- The guard: the rule of `journey`, kept where nobody can go round it.
--
-- Every write that the rule depends on bumps the opportunity's revision first. That update is the lock: of two
-- transactions on one deal the second waits, and then judges what the first one left. Functions here are volatile on
-- purpose, so that each statement in them sees what was committed while they waited.

-- How one verifier of one deal stands on one day.
create type verdict as (
    verifier_id uuid,
    stage smallint,
    required boolean,
    stands boolean,         -- live support of enough strength, and nothing later contradicts it
    unchallenged boolean,   -- … of which at least one piece has no open challenge
    rests_on uuid[],        -- that support
    lapses_on date          -- the first day on which it no longer stands if nothing new is heard
);

-- Which verifiers stand for one deal on one day. The guard's only judge; the Rust rule is held equal to it by a test.
-- In plpgsql, because that keeps the plan: as a plain SQL function it would be planned anew for every call.
create function verifier_standing(deal uuid, on_day date) returns setof verdict
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
return query
with tailored as (
    select t.drops, t.adds
    from tailoring t
    where t.workspace_id = current_workspace()
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
    where o.workspace_id = current_workspace()
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
    where b.workspace_id = current_workspace()
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
    max(c.happened_on) + f.fresh_days + 1
from effective f
left join counting c
    on c.verifier_id = f.id
group by f.id, f.stage, f.required, f.fresh_days;
end
$$;
grant execute on function verifier_standing(uuid, date) to saidso_app;

-- Takes the deal's row and, with it, the right to judge the deal until the transaction ends.
create function lock_deal(deal uuid) returns opportunity
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    locked opportunity;
begin
    update opportunity o
    set revision = o.revision + 1
    where o.workspace_id = current_workspace() and o.id = deal
    returning * into locked;
    if not found then
        raise exception 'no such opportunity' using errcode = 'SD004', constraint = 'opportunity_not_found';
    end if;
    return locked;
end
$$;

-- Lets a deal stand where its evidence stands now: falls back when it must, and keeps what lists show of it.
create function settle_deal(deal opportunity, why text, why_id uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    stands_at smallint := deal.stage;
    no_longer uuid[];
    gate_open boolean;
    next_lapse date;
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

    select coalesce(bool_and(v.stands and v.unchallenged) filter (where v.stage = stands_at), false), min(v.lapses_on)
    into gate_open, next_lapse
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

-- A new deal starts at the first stage of a published edition, with nothing proved.
create function open_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    new.stage := 1;
    new.stage_since := moment();
    new.ready := false;
    new.fell_back_at := null;
    new.outcome := null;
    new.outcome_at := null;
    new.latest_evidence_id := null;
    new.heard_at := moment();
    new.revision := 0;
    new.version := 1;
    new.created_at := moment();
    select s.phase into new.phase
    from edition e
    join stage s
        on s.workspace_id = e.workspace_id and s.edition_id = e.id and s.position = 1
    where e.workspace_id = new.workspace_id and e.id = new.edition_id and e.published_at is not null;
    if new.phase is null then
        raise exception 'a deal follows a published edition' using errcode = 'SD004', constraint = 'edition_not_published';
    end if;
    return new;
end
$$;
create trigger open_deal before insert on opportunity for each row execute function open_deal();
alter table opportunity enable always trigger open_deal;

-- What a deal follows, and whose it is, never changes under it. (The columns have no grant either.)
create function keep_journey() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if (new.workspace_id, new.id, new.account_id, new.journey_id, new.edition_id)
        is distinct from (old.workspace_id, old.id, old.account_id, old.journey_id, old.edition_id)
    then
        raise exception 'a deal keeps its account and its journey' using errcode = 'SD004', constraint = 'deal_keeps_journey';
    end if;
    return new;
end
$$;
create trigger keep_journey before update on opportunity for each row execute function keep_journey();
alter table opportunity enable always trigger keep_journey;

-- Who and when are the database's to say.
create function sign_row() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
    new.member_id := current_member();
    new.at := moment();
    return new;
end
$$;

create function add_evidence() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
begin
    if not exists (
        select from contact c
        where c.workspace_id = new.workspace_id and c.id = new.contact_id and c.account_id = deal.account_id)
    then
        raise exception 'the speaker is not from this account' using errcode = 'SD004', constraint = 'speaker_from_another_account';
    end if;
    -- a day that has begun somewhere on earth is not in the future
    if new.happened_on > ((moment() at time zone 'UTC') + interval '14 hours')::date then
        raise exception 'evidence lies in the past' using errcode = 'SD004', constraint = 'evidence_in_the_future';
    end if;
    new.ordinal := deal.revision;
    new.member_id := current_member();
    new.recorded_at := moment();
    return new;
end
$$;
create trigger add_evidence before insert on evidence for each row execute function add_evidence();
alter table evidence enable always trigger add_evidence;

-- Effects come after the row is really there: an insert that a conflict skips has none.
create function hear_evidence() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    update opportunity o
    set heard_at = new.recorded_at
    where o.workspace_id = new.workspace_id and o.id = new.opportunity_id;
    return null;
end
$$;
create trigger take_effect after insert on evidence for each row execute function hear_evidence();
alter table evidence enable always trigger take_effect;
call put_on_record('evidence', 'id', 'opportunity_id');

create function check_bearing() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    new.member_id := current_member();
    new.at := moment();
    if not exists (
        select from opportunity o
        join verifier v
            on v.workspace_id = o.workspace_id and v.edition_id = o.edition_id
        where o.workspace_id = new.workspace_id
            and o.id = new.opportunity_id
            and v.id = new.verifier_id
            and (v.opportunity_id is null or v.opportunity_id = o.id))
    then
        raise exception 'that verifier belongs to another deal' using errcode = 'SD004', constraint = 'verifier_of_another_deal';
    end if;
    return new;
end
$$;
create trigger check_bearing before insert on bearing for each row execute function check_bearing();
alter table bearing enable always trigger check_bearing;
call put_on_record('bearing', 'evidence_id', 'opportunity_id');

create trigger sign_row before insert on withdrawal for each row execute function sign_row();
create trigger sign_row before insert on challenge for each row execute function sign_row();
create trigger sign_row before insert on challenge_answer for each row execute function sign_row();
create trigger sign_row before insert on tailoring for each row execute function sign_row();
alter table withdrawal enable always trigger sign_row;
alter table challenge enable always trigger sign_row;
alter table challenge_answer enable always trigger sign_row;
alter table tailoring enable always trigger sign_row;
call put_on_record('withdrawal', 'id', 'opportunity_id');
call put_on_record('challenge', 'id', 'opportunity_id');
call put_on_record('challenge_answer', 'id', 'opportunity_id');
call put_on_record('tailoring', 'id', 'opportunity_id');

-- Judges every deal that a statement touched, in the order of their ids so that two statements cannot wait for each other.
create function settle_touched() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    touched record;
begin
    for touched in
        select distinct on (a.opportunity_id) a.opportunity_id, to_jsonb(a) as added
        from added a
        order by a.opportunity_id
    loop
        perform settle_deal(
            lock_deal(touched.opportunity_id),
            tg_argv[0],
            coalesce(touched.added ->> 'evidence_id', touched.added ->> 'id')::uuid);
    end loop;
    return null;
end
$$;
create trigger settle after insert on bearing referencing new table as added
    for each statement execute function settle_touched('contradiction');
create trigger settle after insert on withdrawal referencing new table as added
    for each statement execute function settle_touched('withdrawal');
create trigger settle after insert on challenge referencing new table as added
    for each statement execute function settle_touched('challenge');
create trigger settle after insert on challenge_answer referencing new table as added
    for each statement execute function settle_touched('challenge');
alter table bearing enable always trigger settle;
alter table withdrawal enable always trigger settle;
alter table challenge enable always trigger settle;
alter table challenge_answer enable always trigger settle;

-- A tailored deal still has one to four required verifiers in every stage.
create function settle_tailoring() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
    wrong smallint;
begin
    if exists (
        select from verifier v
        where v.workspace_id = new.workspace_id
            and v.id in (new.drops, new.adds)
            and (v.edition_id <> deal.edition_id
                or v.id = new.adds and v.opportunity_id is distinct from deal.id
                or v.id = new.drops and v.opportunity_id is not null and v.opportunity_id <> deal.id))
    then
        raise exception 'that verifier belongs to another deal' using errcode = 'SD004', constraint = 'verifier_of_another_deal';
    end if;

    if exists (
        select from tailoring t
        where t.workspace_id = new.workspace_id and t.id = new.undoes and t.undoes is not null)
    then
        raise exception 'an undoing is not undone' using errcode = 'SD004', constraint = 'tailoring_undone_once';
    end if;

    select s.position into wrong
    from stage s
    left join verifier_standing(deal.id, today()) v
        on v.stage = s.position and v.required
    where s.workspace_id = deal.workspace_id and s.edition_id = deal.edition_id
    group by s.position
    having count(v.verifier_id) not between 1 and 4
    limit 1;
    if wrong is not null then
        raise exception 'stage % would not have one to four required verifiers', wrong
            using errcode = 'SD003', constraint = 'stage_needs_one_to_four_required';
    end if;
    perform settle_deal(deal, 'tailoring', new.id);
    return null;
end
$$;
create trigger settle after insert on tailoring for each row execute function settle_tailoring();
alter table tailoring enable always trigger settle;

-- The only way forward. A refused passage changes nothing.
create function pass_gate() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
    missing bigint;
    verdicts verdict[];
begin
    if deal.outcome is not null then
        raise exception 'this deal is closed' using errcode = 'SD005', constraint = 'deal_is_closed';
    end if;
    if new.from_stage <> deal.stage then
        raise exception 'this deal no longer stands at that stage' using errcode = 'SD005', constraint = 'deal_stands_elsewhere';
    end if;

    verdicts := array(select v from verifier_standing(deal.id, today()) v);
    select count(*) filter (where not v.stands or v.stage = deal.stage and not v.unchallenged) into missing
    from unnest(verdicts) v
    where v.required and v.stage <= deal.stage;
    if missing <> 0 then
        raise exception 'the gate is shut' using errcode = 'SD005', constraint = 'gate_is_shut';
    end if;

    select coalesce(array_agg(distinct piece order by piece), '{}') into new.rested_on
    from unnest(verdicts) v, unnest(v.rests_on) as piece
    where v.required and v.stage = deal.stage;

    select s.position into new.to_stage
    from stage s
    where s.workspace_id = deal.workspace_id and s.edition_id = deal.edition_id and s.position = deal.stage + 1;
    new.member_id := current_member();
    new.at := moment();

    return new;
end
$$;
create trigger pass_gate before insert on passage for each row execute function pass_gate();
alter table passage enable always trigger pass_gate;

create function move_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity;
begin
    if new.to_stage is null then
        insert into outcome (workspace_id, id, opportunity_id, kind, reason, note)
        values (new.workspace_id, new.id, new.opportunity_id, 'won', coalesce(new.won_reason, ''), new.won_note);
    else
        update opportunity o
        set stage = new.to_stage, stage_since = new.at, fell_back_at = null
        where o.workspace_id = new.workspace_id and o.id = new.opportunity_id
        returning * into deal;
        perform settle_deal(deal, 'lapse', null);
    end if;
    return null;
end
$$;
create trigger take_effect after insert on passage for each row execute function move_deal();
alter table passage enable always trigger take_effect;

create function close_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
begin
    if new.kind = 'won' and pg_trigger_depth() < 2 then
        raise exception 'a deal is won by its last passage alone' using errcode = 'SD005', constraint = 'won_by_passage_only';
    end if;
    if deal.outcome is not null then
        raise exception 'this deal is closed' using errcode = 'SD005', constraint = 'deal_is_closed';
    end if;
    new.member_id := current_member();
    new.at := moment();
    new.stage := deal.stage;
    return new;
end
$$;
create trigger close_deal before insert on outcome for each row execute function close_deal();
alter table outcome enable always trigger close_deal;

create function end_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    update opportunity o
    set outcome = new.kind, outcome_at = new.at, ready = false
    where o.workspace_id = new.workspace_id and o.id = new.opportunity_id;
    delete from lapse_watch l
    where l.workspace_id = new.workspace_id and l.opportunity_id = new.opportunity_id;
    return null;
end
$$;
create trigger take_effect after insert on outcome for each row execute function end_deal();
alter table outcome enable always trigger take_effect;
call put_on_record('outcome', 'id', 'opportunity_id');

-- A deal that comes back stands where its evidence stands now.
create function reopen_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
begin
    if deal.outcome is null
        or new.id is distinct from (
            select o.id from outcome o
            where o.workspace_id = deal.workspace_id and o.opportunity_id = deal.id
                and not exists (select from reopening r where r.workspace_id = o.workspace_id and r.id = o.id))
    then
        raise exception 'this deal is open' using errcode = 'SD005', constraint = 'deal_is_open';
    end if;
    new.member_id := current_member();
    new.at := moment();
    return new;
end
$$;
create trigger reopen_deal before insert on reopening for each row execute function reopen_deal();
alter table reopening enable always trigger reopen_deal;

create function revive_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity;
begin
    update opportunity o
    set outcome = null, outcome_at = null
    where o.workspace_id = new.workspace_id and o.id = new.opportunity_id
    returning * into deal;
    perform settle_deal(deal, 'reopening', new.id);
    return null;
end
$$;
create trigger take_effect after insert on reopening for each row execute function revive_deal();
alter table reopening enable always trigger take_effect;
call put_on_record('reopening', 'id', 'opportunity_id');

-- Called by the server's minute hand for a deal whose evidence has lapsed. Anybody may: it only tells the truth.
create function settle_lapse(deal uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    perform settle_deal(lock_deal(deal), 'lapse', null);
end
$$;
grant execute on function settle_lapse(uuid) to saidso_app;
