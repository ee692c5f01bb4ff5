-- What is in the way of a deal, what we try, and what somebody at the customer agreed to do next.
-- Rows are only ever added: what became of a thing is a row of its own, and the latest one says how it is now.

-- Who wrote a row and when are the database's to say; and what a row names belongs to its deal.
create function check_named() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
    person uuid := (to_jsonb(new) ->> 'contact_id')::uuid;
    asked uuid := (to_jsonb(new) ->> 'verifier_id')::uuid;
begin
    new.member_id := current_member();
    new.at := moment();
    if person is not null and not exists (
        select from opportunity o
        join contact c
            on c.workspace_id = o.workspace_id and c.account_id = o.account_id
        where o.workspace_id = new.workspace_id and o.id = new.opportunity_id and c.id = person)
    then
        raise exception 'that person is at another account' using errcode = 'SD004', constraint = 'person_from_another_account';
    end if;
    if asked is not null and not exists (
        select from opportunity o
        join verifier v
            on v.workspace_id = o.workspace_id and v.edition_id = o.edition_id
        where o.workspace_id = new.workspace_id
            and o.id = new.opportunity_id
            and v.id = asked
            and (v.opportunity_id is null or v.opportunity_id = o.id))
    then
        raise exception 'that verifier belongs to another deal' using errcode = 'SD004', constraint = 'verifier_of_another_deal';
    end if;
    return new;
end
$$;

create table obstacle (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    kind text not null check (kind ~ '^[a-z_]{1,40}$'),
    words text not null check (length(btrim(words)) between 1 and 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity
);
create index obstacle_of_opportunity on obstacle (workspace_id, opportunity_id, at desc, id desc);
create index obstacle_of_kind on obstacle (workspace_id, kind, at desc, id desc);

-- The words of an obstacle, stemmed, by which others like it are found. Under row level security a full text operator
-- cannot use an index, because it is not leakproof; equality of text is.
create table obstacle_word (
    workspace_id uuid not null,
    word text not null,
    obstacle_id uuid not null,
    primary key (workspace_id, word, obstacle_id),
    foreign key (workspace_id, obstacle_id) references obstacle
);
create index obstacle_word_of_obstacle on obstacle_word (workspace_id, obstacle_id);

create function keep_words() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    insert into obstacle_word (workspace_id, word, obstacle_id)
    select new.workspace_id, w.word, new.id
    from unnest(tsvector_to_array(to_tsvector('pg_catalog.english', new.words))) as w (word)
    where length(w.word) between 3 and 60;
    return null;
end
$$;

create table obstacle_verifier (
    workspace_id uuid not null references workspace,
    obstacle_id uuid not null,
    verifier_id uuid not null,
    opportunity_id uuid not null,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, obstacle_id, verifier_id),
    foreign key (workspace_id, opportunity_id, obstacle_id) references obstacle (workspace_id, opportunity_id, id),
    foreign key (workspace_id, verifier_id) references verifier
);

create table obstacle_contact (
    workspace_id uuid not null references workspace,
    obstacle_id uuid not null,
    contact_id uuid not null,
    opportunity_id uuid not null,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, obstacle_id, contact_id),
    foreign key (workspace_id, opportunity_id, obstacle_id) references obstacle (workspace_id, opportunity_id, id),
    foreign key (workspace_id, contact_id) references contact
);

-- What became of it. Without a row it is open.
create table obstacle_turn (
    workspace_id uuid not null references workspace,
    id uuid not null,
    obstacle_id uuid not null,
    opportunity_id uuid not null,
    state text not null check (state in ('open', 'worked_round', 'gone', 'fatal')),
    words text not null check (length(btrim(words)) between 1 and 500), -- what worked, or why
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, obstacle_id) references obstacle (workspace_id, opportunity_id, id)
);
create index turn_of_obstacle on obstacle_turn (workspace_id, obstacle_id, at desc, id desc);

-- What we try, to draw out a verifier. It is judged by what the customer did, and is nobody's duty.
create table play (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    verifier_id uuid not null,
    contact_id uuid,  -- from whom; null: whoever can
    obstacle_id uuid, -- what it is to get past
    what text not null check (length(btrim(what)) between 1 and 500),
    by_on date not null,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, verifier_id) references verifier,
    foreign key (workspace_id, contact_id) references contact,
    foreign key (workspace_id, opportunity_id, obstacle_id) references obstacle (workspace_id, opportunity_id, id)
);
create index play_of_opportunity on play (workspace_id, opportunity_id, by_on, id);

-- What the customer did. A later row corrects an earlier one.
create table play_result (
    workspace_id uuid not null references workspace,
    id uuid not null,
    play_id uuid not null,
    opportunity_id uuid not null,
    result text not null check (result in ('did_it', 'did_something_else', 'did_nothing', 'not_tried')),
    note text not null default '' check (length(note) <= 500),
    evidence_id uuid,
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, play_id) references play (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id, evidence_id) references evidence (workspace_id, opportunity_id, id),
    check (evidence_id is null or result = 'did_it')
);
create index result_of_play on play_result (workspace_id, play_id, at desc, id desc);

-- What somebody at the customer agreed to do next, by when, and where it was said.
create table commitment (
    workspace_id uuid not null references workspace,
    id uuid not null,
    opportunity_id uuid not null,
    contact_id uuid not null,
    what text not null check (length(btrim(what)) between 1 and 500),
    by_on date not null,
    evidence_id uuid, -- the evidence in which it was said, or else the day and the way
    said_on date,
    said_how text check (said_how ~ '^[a-z_]{1,30}$'),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    unique (workspace_id, opportunity_id, id),
    foreign key (workspace_id, opportunity_id) references opportunity,
    foreign key (workspace_id, contact_id) references contact,
    foreign key (workspace_id, opportunity_id, evidence_id) references evidence (workspace_id, opportunity_id, id),
    check ((evidence_id is null) = (said_on is not null) and (said_on is null) = (said_how is null))
);
create index commitment_of_opportunity on commitment (workspace_id, opportunity_id, by_on, id);

-- What became of it.
create table commitment_turn (
    workspace_id uuid not null references workspace,
    id uuid not null,
    commitment_id uuid not null,
    opportunity_id uuid not null,
    turn text not null check (turn in ('kept', 'moved', 'dropped')),
    moved_to date,
    words text not null default '' check (length(words) <= 500),
    member_id uuid,
    at timestamptz not null default moment(),
    primary key (workspace_id, id),
    foreign key (workspace_id, opportunity_id, commitment_id) references commitment (workspace_id, opportunity_id, id),
    check ((turn = 'moved') = (moved_to is not null))
);
create index turn_of_commitment on commitment_turn (workspace_id, commitment_id, at desc, id desc);

call isolate('obstacle_word');
create trigger keep_words after insert on obstacle for each row execute function keep_words();
alter table obstacle enable always trigger keep_words;

do $$
declare
    kept text;
begin
    foreach kept in array array['obstacle', 'obstacle_verifier', 'obstacle_contact', 'obstacle_turn', 'play',
        'play_result', 'commitment', 'commitment_turn']
    loop
        execute format('call isolate(%L)', kept);
        execute format('call keep_forever(%L)', kept);
        execute format('create trigger check_named before insert on %I for each row execute function check_named()', kept);
        execute format('alter table %I enable always trigger check_named', kept);
    end loop;
end
$$;
call keep_forever('obstacle_word');

call put_on_record('obstacle', 'id', 'opportunity_id');
call put_on_record('obstacle_verifier', 'obstacle_id', 'opportunity_id');
call put_on_record('obstacle_contact', 'obstacle_id', 'opportunity_id');
call put_on_record('obstacle_turn', 'id', 'opportunity_id');
call put_on_record('play', 'id', 'opportunity_id');
call put_on_record('play_result', 'id', 'opportunity_id');
call put_on_record('commitment', 'id', 'opportunity_id');
call put_on_record('commitment_turn', 'id', 'opportunity_id');

grant insert (workspace_id, id, opportunity_id, kind, words) on obstacle to saidso_app;
grant insert (workspace_id, obstacle_id, verifier_id, opportunity_id) on obstacle_verifier to saidso_app;
grant insert (workspace_id, obstacle_id, contact_id, opportunity_id) on obstacle_contact to saidso_app;
grant insert (workspace_id, id, obstacle_id, opportunity_id, state, words) on obstacle_turn to saidso_app;
grant insert (workspace_id, id, opportunity_id, verifier_id, contact_id, obstacle_id, what, by_on) on play to saidso_app;
grant insert (workspace_id, id, play_id, opportunity_id, result, note, evidence_id) on play_result to saidso_app;
grant insert (workspace_id, id, opportunity_id, contact_id, what, by_on, evidence_id, said_on, said_how) on commitment to saidso_app;
grant insert (workspace_id, id, commitment_id, opportunity_id, turn, moved_to, words) on commitment_turn to saidso_app;
