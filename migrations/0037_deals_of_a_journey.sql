-- Whose journey a deal follows and how far it is, for what is told of all deals of one journey, closed ones too.
create index opportunity_of_journey on opportunity (workspace_id, journey_id, id) include (edition_id, stage, outcome);

-- And how far it had been.
drop index fall_back_of_opportunity;
create index fall_back_of_opportunity on fall_back (workspace_id, opportunity_id, at desc) include (from_stage);
