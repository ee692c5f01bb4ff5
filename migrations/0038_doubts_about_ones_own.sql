-- Who was told of which doubt about what they recorded: what waits for their answer is looked for among these.
create index inbox_doubts on inbox_item (workspace_id, member_id) include (subject_id) where kind = 'challenge';
