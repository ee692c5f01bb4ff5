-- The first page of a large workspace: which deals were silent longest, and which promises were moved to a later day.
create index open_by_silence on opportunity (workspace_id, heard_at, id) where outcome is null;
create index turn_by_moved_day on commitment_turn (workspace_id, moved_to, commitment_id) where turn = 'moved';
