-- A closed deal keeps what it was judged by, as it keeps its stage: who wants to change that reopens it first.

create function refuse_closed_deal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
    deal opportunity := lock_deal(new.opportunity_id);
begin
    if deal.outcome is not null then
        raise exception 'this deal is closed' using errcode = 'SD005', constraint = 'deal_is_closed';
    end if;
    return null;
end
$$;
-- Before `settle`, which judges: triggers of one kind fire in the order of their names.
create trigger closed_deal after insert on tailoring for each row execute function refuse_closed_deal();
alter table tailoring enable always trigger closed_deal;
