-- What every other table leans on: whose transaction this is, what time it is, and what may never be changed.
-- Run as saidso_owner. The server works as saidso_app, which owns nothing.

alter default privileges for role saidso_owner revoke execute on functions from public;

-- The workspace that this transaction is scoped to; none: no row of any workspace is visible.
create function current_workspace() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.workspace_id', true), '')::uuid;

-- The member who acts in this transaction; none: Saidso itself acts (a lapse, a first set-up).
create function current_member() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.member_id', true), '')::uuid;

grant execute on function current_workspace(), current_member() to saidso_app;

-- A workspace in rehearsal is one that is still being written (the demo, a test): only there may the clock be set.
-- The server's role cannot put a workspace into rehearsal.
create table workspace (
    id uuid primary key,
    name text not null check (length(btrim(name)) between 1 and 80),
    currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
    rehearsal boolean not null default false,
    created_at timestamptz not null default clock_timestamp()
);

-- What time it is: the server's clock, or the rehearsal's.
create function moment() returns timestamptz
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    rehearsed timestamptz := nullif(current_setting('app.moment', true), '')::timestamptz;
begin
    if rehearsed is not null
        and exists (select from workspace w where w.id = current_workspace() and w.rehearsal)
    then
        return rehearsed;
    end if;
    return clock_timestamp();
end
$$;
grant execute on function moment() to saidso_app;

-- The day that freshness is counted by.
create function today() returns date
language sql volatile
set search_path = pg_catalog, public, pg_temp
return (moment() at time zone 'UTC')::date;
grant execute on function today() to saidso_app;

-- Shuts one workspace off from every other, whatever a query forgets. Forced: the owner is bound by it too.
create procedure isolate(target regclass, variadic extra text[] default '{}')
language plpgsql
as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy own_workspace on %s using (%I = (select current_workspace())) with check (%I = (select current_workspace()))',
        target, coalesce(extra[1], 'workspace_id'), coalesce(extra[1], 'workspace_id'));
    execute format('grant select on %s to saidso_app', target);
end
$$;

create function refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
    raise exception '% keeps its history: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'SD001', constraint = 'history_only_grows';
end
$$;

-- Rows of this table are written once: no update, no delete, no truncate, by anybody.
create procedure keep_forever(target regclass)
language plpgsql
as $$
begin
    execute format('create trigger keep_rows before update or delete on %s for each row execute function refuse_change()', target);
    execute format('create trigger keep_table before truncate on %s for each statement execute function refuse_change()', target);
    execute format('alter table %s enable always trigger keep_rows', target);
    execute format('alter table %s enable always trigger keep_table', target);
end
$$;

call isolate('workspace', 'id');
grant insert (id, name, currency), update (name, currency) on workspace to saidso_app;
