-- The forecast: worked out once a day off the request path, from what is on record. Everything here is derived and about
-- deals: there is no member in it.

-- When each workspace's forecast is next to be worked out. Ids and a moment only, so not isolated: one look finds what is
-- due in every workspace.
create table forecast_watch (
    workspace_id uuid primary key references workspace,
    due_at timestamptz not null default clock_timestamp()
);
create index forecast_due on forecast_watch (due_at);
grant select, update (due_at) on forecast_watch to saidso_app;

create function watch_forecast() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    insert into forecast_watch (workspace_id) values (new.id);
    return null;
end
$$;
create trigger watch_forecast after insert on workspace for each row execute function watch_forecast();
alter table workspace enable always trigger watch_forecast;

-- The owner is bound by row level security too, so it is lifted for a moment.
alter table workspace no force row level security;
insert into forecast_watch (workspace_id) select w.id from workspace w;
alter table workspace force row level security;

-- What was said on a day, and on what it rested. The first of a day stays.
create table forecast (
    workspace_id uuid not null references workspace,
    day date not null,
    said_at timestamptz not null,
    seed bigint not null, -- the same seed and the same record give the same forecast
    runs integer not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    open_deals integer not null,
    without_worth integer not null, -- of these: no amount, or no rate for its currency
    held_deals integer not null, -- on hold, and not in it
    primary key (workspace_id, day)
);
call isolate('forecast');
call keep_forever('forecast');
grant insert (workspace_id, day, said_at, seed, runs, currency, open_deals, without_worth, held_deals) on forecast to saidso_app;

-- What was said to be won in a span of time, in the smallest unit of the forecast's currency. Null: too few deals had
-- ended to say.
create table forecast_span (
    workspace_id uuid not null references workspace,
    day date not null,
    span text not null check (span in ('month', 'quarter', 'next_quarter', 'year')),
    from_on date not null,
    until_on date not null, -- inclusive
    won_deals integer not null, -- won in it already
    won_worth bigint not null,
    won_without_worth integer not null,
    called_deals integer not null, -- the owners’ calls whose day falls into it
    called_worth bigint not null, -- odds times amount
    low bigint,
    middle bigint,
    high bigint,
    deals_low integer,
    deals_middle integer,
    deals_high integer,
    primary key (workspace_id, day, span),
    foreign key (workspace_id, day) references forecast,
    check (from_on <= until_on),
    check ((low is null) = (high is null) and (low is null) = (middle is null))
);
call isolate('forecast_span');
call keep_forever('forecast_span');
grant insert (workspace_id, day, span, from_on, until_on, won_deals, won_worth, won_without_worth, called_deals, called_worth,
    low, middle, high, deals_low, deals_middle, deals_high) on forecast_span to saidso_app;

-- What becomes of a deal by how it stands: chances of 10,000. Null: too few deals had ended to say.
create table forecast_state (
    workspace_id uuid not null references workspace,
    day date not null,
    phase smallint not null check (phase between 1 and 6),
    footing smallint not null check (footing between 1 and 4),
    weeks integer not null, -- lived in it
    open_deals integer not null,
    won integer not null, -- ended from it
    lost_to_supplier integer not null,
    no_decision integer not null,
    qualified_out integer not null,
    chance_won smallint, -- at last
    chance_won_low smallint,
    chance_won_high smallint,
    chance_lost_to_supplier smallint,
    chance_no_decision smallint,
    chance_qualified_out smallint,
    chance_won_soon smallint, -- within 90 days
    weeks_to_win smallint,
    primary key (workspace_id, day, phase, footing),
    foreign key (workspace_id, day) references forecast
);
call isolate('forecast_state');
call keep_forever('forecast_state');
grant insert (workspace_id, day, phase, footing, weeks, open_deals, won, lost_to_supplier, no_decision, qualified_out,
    chance_won, chance_won_low, chance_won_high, chance_lost_to_supplier, chance_no_decision, chance_qualified_out,
    chance_won_soon, weeks_to_win) on forecast_state to saidso_app;

-- The open deals of the latest forecast.
create table forecast_deal (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    phase smallint not null check (phase between 1 and 6),
    footing smallint not null check (footing between 1 and 4),
    amount bigint,
    currency text not null,
    worth bigint, -- in the forecast’s currency; null: no amount, or no rate
    call_on date,
    call_odds smallint,
    primary key (workspace_id, opportunity_id),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index forecast_deal_by_state on forecast_deal (workspace_id, phase, footing, opportunity_id);
create index forecast_deal_by_call on forecast_deal (workspace_id, call_on, opportunity_id) where call_on is not null;
call isolate('forecast_deal');
grant insert (workspace_id, opportunity_id, phase, footing, amount, currency, worth, call_on, call_odds), delete
    on forecast_deal to saidso_app;

-- How many whole weeks each deal lived in each state, as of the latest forecast, and from which it ended, in what way.
create table forecast_lived (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    phase smallint not null check (phase between 1 and 6),
    footing smallint not null check (footing between 1 and 4),
    weeks integer not null check (weeks > 0),
    ended text check (ended in ('won', 'lost_to_supplier', 'no_decision', 'qualified_out')),
    primary key (workspace_id, opportunity_id, phase, footing),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index forecast_lived_by_state on forecast_lived (workspace_id, phase, footing, opportunity_id) include (weeks, ended);
create index forecast_lived_by_ending on forecast_lived (workspace_id, ended, opportunity_id) where ended is not null;
call isolate('forecast_lived');
grant insert (workspace_id, opportunity_id, phase, footing, weeks, ended), update (weeks, ended), delete
    on forecast_lived to saidso_app;

-- What was said on the first of a month of a deal that was open then: that it is won within 90 days. Said once.
create table forecast_said (
    workspace_id uuid not null references workspace,
    month date not null check (extract(day from month) = 1),
    opportunity_id uuid not null,
    chance smallint not null check (chance between 0 and 10000),
    base smallint not null check (base between 0 and 10000), -- what always saying how much came so far would have said
    call smallint check (call between 0 and 10000), -- the owner’s odds, where day and odds were given; 0: for a later day
    made_at timestamptz not null,
    primary key (workspace_id, month, opportunity_id),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index forecast_said_by_chance on forecast_said (workspace_id, chance);
call isolate('forecast_said');
call keep_forever('forecast_said');
grant insert (workspace_id, month, opportunity_id, chance, base, call, made_at) on forecast_said to saidso_app;

-- Up to which month everything is said that is to be said.
create table forecast_month (
    workspace_id uuid not null references workspace,
    month date not null,
    primary key (workspace_id, month)
);
call isolate('forecast_month');
call keep_forever('forecast_month');
grant insert (workspace_id, month) on forecast_month to saidso_app;

-- Whether it came, once the 90 days were over. Null: the deal turned out to be opened by mistake.
create table forecast_came (
    workspace_id uuid not null references workspace,
    month date not null,
    opportunity_id uuid not null,
    came boolean,
    primary key (workspace_id, month, opportunity_id),
    foreign key (workspace_id, month, opportunity_id) references forecast_said
);
call isolate('forecast_came');
call keep_forever('forecast_came');
grant insert (workspace_id, month, opportunity_id, came) on forecast_came to saidso_app;
