//! All SQL of this room.

use super::play::{Ended, Play};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{ContactId, EvidenceId, ObstacleId, OpportunityId, PlayId, VerifierId},
    journey::terms::PlayResult,
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// What somebody plans.
#[derive(Clone, Debug)]
pub struct NewPlay {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: PlayId,
    pub opportunity: OpportunityId,
    pub verifier: VerifierId,
    pub person: Option<ContactId>,
    pub obstacle: Option<ObstacleId>,
    pub what: String,
    pub by_on: NaiveDate,
}

/// Puts a play on record. False: this very one is there already.
pub async fn plan(tx: &mut Tx, new: &NewPlay) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into play (workspace_id, id, opportunity_id, verifier_id, contact_id, obstacle_id, what, by_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        new.verifier.0,
        new.person.map(|id| id.0),
        new.obstacle.map(|id| id.0),
        new.what,
        new.by_on
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What the customer did after a play, as somebody says it.
#[derive(Clone, Debug)]
pub struct NewResult {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: Uuid,
    pub play: PlayId,
    pub result: PlayResult,
    pub note: String,
    /// The evidence that shows it.
    pub evidence: Option<EvidenceId>,
}

/// Says what the customer did. A later answer corrects an earlier one. False: this very answer is on record already.
pub async fn answer(tx: &mut Tx, opportunity: OpportunityId, new: &NewResult) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into play_result (workspace_id, id, play_id, opportunity_id, result, note, evidence_id)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id,
        new.play.0,
        opportunity.0,
        new.result.name(),
        new.note,
        new.evidence.map(|id| id.0)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every play of a deal with what came of it, the next day first.
pub async fn of_opportunity(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<Play>> {
    let rows = sqlx::query!(
        r#"
        select p.id as "id: PlayId", p.verifier_id as "verifier: VerifierId", p.what, p.by_on, p.at,
            p.contact_id as "person: ContactId", c.name as "person_name?",
            p.obstacle_id as "obstacle: ObstacleId", o.words as "obstacle_words?",
            coalesce(m.name, 'Saidso') as "by!",
            r.result as "result?", r.note as "note?", r.evidence_id as "evidence?: EvidenceId", r.at as "ended_at?",
            coalesce(rm.name, 'Saidso') as "ended_by!"
        from play p
        left join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        left join obstacle o
            on o.workspace_id = p.workspace_id and o.id = p.obstacle_id
        left join member m
            on m.workspace_id = p.workspace_id and m.id = p.member_id
        left join lateral (
            select l.result, l.note, l.evidence_id, l.at, l.member_id
            from play_result l
            where l.workspace_id = p.workspace_id and l.play_id = p.id
            order by l.at desc, l.id desc
            limit 1) r
            on true
        left join member rm
            on rm.workspace_id = p.workspace_id and rm.id = r.member_id
        where p.workspace_id = $1 and p.opportunity_id = $2
        order by p.by_on, p.id
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Play {
                id: row.id,
                verifier: row.verifier,
                person: row.person.zip(row.person_name),
                obstacle: row.obstacle.zip(row.obstacle_words),
                what: row.what,
                by_on: row.by_on,
                planned_by: row.by,
                planned_at: row.at,
                ended: match (row.result, row.note, row.ended_at) {
                    (Some(result), Some(note), Some(at)) => Some(Ended {
                        result: stored(&result)?,
                        note,
                        evidence: row.evidence,
                        by: row.ended_by,
                        at,
                    }),
                    _ => None,
                },
            })
        })
        .collect()
}
