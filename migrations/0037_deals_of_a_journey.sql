-- Whose journey a deal follows, for what is told of all deals of one journey, closed ones too.
create index opportunity_of_journey on opportunity (workspace_id, journey_id, id);
