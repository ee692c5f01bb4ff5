-- The first page: what customers agreed to do and what we tried, by day, in the whole workspace.
create index commitment_by_day on commitment (workspace_id, by_on);
create index play_by_day on play (workspace_id, by_on);
