-- Does what a tale tells, one act after another, each at its own moment and by the member who did it. It runs as the
-- server's role, by the grants, triggers and checks that every page is bound by, in a workspace in rehearsal: only there
-- is the moment obeyed. The acts come as one JSON list in `app.acts`; see `seed::tale::act`.
do $$
declare
    here constant uuid := current_workspace();
    act record;
begin
    for act in
        select *
        from jsonb_to_recordset(current_setting('app.acts')::jsonb) as a (
            kind text, at timestamptz, member uuid, deal uuid, id uuid, about uuid, person uuid, owner uuid,
            account uuid, journey uuid, edition uuid, name text, words text, word text, note text,
            amount bigint, currency text, day date, said_on date, call_stage smallint, call_date date, call_odds smallint,
            strength smallint, stage smallint, fresh_days smallint, yes boolean, pieces jsonb, drops uuid, adds uuid, undoes uuid)
    loop
        perform set_config('app.moment', act.at::text, true),
            set_config('app.member_id', coalesce(act.member::text, ''), true);
        case act.kind
        when 'evidence' then
            -- A sitting: everything is on record before it is judged, once.
            insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength)
            select here, p.id, act.deal, p.person, p.words, p.day, p.word, p.strength
            from jsonb_to_recordset(act.pieces)
                as p (id uuid, person uuid, words text, day date, word text, strength smallint);
            insert into bearing (workspace_id, evidence_id, verifier_id, opportunity_id, supports)
            select here, p.id, v.id, act.deal, p.supports
            from jsonb_to_recordset(act.pieces) as p (id uuid, verifiers uuid[], supports boolean),
                unnest(p.verifiers) as v (id);
        when 'passage' then
            insert into passage (workspace_id, id, opportunity_id, from_stage, won_reason, won_note)
            values (here, act.id, act.deal, act.stage, act.word, act.note);
        when 'open' then
            insert into opportunity (workspace_id, id, account_id, name, owner_id, amount, currency, journey_id, edition_id)
            values (here, act.deal, act.account, act.name, act.owner, act.amount, act.currency, act.journey, act.edition);
        when 'details' then
            update opportunity
            set owner_id = act.owner, amount = act.amount, customer_date = act.day, customer_date_by = act.person,
                customer_date_said_on = act.said_on, call_stage = act.call_stage, call_date = act.call_date,
                call_odds = act.call_odds, version = version + 1
            where workspace_id = here and id = act.deal;
        when 'settle' then
            perform settle_lapse(act.deal);
        when 'withdrawal' then
            insert into withdrawal (workspace_id, id, opportunity_id, reason)
            values (here, act.about, act.deal, act.words);
        when 'challenge' then
            insert into challenge (workspace_id, id, evidence_id, opportunity_id, reason)
            values (here, act.id, act.about, act.deal, act.words);
        when 'answer' then
            insert into challenge_answer (workspace_id, id, opportunity_id, upheld, reason)
            values (here, act.about, act.deal, act.yes, act.words);
        when 'tailoring' then
            if act.adds is not null then
                insert into verifier (workspace_id, id, edition_id, stage_id, opportunity_id, position, statement,
                    dimension, least_strength, fresh_days, required, counts)
                select here, act.adds, s.edition_id, s.id, act.deal, 50, act.name, act.word, act.strength,
                    act.fresh_days, true, act.note
                from stage s
                where s.workspace_id = here and s.edition_id = act.edition and s.position = act.stage;
            end if;
            insert into tailoring (workspace_id, id, opportunity_id, drops, adds, undoes, reason)
            values (here, act.id, act.deal, act.drops, act.adds, act.undoes, act.words);
        when 'outcome' then
            insert into outcome (workspace_id, id, opportunity_id, kind, reason, note, rival, comes_back_when, comes_back_on)
            values (here, act.id, act.deal, act.word, act.name, act.note, coalesce(act.currency, ''), act.words, act.day);
        when 'reopening' then
            insert into reopening (workspace_id, id, opportunity_id, reason)
            values (here, act.about, act.deal, act.words);
        when 'back' then
            perform tell_hold(act.deal);
        when 'stakeholder' then
            insert into stakeholder (workspace_id, id, opportunity_id, contact_id, role, to_change, to_us, reach)
            values (here, act.id, act.deal, act.person, act.word, act.name, act.note, act.words);
        when 'obstacle' then
            insert into obstacle (workspace_id, id, opportunity_id, kind, words)
            values (here, act.id, act.deal, act.word, act.words);
        when 'obstacle_turn' then
            insert into obstacle_turn (workspace_id, id, obstacle_id, opportunity_id, state, words)
            values (here, act.id, act.about, act.deal, act.word, act.words);
        when 'commitment' then
            insert into commitment (workspace_id, id, opportunity_id, contact_id, what, by_on, said_on, said_how)
            values (here, act.id, act.deal, act.person, act.words, act.day, act.said_on, act.word);
        when 'commitment_turn' then
            insert into commitment_turn (workspace_id, id, commitment_id, opportunity_id, turn, words)
            values (here, act.id, act.about, act.deal, act.word, act.words);
        end case;
    end loop;
end
$$
