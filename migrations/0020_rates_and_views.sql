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
