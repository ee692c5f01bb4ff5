-- Who at the customer has a part in a deal and who there listens to whom; what else they could do, and how risky each
-- way looks to each of them.

-- What is said about a person of a deal is about somebody of its account.
create function check_person_of_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if new.contact_id is not null and not exists (
        select from opportunity o
        join contact c
            on c.workspace_id = o.workspace_id and c.account_id = o.account_id
        where o.workspace_id = new.workspace_id and o.id = new.opportunity_id and c.id = new.contact_id)
    then
        raise exception 'this person is not from this account' using errcode = 'SD004', constraint = 'speaker_from_another_account';
    end if;
    return new;
end
$$;

-- A contact's part in one deal. Who is taken out stays here, so that what was said about them can still be told.
create table stakeholder (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    contact_id uuid not null,
    role text not null check (role ~ '^[a-z_]{1,30}$'),
    to_change text not null check (to_change in ('pushes', 'in_favour', 'undecided', 'content', 'resists', 'unknown')),
    to_us text not null check (to_us in ('prefers_us', 'open', 'prefers_other', 'against_us', 'unknown')),
    reach text not null check (reach in ('directly', 'through_somebody', 'not_yet')),
    removed boolean not null default false,
    version integer not null default 1, -- a form drawn from an older one is stale
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    unique (workspace_id, opportunity_id, contact_id), -- one part each
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, contact_id) references contact
);
call isolate('stakeholder');
create trigger check_person before insert on stakeholder for each row execute function check_person_of_deal();
alter table stakeholder enable always trigger check_person;
-- Named by the contact: the deal's stream then says of every change whom it is about.
call put_on_record('stakeholder', 'contact_id', 'opportunity_id', 'version');
grant insert (workspace_id, id, opportunity_id, contact_id, role, to_change, to_us, reach),
    update (role, to_change, to_us, reach, removed, version)
    on stakeholder to saidso_app;

-- Who listens to whom: the second listens to the first.
create table influence (
    workspace_id uuid not null references workspace,
    opportunity_id uuid not null,
    from_id uuid not null, -- the contact who is listened to
    to_id uuid not null,   -- the contact who listens
    primary key (workspace_id, opportunity_id, from_id, to_id),
    foreign key (workspace_id, opportunity_id, from_id) references stakeholder (workspace_id, opportunity_id, contact_id),
    foreign key (workspace_id, opportunity_id, to_id) references stakeholder (workspace_id, opportunity_id, contact_id),
    constraint influence_on_others check (from_id <> to_id)
);
call isolate('influence');
call put_on_record('influence', 'from_id', 'opportunity_id');
grant insert (workspace_id, opportunity_id, from_id, to_id), delete on influence to saidso_app;

-- What else they could do. Doing nothing is no row: it is there on every deal, and so are we.
create table alternative (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    kind text not null check (kind in ('patch', 'build', 'competitor', 'incumbent', 'other_spending', 'wait')),
    name text not null check (length(btrim(name)) between 1 and 120),
    name_key text not null generated always as (lower(btrim(name))) stored,
    let_go boolean not null default false, -- the customer no longer considers it
    let_go_reason text not null default '' check (length(let_go_reason) <= 500),
    let_go_evidence_id uuid,
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    constraint alternative_named_once unique (workspace_id, opportunity_id, name_key),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, opportunity_id, let_go_evidence_id) references evidence (workspace_id, opportunity_id, id),
    constraint let_go_for_a_reason check (let_go = (let_go_reason <> '' or let_go_evidence_id is not null))
);
call isolate('alternative');
call put_on_record('alternative', 'id', 'opportunity_id', 'name_key');
grant insert (workspace_id, id, opportunity_id, kind, name), update (let_go, let_go_reason, let_go_evidence_id)
    on alternative to saidso_app;

-- How risky a way looks to somebody there, or to all of them (no contact). The latest view of a person is the present
-- one; one without evidence is what we believe.
create table risk_view (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    option text not null check (option in ('do_nothing', 'alternative', 'us')),
    alternative_id uuid,
    contact_id uuid,
    risk text not null check (risk in ('low', 'some', 'high', 'unknown')),
    words text not null default '' check (length(words) <= 1000),
    evidence_id uuid,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, opportunity_id, alternative_id) references alternative (workspace_id, opportunity_id, id),
    foreign key (workspace_id, contact_id) references contact,
    foreign key (workspace_id, opportunity_id, evidence_id) references evidence (workspace_id, opportunity_id, id),
    check ((option = 'alternative') = (alternative_id is not null)),
    constraint evidence_has_its_speaker check (evidence_id is null or contact_id is not null)
);
create index risk_view_of_opportunity on risk_view (workspace_id, opportunity_id, at, id);
call isolate('risk_view');
call keep_forever('risk_view');
create trigger check_person before insert on risk_view for each row execute function check_person_of_deal();
create trigger sign before insert on risk_view for each row execute function sign_row();
alter table risk_view enable always trigger check_person;
alter table risk_view enable always trigger sign;
call put_on_record('risk_view', 'id', 'opportunity_id');
grant insert (workspace_id, id, opportunity_id, option, alternative_id, contact_id, risk, words, evidence_id)
    on risk_view to saidso_app;

-- The words are the person's own.
create function check_own_words() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if new.evidence_id is not null and not exists (
        select from evidence e
        where e.workspace_id = new.workspace_id and e.id = new.evidence_id and e.contact_id = new.contact_id)
    then
        raise exception 'somebody else said it' using errcode = 'SD004', constraint = 'evidence_has_its_speaker';
    end if;
    return new;
end
$$;
create trigger check_words before insert on risk_view for each row execute function check_own_words();
alter table risk_view enable always trigger check_words;
