-- What other currencies are worth, views that people keep, and changes of many deals at once.

-- One unit of `currency` is worth `rate` units of `per` from that day on; null: there is no rate from that day on. `per`
-- is the workspace's currency as it was then: once that changes, these rates say nothing about the new one. Rows are
-- only added; the latest for a currency and a day counts.
create table exchange_rate (
    workspace_id uuid not null references workspace,
    id uuid not null,
    per text not null check (per ~ '^[A-Z]{3}$'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    from_on date not null,
    rate numeric(20, 10),
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    constraint rate_is_above_zero check (rate > 0),
    constraint own_currency_has_no_rate check (currency <> per),
    foreign key (workspace_id, member_id) references member
);
create index rate_of_currency on exchange_rate (workspace_id, per, currency, from_on desc, at desc, id desc);
call isolate('exchange_rate');
call keep_forever('exchange_rate');
call put_on_record('exchange_rate', 'id');
grant insert (workspace_id, id, per, currency, from_on, rate) on exchange_rate to saidso_app;
create view past.exchange_rate as select * from public.exchange_rate where at <= (select as_of());

-- A way of looking at the pipeline that somebody keeps, for themselves or for everybody. A view that is removed stays on
-- record.
create table saved_view (
    workspace_id uuid not null references workspace,
    id uuid not null,
    member_id uuid not null default current_member(), -- whose it is
    name text not null check (length(btrim(name)) between 1 and 60),
    shared boolean not null,
    place text not null check (place in ('board', 'table')),
    query text not null check (length(query) <= 2000), -- of its address
    at timestamptz not null default moment(),
    removed_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member
);
create index view_by_name on saved_view (workspace_id, lower(name), id) where removed_at is null;
call isolate('saved_view');
-- What somebody keeps for themselves nobody else sees, whatever a query forgets.
create policy own_or_shared on saved_view as restrictive to saidso_app
    using (shared or member_id = (select current_member()));
call put_on_record('saved_view', 'id');
grant insert (workspace_id, id, name, shared, place, query), update (name, shared, place, query, removed_at)
    on saved_view to saidso_app;

-- Many deals handed over, or given another date of the customer's, in one act. What each deal had before is kept, so that
-- the act can be undone. Where a deal stands is no part of it.
create table bulk_change (
    workspace_id uuid not null references workspace,
    id uuid not null,
    owner_id uuid,
    customer_date date,
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, owner_id) references member,
    foreign key (workspace_id, member_id) references member,
    constraint bulk_change_does_one_thing check ((owner_id is null) <> (customer_date is null))
);
call isolate('bulk_change');
call keep_forever('bulk_change');
call put_on_record('bulk_change', 'id');
grant insert (workspace_id, id, owner_id, customer_date) on bulk_change to saidso_app;

create table bulk_change_deal (
    workspace_id uuid not null references workspace,
    change_id uuid not null,
    opportunity_id uuid not null,
    owner_was uuid not null,
    customer_date_was date,
    customer_date_by_was uuid,
    customer_date_said_on_was date,
    version integer not null, -- of the deal, once it was changed: it is put back only while nobody has changed it since
    primary key (workspace_id, change_id, opportunity_id),
    foreign key (workspace_id, change_id) references bulk_change,
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, owner_was) references member
);
call isolate('bulk_change_deal');
call keep_forever('bulk_change_deal');
call put_on_record('bulk_change_deal', 'change_id', 'opportunity_id');
grant insert (workspace_id, change_id, opportunity_id, owner_was, customer_date_was, customer_date_by_was,
    customer_date_said_on_was, version) on bulk_change_deal to saidso_app;

-- A bulk change is undone once, as far as it can be.
create table bulk_undo (
    workspace_id uuid not null references workspace,
    change_id uuid not null,
    put_back uuid[] not null, -- the deals that nobody had changed since
    member_id uuid not null default current_member(),
    at timestamptz not null default moment(),
    primary key (workspace_id, change_id),
    foreign key (workspace_id, change_id) references bulk_change,
    foreign key (workspace_id, member_id) references member
);
call isolate('bulk_undo');
call keep_forever('bulk_undo');
call put_on_record('bulk_undo', 'change_id');
grant insert (workspace_id, change_id, put_back) on bulk_undo to saidso_app;
