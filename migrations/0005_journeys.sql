-- Journeys: stages in order, each with verifiers. A draft edition can be changed; a published one is frozen for good.

create table journey (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (length(btrim(name)) between 1 and 80),
    name_key text not null generated always as (lower(btrim(name))) stored,
    description text not null default '' check (length(description) <= 1000),
    created_at timestamptz not null default moment(),
    primary key (workspace_id, id),
    constraint journey_name_taken unique (workspace_id, name_key)
);
call isolate('journey');
call put_on_record('journey', 'id', '', 'name_key');
grant insert (workspace_id, id, name, description), update (name, description),
    delete -- of one that was never published: its editions keep every other
    on journey to saidso_app;

create table edition (
    workspace_id uuid not null references workspace,
    id uuid not null,
    journey_id uuid not null,
    number smallint not null check (number between 1 and 9999),
    created_at timestamptz not null default moment(),
    published_at timestamptz,
    published_by uuid,
    primary key (workspace_id, id),
    unique (workspace_id, journey_id, id),
    unique (workspace_id, journey_id, number),
    foreign key (workspace_id, journey_id) references journey
);
create unique index one_draft_a_journey on edition (workspace_id, journey_id) where published_at is null;
call isolate('edition');
call put_on_record('edition', 'id');
grant insert (workspace_id, id, journey_id, number), update (published_at), delete on edition to saidso_app;

create table stage (
    workspace_id uuid not null references workspace,
    id uuid not null,
    edition_id uuid not null,
    position smallint not null check (position between 0 and 8), -- 0: parked while two stages change places
    name text not null check (length(btrim(name)) between 1 and 40),
    question text not null check (length(btrim(question)) between 1 and 140),
    phase smallint not null check (phase between 1 and 6),
    coaching text not null default '' check (length(coaching) <= 500),
    primary key (workspace_id, id),
    unique (workspace_id, edition_id, id),
    unique (workspace_id, edition_id, position),
    foreign key (workspace_id, edition_id) references edition
);
call isolate('stage');
call put_on_record('stage', 'id');
grant insert, update (position, name, question, phase, coaching), delete on stage to saidso_app;

-- A verifier belongs to an edition, or was made for one opportunity (then it counts only through a tailoring).
create table verifier (
    workspace_id uuid not null references workspace,
    id uuid not null,
    edition_id uuid not null,
    stage_id uuid not null,
    opportunity_id uuid,
    position smallint not null check (position between 0 and 99),
    statement text not null check (length(btrim(statement)) between 1 and 160),
    dimension text not null check (dimension in ('progress', 'intent', 'change', 'safety')),
    least_strength smallint not null check (least_strength between 2 and 5),
    fresh_days smallint check (fresh_days between 1 and 3650),
    required boolean not null default true,
    counts text not null default '' check (length(counts) <= 500),
    not_enough text not null default '' check (length(not_enough) <= 500),
    coaching text not null default '' check (length(coaching) <= 500),
    insisted_by uuid, -- the admin who kept a wording that has the seller as its subject
    primary key (workspace_id, id),
    foreign key (workspace_id, edition_id, stage_id) references stage (workspace_id, edition_id, id),
    foreign key (workspace_id, insisted_by) references member
);
create index verifier_of_edition on verifier (workspace_id, edition_id, opportunity_id);
call isolate('verifier');
call put_on_record('verifier', 'id', 'opportunity_id');
grant insert, delete,
    update (stage_id, position, statement, dimension, least_strength, fresh_days, required, counts, not_enough, coaching, insisted_by)
    on verifier to saidso_app;

create function refuse_if_published() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    whole jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    frozen boolean;
begin
    if tg_table_name = 'verifier' and (whole ->> 'opportunity_id') is not null then
        if tg_op = 'INSERT' then
            return new;
        end if;
        raise exception 'a verifier made for one deal is never changed, only dropped'
            using errcode = 'SD002', constraint = 'deal_verifier_is_frozen';
    end if;

    select e.published_at is not null into frozen
    from edition e
    where e.workspace_id = (whole ->> 'workspace_id')::uuid and e.id = (whole ->> 'edition_id')::uuid
    for share;
    if frozen is not false or (tg_op = 'UPDATE' and old.edition_id <> new.edition_id) then
        raise exception 'this edition is published and frozen'
            using errcode = 'SD002', constraint = 'published_edition_is_frozen';
    end if;
    if tg_op = 'UPDATE' and tg_table_name = 'verifier'
        and (to_jsonb(old) ->> 'opportunity_id') is distinct from (whole ->> 'opportunity_id')
    then
        raise exception 'a verifier stays where it was made'
            using errcode = 'SD002', constraint = 'deal_verifier_is_frozen';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger frozen before insert or update or delete on stage for each row execute function refuse_if_published();
create trigger frozen before insert or update or delete on verifier for each row execute function refuse_if_published();
alter table stage enable always trigger frozen;
alter table verifier enable always trigger frozen;

-- An edition is published once, whole, by somebody, and then never changes or goes.
create function publish_edition() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    wrong text;
begin
    if tg_op = 'INSERT' then
        if new.published_at is not null then
            raise exception 'an edition begins as a draft' using errcode = 'SD002', constraint = 'edition_begins_as_draft';
        end if;
        return new;
    end if;
    if old.published_at is not null then
        raise exception 'this edition is published and frozen' using errcode = 'SD002', constraint = 'published_edition_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if new.published_at is null then
        return new;
    end if;

    new.published_at := moment();
    new.published_by := current_member();

    if (select count(*) <> coalesce(max(s.position), 0) or count(*) = 0 or min(s.position) = 0
        from stage s
        where s.workspace_id = new.workspace_id and s.edition_id = new.id)
    then
        raise exception 'stages must be numbered from one without gaps' using errcode = 'SD003', constraint = 'edition_stages_in_order';
    end if;

    if exists (
        select from (
            select s.phase < lag(s.phase) over (order by s.position) as goes_back
            from stage s
            where s.workspace_id = new.workspace_id and s.edition_id = new.id) as step
        where step.goes_back)
    then
        raise exception 'phases never go backwards' using errcode = 'SD003', constraint = 'edition_phases_in_order';
    end if;

    select s.name into wrong
    from stage s
    left join verifier v
        on v.workspace_id = s.workspace_id and v.stage_id = s.id and v.required and v.opportunity_id is null
    where s.workspace_id = new.workspace_id and s.edition_id = new.id
    group by s.id, s.name
    having count(v.id) not between 1 and 4
    limit 1;
    if wrong is not null then
        raise exception 'stage % needs one to four required verifiers', wrong
            using errcode = 'SD003', constraint = 'stage_needs_one_to_four_required';
    end if;
    return new;
end
$$;
create trigger publish before insert or update or delete on edition for each row execute function publish_edition();
alter table edition enable always trigger publish;
