-- The customer organisations and the people there.

create table account (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (length(btrim(name)) between 1 and 120),
    name_key text not null generated always as (lower(btrim(name))) stored,
    website text not null default '' check (length(website) <= 300),
    about text not null default '' check (length(about) <= 2000),
    version integer not null default 1,
    created_at timestamptz not null default moment(),
    primary key (workspace_id, id),
    constraint account_name_taken unique (workspace_id, name_key)
);
call isolate('account');
call put_on_record('account', 'id', '', 'name_key', 'version');
grant insert (workspace_id, id, name, website, about), update (name, website, about, version) on account to saidso_app;

create table contact (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    name text not null check (length(btrim(name)) between 1 and 120),
    name_key text not null generated always as (lower(btrim(name))) stored,
    title text not null default '' check (length(title) <= 120),
    email text not null default '' check (length(email) <= 254),
    left_on date,
    version integer not null default 1,
    created_at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, account_id, id),
    constraint contact_name_taken unique (workspace_id, account_id, name_key),
    foreign key (workspace_id, account_id) references account
);
call isolate('contact');
call put_on_record('contact', 'id', '', 'name_key', 'version');
grant insert (workspace_id, id, account_id, name, title, email), update (name, title, email, left_on, version) on contact to saidso_app;
