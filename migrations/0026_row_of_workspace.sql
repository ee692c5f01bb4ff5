-- What the ledger tells of a row of the workspace's own stream is found by an index. Said as an equality, the two columns
-- are both equal to the workspace to the planner, who then no longer sees that the index is about such rows, and reads the
-- whole stream: as long as there are accounts and people. So it is said in a way that the planner takes as it stands.
drop index event_of_workspace_row;
create index event_of_workspace_row on event (workspace_id, subject_id, seq)
    where stream_id is not distinct from workspace_id;

create or replace function told_of_workspace(kind text, subject uuid) returns jsonb
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
select jsonb_object_agg(c.key, c.value order by e.seq)
from event e
cross join lateral jsonb_each(e.body) as c
where e.workspace_id = (select current_workspace())
    and e.stream_id is not distinct from e.workspace_id
    and e.subject_id = subject
    and e.kind in (told_of_workspace.kind || ' added', told_of_workspace.kind || ' changed')
    and e.at <= as_of()
$$;
