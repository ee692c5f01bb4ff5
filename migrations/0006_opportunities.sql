-- One deal. What the rule decides (stage, phase, outcome, ready …) is written by the guard alone:
-- the server's role has no grant on those columns.

create table opportunity (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    name text not null check (length(btrim(name)) between 1 and 120),
    owner_id uuid not null,
    amount bigint check (amount between 0 and 1000000000000000), -- in the currency's minor unit
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    customer_date date,         -- the customer's own date for deciding
    customer_date_by uuid,      -- the contact who named it
    customer_date_said_on date,
    call_stage smallint check (call_stage between 1 and 8), -- the owner's opinion, never mixed with the evidence
    call_date date,
    call_odds smallint check (call_odds between 0 and 100),
    version integer not null default 1, -- of the columns above: a form drawn from an older version is stale
    created_at timestamptz not null default moment(),

    journey_id uuid not null,
    edition_id uuid not null,
    stage smallint not null default 1 check (stage between 1 and 8),
    phase smallint not null check (phase between 1 and 6),
    stage_since timestamptz not null default moment(),
    ready boolean not null default false,       -- the gate of the present stage is open
    fell_back_at timestamptz,                   -- the latest fall-back, until the next passage
    outcome text,                               -- null: open
    outcome_at timestamptz,
    latest_evidence_id uuid,                    -- the customer's latest word
    heard_at timestamptz not null default moment(), -- when evidence was last recorded
    revision bigint not null default 0,         -- bumped by every write that the rule depends on: the row is the lock
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, owner_id) references member,
    foreign key (workspace_id, account_id, customer_date_by) references contact (workspace_id, account_id, id),
    foreign key (workspace_id, journey_id, edition_id) references edition (workspace_id, journey_id, id)
);
create index open_by_phase on opportunity (workspace_id, phase, heard_at desc, id desc) where outcome is null;
create index open_by_owner on opportunity (workspace_id, owner_id, phase, heard_at desc, id desc) include (journey_id) where outcome is null;
create index open_by_journey on opportunity (workspace_id, journey_id, phase, heard_at desc, id desc) where outcome is null;
create index open_totals on opportunity (workspace_id, phase, currency) include (amount, owner_id, journey_id) where outcome is null;
create index opportunity_by_outcome on opportunity (workspace_id, outcome, heard_at desc, id desc)
    include (owner_id, journey_id, currency, amount) where outcome is not null;
create index opportunity_of_account on opportunity (workspace_id, account_id, created_at desc);
create index opportunity_of_edition on opportunity (workspace_id, edition_id);

call isolate('opportunity');
call put_on_record('opportunity', 'id', 'id',
    'journey_id', 'stage', 'phase', 'stage_since', 'ready', 'fell_back_at', 'outcome', 'outcome_at',
    'latest_evidence_id', 'heard_at', 'revision', 'version');
grant insert (workspace_id, id, account_id, name, owner_id, amount, currency, customer_date, customer_date_by,
        customer_date_said_on, call_stage, call_date, call_odds, journey_id, edition_id),
    update (name, owner_id, amount, currency, customer_date, customer_date_by, customer_date_said_on,
        call_stage, call_date, call_odds, version)
    on opportunity to saidso_app;
create trigger keep_rows before delete on opportunity for each row execute function refuse_change();
create trigger keep_table before truncate on opportunity for each statement execute function refuse_change();
alter table opportunity enable always trigger keep_rows;
alter table opportunity enable always trigger keep_table;

alter table verifier
    add foreign key (workspace_id, opportunity_id) references opportunity;

-- How the team tailors the verifiers of one deal: drops one, adds one, both (a replacement or rewording),
-- or undoes an earlier tailoring. The reason stays visible.
create table tailoring (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    drops uuid,
    adds uuid,
    undoes uuid,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    constraint tailoring_undone_once unique (workspace_id, undoes),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, drops) references verifier,
    foreign key (workspace_id, adds) references verifier,
    foreign key (workspace_id, opportunity_id, undoes) references tailoring (workspace_id, opportunity_id, id),
    check ((undoes is null) <> (drops is null and adds is null))
);
create index tailoring_of_opportunity on tailoring (workspace_id, opportunity_id);
call isolate('tailoring');
call keep_forever('tailoring');
grant insert (workspace_id, id, opportunity_id, drops, adds, undoes, reason) on tailoring to saidso_app;

-- A move to the next stage (to_stage null: the last one, won), with the evidence it rested on.
create table passage (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    from_stage smallint not null,
    to_stage smallint,
    rested_on uuid[] not null,
    won_reason text check (length(won_reason) <= 60),
    won_note text not null default '' check (length(won_note) <= 1000),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index passage_of_opportunity on passage (workspace_id, opportunity_id, at desc);
call isolate('passage');
call keep_forever('passage');
call put_on_record('passage', 'id', 'opportunity_id');
grant insert (workspace_id, id, opportunity_id, from_stage, won_reason, won_note) on passage to saidso_app;

-- The way back: written by the guard alone, in the transaction in which the evidence stopped standing.
create table fall_back (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    from_stage smallint not null,
    to_stage smallint not null,
    cause text not null check (cause in ('withdrawal', 'contradiction', 'challenge', 'lapse', 'tailoring', 'reopening')),
    cause_id uuid,               -- the withdrawn or contradicting evidence, the challenge, the tailoring
    no_longer uuid[] not null,   -- the verifiers that no longer stand, in the stage it fell back to
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index fall_back_of_opportunity on fall_back (workspace_id, opportunity_id, at desc);
call isolate('fall_back');
call keep_forever('fall_back');
call put_on_record('fall_back', 'id', 'opportunity_id');

-- How a deal ended. "won" is written by the guard at the last passage and by nothing else.
create table outcome (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    kind text not null check (kind in ('won', 'lost_to_supplier', 'no_decision', 'qualified_out', 'on_hold', 'void')),
    reason text not null default '' check (length(reason) <= 60),
    note text not null default '' check (length(note) <= 1000),
    rival text not null default '' check (length(rival) <= 120),
    comes_back_when text not null default '' check (length(comes_back_when) <= 500),
    comes_back_on date,
    stage smallint not null,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    constraint outcome_needs_reason check (kind in ('won', 'on_hold') or reason <> ''),
    constraint hold_needs_condition check (kind <> 'on_hold' or comes_back_when <> '' or comes_back_on is not null)
);
create index outcome_of_opportunity on outcome (workspace_id, opportunity_id, at desc);
call isolate('outcome');
call keep_forever('outcome');
grant insert (workspace_id, id, opportunity_id, kind, reason, note, rival, comes_back_when, comes_back_on) on outcome to saidso_app;

create table reopening (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the outcome that is taken back: once
    opportunity_id uuid not null,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, id) references outcome (workspace_id, opportunity_id, id)
);
create index reopening_of_opportunity on reopening (workspace_id, opportunity_id);
call isolate('reopening');
call keep_forever('reopening');
grant insert (workspace_id, id, opportunity_id, reason) on reopening to saidso_app;

-- On which day the evidence of a deal next lapses. Ids and a day only, so not isolated: one look finds what is due
-- in every workspace.
create table lapse_watch (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    lapses_on date not null,
    primary key (workspace_id, opportunity_id)
);
create index lapse_due on lapse_watch (lapses_on);
grant select on lapse_watch to saidso_app;
