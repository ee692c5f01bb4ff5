-- The guard judges a deal as the owner and the server asks as itself. Under row level security a plan belongs to a role:
-- a function that both call in turns is planned anew each time, which takes four times as long as its answer. It asks as
-- the owner always, who is bound by row level security too.
alter function verifier_standing(uuid, date) security definer;
