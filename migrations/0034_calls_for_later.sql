-- A call for a later day says nothing of the 90 days that a statement is about: it is counted apart, and no longer as 0.
alter table forecast_said add column call_later boolean not null default false;
grant insert (call_later) on forecast_said to saidso_app;

-- What was said so far is told the same way. The rows keep what they say of the deal; only that nothing was said of it by its
-- owner is put right. The table refuses changes and the owner is bound by row level security, so both are lifted for a moment.
alter table forecast_said disable trigger keep_rows;
alter table forecast_said no force row level security;
alter table deal_version no force row level security;
update forecast_said s
set call = null, call_later = true
from deal_version v
where s.call = 0
    and v.workspace_id = s.workspace_id and v.opportunity_id = s.opportunity_id
    and v.from_at <= s.month::timestamp at time zone 'UTC' and v.until_at > s.month::timestamp at time zone 'UTC'
    and v.call_date > s.month + 90;
alter table deal_version force row level security;
alter table forecast_said force row level security;
alter table forecast_said enable always trigger keep_rows;
alter table forecast_said add check (call is null or not call_later);

-- The first page: questions that nobody has answered, of one deal at a time.
create index question_of_opportunity on message (workspace_id, opportunity_id, at desc)
    where kind = 'question' and removed_at is null;
