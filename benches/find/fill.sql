-- A workspace with a million pieces of evidence, on tables without the search tables yet: the migration fills those, and
-- that is measured too. Run as a superuser. :pieces, :deals, :accounts, :people say how much of each.
\set workspace '0190a000-0000-7000-8000-00000000beef'

-- The word of a rank, 1 the most frequent. A draw from Zipf's law: the second comes half as often as the first.
create function bench_word(rank int) returns text language sql immutable parallel safe as $$
    select s[1 + rank * 7 % 41] || s[1 + rank / 41 * 11 % 41] || case when rank >= 400 then s[1 + rank / 1681 * 5 % 41] else '' end
    from (select array['ka','lo','mi','ter','sen','dra','vo','pel','ri','an','tu','bes','gol','fi','mar','ne','sto','qua','li','har','wen',
        'du','cro','jas','yo','zel','pri','um','ost','ble','ga','che','nor','ty','vik','sul','ei','rom','tha','pu','ack'] as s) as syllables
$$;
create function bench_draw() returns int language sql volatile parallel safe as $$
    select greatest(1, floor(exp(random() * ln(60000)))::int)
$$;
create function bench_sentence(seed bigint) returns text language sql volatile parallel safe as $$
    select string_agg(bench_word(bench_draw()), ' ') from generate_series(1, 8 + (seed % 9)::int)
$$;
create function bench_id(kind int, n bigint) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

set app.workspace_id = :'workspace';
select setseed(0.4);
begin;
alter table workspace disable trigger all;
alter table person disable trigger all;
alter table member disable trigger all;
alter table journey disable trigger all;
alter table edition disable trigger all;
alter table stage disable trigger all;
alter table verifier disable trigger all;
alter table account disable trigger all;
alter table contact disable trigger all;
alter table opportunity disable trigger all;
alter table evidence disable trigger all;
alter table bearing disable trigger all;

insert into workspace (id, name) values (:'workspace', 'A million');
insert into person (id, email) values (bench_id(1, 1), 'find@example.com');
insert into member (workspace_id, id, person_id, name, role, hue)
values (:'workspace', bench_id(2, 1), bench_id(1, 1), 'Somebody', 'admin', 3);
insert into journey (workspace_id, id, name) values (:'workspace', bench_id(3, 1), 'Purchase');
insert into edition (workspace_id, id, journey_id, number, published_at)
values (:'workspace', bench_id(4, 1), bench_id(3, 1), 1, now());
insert into stage (workspace_id, id, edition_id, position, name, question, phase)
select :'workspace', bench_id(5, s), bench_id(4, 1), s, 'Stage ' || s, 'What now?', s from generate_series(1, 6) as s;
insert into verifier (workspace_id, id, edition_id, stage_id, position, statement, dimension, least_strength)
select :'workspace', bench_id(6, v), bench_id(4, 1), bench_id(5, 1 + v % 6), v % 5, 'They do thing ' || v, 'progress', 2
from generate_series(1, 24) as v;

insert into account (workspace_id, id, name)
select :'workspace', bench_id(7, a), initcap(bench_word(200 + a * 13 % 30000)) || ' ' || initcap(bench_word(bench_draw())) || ' ' || a
from generate_series(1, :accounts) as a;
-- 500 first names and 8,000 last ones.
insert into contact (workspace_id, id, account_id, name, title)
select :'workspace', bench_id(8, c), bench_id(7, 1 + c % :accounts),
    initcap(bench_word(401 + c % 500)) || ' ' || initcap(bench_word(2000 + (c * 31 % 8000)::int)) || ' ' || c / :accounts,
    initcap(bench_word(1 + c % 60))
from generate_series(1, :people) as c;
insert into opportunity (workspace_id, id, account_id, name, owner_id, currency, journey_id, edition_id, phase)
select :'workspace', bench_id(9, o), bench_id(7, 1 + o % :accounts),
    initcap(bench_word(bench_draw())) || ' ' || bench_word(bench_draw()), bench_id(2, 1), 'EUR',
    bench_id(3, 1), bench_id(4, 1), 1
from generate_series(1, :deals) as o;
-- Recorded in the order in which it happened, but for a few days. Few are strong; a person speaks five times or so.
insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength, ordinal)
select :'workspace', bench_id(10, e), bench_id(9, 1 + e::bigint * 7919 % :deals), bench_id(8, 1 + e::bigint * 104729 % :people), bench_sentence(e),
    date '2019-01-01' + (e::bigint * 2500 / :pieces)::int + (random() * 10)::int, case when e % 50 = 0 then 'signed_paper' else 'mail' end,
    case when e % 50 = 0 then 5 when e % 10 = 0 then 4 when e % 3 = 0 then 3 when e % 19 = 0 then 1 else 2 end, e
from generate_series(1, :pieces) as e;
insert into bearing (workspace_id, evidence_id, verifier_id, opportunity_id, supports)
select e.workspace_id, e.id, bench_id(6, 1 + (e.ordinal * 13 + v) % (24 - 12 * v)), e.opportunity_id, true
from evidence e
cross join generate_series(0, 1) as v
where v = 0 or e.ordinal % 3 = 0
on conflict do nothing;

alter table workspace enable trigger all;
alter table person enable trigger all;
alter table member enable trigger all;
alter table journey enable trigger all;
alter table edition enable trigger all;
alter table stage enable trigger all;
alter table verifier enable trigger all;
alter table account enable trigger all;
alter table contact enable trigger all;
alter table opportunity enable trigger all;
alter table evidence enable trigger all;
alter table bearing enable trigger all;
commit;
vacuum analyze;
