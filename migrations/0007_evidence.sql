-- What the customer said, wrote, did or confirmed, and what happened to it since. Rows are only ever added.

-- The highest strength that a channel can carry. The same table stands in `journey::terms::Channel`.
create function highest_strength(channel text) returns smallint
language sql immutable
return case channel
    when 'partner' then 1
    when 'signed_paper' then 5
    when 'purchase_order' then 5
    when 'public_notice' then 5
    when 'confirmation_link' then 5
    else 4
end::smallint;
grant execute on function highest_strength(text) to saidso_app;

create table evidence (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    contact_id uuid not null,
    words text not null check (length(btrim(words)) between 1 and 10000),
    happened_on date not null check (happened_on >= '2000-01-01'),
    channel text not null check (channel ~ '^[a-z_]{1,30}$'),
    strength smallint not null check (strength between 1 and 5),
    link text not null default '' check (length(link) <= 1000),
    ordinal bigint not null, -- the order of recording within the deal
    member_id uuid,
    recorded_at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, contact_id) references contact,
    constraint strength_fits_channel check (strength <= highest_strength(channel))
);
create index evidence_of_opportunity on evidence (workspace_id, opportunity_id, happened_on desc, ordinal desc);
create index evidence_of_contact on evidence (workspace_id, contact_id, happened_on desc);
call isolate('evidence');
call keep_forever('evidence');
grant insert (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength, link) on evidence to saidso_app;

-- What one piece of evidence says about one verifier.
create table bearing (
    workspace_id uuid not null references workspace,
    evidence_id uuid not null,
    verifier_id uuid not null,
    opportunity_id uuid not null,
    supports boolean not null, -- false: it contradicts
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, evidence_id, verifier_id),
    foreign key (workspace_id, opportunity_id, evidence_id) references evidence (workspace_id, opportunity_id, id),
    foreign key (workspace_id, verifier_id) references verifier
);
create index bearing_of_opportunity on bearing (workspace_id, opportunity_id, verifier_id);
call isolate('bearing');
call keep_forever('bearing');
grant insert (workspace_id, evidence_id, verifier_id, opportunity_id, supports) on bearing to saidso_app;

create table withdrawal (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the evidence that is withdrawn: once
    opportunity_id uuid not null,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, id) references evidence (workspace_id, opportunity_id, id)
);
create index withdrawal_of_opportunity on withdrawal (workspace_id, opportunity_id);
call isolate('withdrawal');
call keep_forever('withdrawal');
grant insert (workspace_id, id, opportunity_id, reason) on withdrawal to saidso_app;

-- A colleague's doubt. Open until it is answered: upheld (the evidence no longer counts) or dismissed.
create table challenge (
    workspace_id uuid not null references workspace,
    id uuid not null,
    evidence_id uuid not null,
    opportunity_id uuid not null,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id, evidence_id) references evidence (workspace_id, opportunity_id, id)
);
create index challenge_of_evidence on challenge (workspace_id, evidence_id);
create index challenge_of_opportunity on challenge (workspace_id, opportunity_id);
call isolate('challenge');
call keep_forever('challenge');
grant insert (workspace_id, id, evidence_id, opportunity_id, reason) on challenge to saidso_app;

create table challenge_answer (
    workspace_id uuid not null references workspace,
    id uuid not null, -- the challenge that is answered: once
    opportunity_id uuid not null,
    upheld boolean not null,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, id) references challenge (workspace_id, opportunity_id, id)
);
create index challenge_answer_of_opportunity on challenge_answer (workspace_id, opportunity_id);
call isolate('challenge_answer');
call keep_forever('challenge_answer');
grant insert (workspace_id, id, opportunity_id, upheld, reason) on challenge_answer to saidso_app;
