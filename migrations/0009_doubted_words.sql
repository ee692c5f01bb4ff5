-- A doubt is answered, not gone round: while one is open, and after one was upheld, the same person's same words are
-- not recorded on the deal a second time, withdrawn or not.

-- What is left of somebody's words when only letters and digits count.
create function spoken(words text) returns text
language sql immutable
return lower(regexp_replace(words, '[^[:alnum:]]+', '', 'g'));

create function refuse_doubted_words() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
    if exists (
        select from evidence e
        join challenge c
            on c.workspace_id = e.workspace_id and c.evidence_id = e.id
        left join challenge_answer a
            on a.workspace_id = c.workspace_id and a.id = c.id
        where e.workspace_id = new.workspace_id
            and e.opportunity_id = new.opportunity_id
            and e.contact_id = new.contact_id
            and e.id <> new.id
            and spoken(e.words) = spoken(new.words)
            and a.upheld is distinct from false)
    then
        raise exception 'these words are doubted' using errcode = 'SD004', constraint = 'words_are_doubted';
    end if;
    return new;
end
$$;
-- After `add_evidence`, which takes the deal's row: triggers of one kind fire in the order of their names.
create trigger doubted_words before insert on evidence for each row execute function refuse_doubted_words();
alter table evidence enable always trigger doubted_words;
