-- People sign in once and may be members of several workspaces.

-- Not customer data, and needed before any workspace is known: no workspace column. Never listed, only looked up.
create table person (
    id uuid primary key,
    email text not null unique check (email = lower(email) and email like '%_@_%' and length(email) <= 254),
    password_hash text,
    time_zone text not null default 'UTC',
    created_at timestamptz not null default clock_timestamp()
);
grant select, insert, update (email, password_hash, time_zone) on person to saidso_app;

create table member (
    workspace_id uuid not null references workspace,
    id uuid not null,
    person_id uuid not null references person,
    name text not null check (length(btrim(name)) between 1 and 80),
    role text not null check (role in ('rep', 'manager', 'admin')),
    hue smallint not null check (hue between 0 and 11),
    joined_at timestamptz not null default moment(),
    deactivated_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, person_id)
);
create index member_of_person on member (person_id);
call isolate('member');
call put_on_record('member', 'id');
grant insert, update (name, role, deactivated_at) on member to saidso_app;

-- Somebody who signs in sees which workspaces are theirs, before choosing one.
create function current_person() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.person_id', true), '')::uuid;
grant execute on function current_person() to saidso_app;
create policy own_memberships on member for select using (person_id = (select current_person()));
create policy own_workspaces on workspace for select using (
    id in (select m.workspace_id from member m where m.person_id = (select current_person()) and m.deactivated_at is null));

-- A signed-in browser. The cookie holds 32 random bytes, the table their SHA-256.
create table session (
    id uuid primary key,
    token_hash bytea not null unique check (length(token_hash) = 32),
    person_id uuid not null references person,
    workspace_id uuid references workspace,
    browser text not null default '' check (length(browser) <= 200),
    address text not null default '' check (length(address) <= 64),
    created_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);
create index session_of_person on session (person_id);
create index session_over on session (expires_at);
grant select, insert, delete, update (workspace_id, seen_at, expires_at) on session to saidso_app;

-- A link that signs one person in, once: from the demo, or from `saidso rescue`.
create table sign_in_link (
    token_hash bytea primary key check (length(token_hash) = 32),
    person_id uuid not null references person,
    workspace_id uuid references workspace,
    expires_at timestamptz not null,
    used_at timestamptz
);
grant select, insert, delete, update (used_at) on sign_in_link to saidso_app;

-- The link by which the first visitor of a new installation names the workspace.
create table setup_link (
    token_hash bytea primary key check (length(token_hash) = 32),
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
);
grant select, insert, delete, update (used_at) on setup_link to saidso_app;

-- Failed sign-ins of the last minutes, for the limit that all processes share. The account is kept as a hash:
-- what somebody typed into the e-mail field may be a secret.
create table sign_in_failure (
    id uuid primary key,
    account_hash bytea not null,
    address text not null check (length(address) <= 64),
    at timestamptz not null default clock_timestamp()
);
create index sign_in_failure_of_account on sign_in_failure (account_hash, at);
create index sign_in_failure_of_address on sign_in_failure (address, at);
create index sign_in_failure_over on sign_in_failure (at);
grant select, insert, delete on sign_in_failure to saidso_app;

create table invitation (
    workspace_id uuid not null references workspace,
    id uuid not null,
    token_hash bytea not null check (length(token_hash) = 32),
    email text not null check (email = lower(email) and email like '%_@_%' and length(email) <= 254),
    role text not null check (role in ('rep', 'manager', 'admin')),
    invited_by uuid not null,
    created_at timestamptz not null default moment(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, token_hash),
    foreign key (workspace_id, invited_by) references member
);
create index invitation_waiting on invitation (workspace_id, created_at) where accepted_at is null and revoked_at is null;
call isolate('invitation');
call put_on_record('invitation', 'id', '', 'token_hash');
grant insert, update (token_hash, expires_at, accepted_at, revoked_at) on invitation to saidso_app;

-- Who is behind a session's cookie: one round trip for every page. Scopes the rest of its transaction to that
-- session's workspace, and notes at most every five minutes that the session was seen.
create function viewer_of(token bytea)
returns table (
    session_id uuid, person_id uuid, workspace_id uuid, workspace_name text, currency text,
    member_id uuid, member_name text, hue smallint, role text, email text, time_zone text, memberships bigint
)
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
declare
    signed_in session;
begin
    select * into signed_in
    from session s
    where s.token_hash = token and s.expires_at > clock_timestamp();
    if not found then
        return;
    end if;
    perform set_config('app.workspace_id', coalesce(signed_in.workspace_id::text, ''), true);
    perform set_config('app.person_id', signed_in.person_id::text, true);
    if signed_in.seen_at < clock_timestamp() - interval '5 minutes' then
        update session s
        set seen_at = clock_timestamp(), expires_at = clock_timestamp() + interval '30 days'
        where s.id = signed_in.id;
    end if;
    return query
        select signed_in.id, p.id, m.workspace_id, w.name, w.currency,
            m.id, m.name, m.hue, m.role, p.email, p.time_zone,
            (select count(*) from member o where o.person_id = p.id and o.deactivated_at is null)
        from person p
        left join member m
            on m.workspace_id = signed_in.workspace_id and m.person_id = p.id and m.deactivated_at is null
        left join workspace w
            on w.id = m.workspace_id
        where p.id = signed_in.person_id;
end
$$;
grant execute on function viewer_of(bytea) to saidso_app;
