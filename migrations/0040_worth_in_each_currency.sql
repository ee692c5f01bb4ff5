-- Deals to talk about are those worth most in the workspace's currency. Within one currency the amounts are in that order
-- already: so each currency is gone through by itself, and the first of each are put together.
drop index open_by_worth;
create index open_by_worth on opportunity (workspace_id, currency, amount desc nulls last, id)
    include (owner_id, journey_id, phase, stage, call_stage, heard_at, fell_back_at, ages_on) where outcome is null;
drop index version_by_worth;
create index version_by_worth on deal_version (workspace_id, currency, amount desc nulls last, opportunity_id)
    include (from_at, until_at, owner_id, journey_id, phase, stage, call_stage, heard_at, fell_back_at, ages_on)
    where outcome is null;
