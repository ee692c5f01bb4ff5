-- What must be there before the first migration: three roles, and a schema in which only the owner may make things.
-- Every step asks first whether it is needed, so that a second run, or one by a lesser role, changes nothing.
do $$
declare
    wanted record;
    may_become text := 'member';
begin
    for wanted in
        select * from (values
            ('saidso_owner', 'nologin nosuperuser nobypassrls'),
            ('saidso_app', 'login nosuperuser nobypassrls'),
            ('saidso_backup', 'nologin nosuperuser bypassrls')
        ) as w (name, manners)
        where not exists (select from pg_roles r where r.rolname = w.name)
    loop
        begin
            execute format('create role %I %s', wanted.name, wanted.manners);
        exception
            when duplicate_object or unique_violation then
                null; -- Another database of the same server made it just now.
            when insufficient_privilege then
                -- The backup role may only be made by one who bypasses row level security too.
                if wanted.name <> 'saidso_backup' then
                    raise;
                end if;
        end;
    end loop;

    -- For words that are misspelt. The database's owner may have it too, the owner of its tables may not.
    if not exists (select from pg_extension where extname = 'pg_trgm') then
        create extension pg_trgm with schema public;
    end if;

    -- The connecting login must be able to become both: to migrate, and to serve. (Since 16, to be a member is not enough.)
    if current_setting('server_version_num')::int >= 160000 then
        may_become := 'set';
    end if;
    if not pg_has_role(current_user, 'saidso_owner', may_become) then
        execute format('grant saidso_owner to %I', current_user);
    end if;
    if not pg_has_role(current_user, 'saidso_app', may_become) then
        execute format('grant saidso_app to %I', current_user);
    end if;

    -- A temporary table could stand in for a guarded one.
    if has_database_privilege('saidso_app', current_database(), 'temporary') then
        execute format('revoke temporary on database %I from public', current_database());
    end if;
    if exists (
        select from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
        where n.nspname = 'public' and a.grantee = 0
    ) then
        revoke all on schema public from public;
    end if;
    if not has_schema_privilege('saidso_app', 'public', 'usage') then
        grant usage on schema public to saidso_app;
    end if;
    if not has_schema_privilege('saidso_owner', 'public', 'create') or not has_schema_privilege('saidso_owner', 'public', 'usage') then
        grant usage, create on schema public to saidso_owner;
    end if;
    -- Where pages of the past look first (migration 0018).
    if not exists (select from pg_namespace n where n.nspname = 'past') then
        create schema past authorization saidso_owner;
    end if;
    if exists (select from pg_roles where rolname = 'saidso_backup') then
        if not has_schema_privilege('saidso_backup', 'public', 'usage') then
            grant usage on schema public to saidso_backup;
        end if;
        set local role saidso_owner;
        alter default privileges in schema public grant select on tables to saidso_backup;
        alter default privileges in schema public grant select on sequences to saidso_backup;
        reset role;
    end if;
end
$$
