-- Copies all deals of the only workspace, with what pages read of them, :times times (at most nine): under ids that differ
-- in one digit, the one that says of a UUID which version it is. Members and journeys stay one. Left out are the ledger (but
-- for its heads), the words that find looks in, and what is kept of forecasts and of closed deals. Run by a superuser, with
-- nobody else there; the triggers of the tables are as they were at its end.
\set ON_ERROR_STOP on
create function pg_temp.copied(was uuid, digit text) returns uuid
language sql immutable
return overlay(was::text placing digit from 15 for 1)::uuid;

-- How a column of `t` reads in the copy with this digit.
create function pg_temp.column_of(name text, type regtype, in_table text) returns text
language sql immutable
return case
    when in_table = 'account' and name = 'name' then 't.name || '' ('' || digit || '')'''
    when type = 'uuid[]'::regtype then format('array(select pg_temp.copied(u, digit) from unnest(t.%I) as u)', name)
    when type <> 'uuid'::regtype
        or name in ('workspace_id', 'member_id', 'owner_id', 'journey_id', 'edition_id', 'stage_id', 'insisted_by', 'decided_by')
        then format('t.%I', name)
    -- A verifier of a journey is one for all deals; one that was made for a deal is not.
    when name in ('verifier_id', 'drops', 'adds')
        then format('case when t.%1$I in (select m.id from made m) then pg_temp.copied(t.%1$I, digit) else t.%1$I end', name)
    else format('pg_temp.copied(t.%I, digit)', name)
end;

create temporary table made as
select v.id from verifier v where v.opportunity_id is not null;

create temporary table copied (place serial, name text);
insert into copied (name)
select unnest(array['account', 'contact', 'opportunity', 'deal_version', 'ledger_head', 'evidence', 'bearing', 'withdrawal',
    'challenge', 'challenge_answer', 'verifier', 'tailoring', 'passage', 'fall_back', 'outcome', 'reopening', 'stakeholder',
    'influence', 'alternative', 'risk_view', 'obstacle', 'obstacle_turn', 'obstacle_verifier', 'obstacle_contact', 'commitment',
    'commitment_turn', 'play', 'play_result', 'message', 'mention', 'became', 'lapse_watch', 'hold_watch']);

-- Some triggers run even here.
set session_replication_role = replica;
create temporary table always as
select c.name, t.tgname as trigger
from copied c
join pg_trigger t on t.tgrelid = c.name::regclass and t.tgenabled = 'A';
select format('alter table %I disable trigger %I', name, trigger) from always
\gexec

\timing on
select format('insert into %I (%s) select %s from %I t cross join unnest(%L::text[]) as d (digit) where %s',
    c.name, string_agg(format('%I', a.attname), ', ' order by a.attnum),
    string_agg(pg_temp.column_of(a.attname, a.atttypid, c.name), ', ' order by a.attnum), c.name,
    ('{8,9,a,b,c,d,e,f,6}'::text[])[1 : :times],
    case c.name
        when 'verifier' then 't.opportunity_id is not null'
        when 'ledger_head' then 't.stream_id <> t.workspace_id'
        else 'true'
    end)
from copied c
join pg_attribute a on a.attrelid = c.name::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by c.place, c.name
order by c.place
\gexec

-- What is kept of sums is reckoned anew, as if they had been written one after the other.
delete from kept_flow;
delete from pipeline_sum;
delete from pipeline_summed;
select set_config('app.workspace_id', w.id::text, false) from workspace w;
do $$
begin
    while sum_up_pipeline(4000, interval '0') loop
        null;
    end loop;
end
$$;

select format('alter table %I enable always trigger %I', name, trigger) from always
\gexec
vacuum (analyze);
