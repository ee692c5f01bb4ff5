//! What somebody proposes to change about a verifier.

use crate::{
    database::Tx,
    ids::{JourneyId, VerifierId},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// Something that is proposed.
#[derive(Clone, Debug)]
pub struct NewProposal {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: Uuid,
    pub journey: JourneyId,
    pub verifier: VerifierId,
    pub words: String,
    /// What was found, as it was worked out then.
    pub finding: String,
}

/// Puts it on record. False: this very one is there already.
pub async fn propose(tx: &mut Tx, new: &NewProposal) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into proposal (workspace_id, id, journey_id, verifier_id, words, finding)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        ",
        tx.workspace().0,
        new.id,
        new.journey.0,
        new.verifier.0,
        new.words,
        new.finding
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Answers one. False: it was answered already.
pub async fn answer(tx: &mut Tx, id: Uuid, taken_up: bool, words: &str) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into proposal_answer (workspace_id, id, taken_up, words)
        values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        tx.workspace().0,
        id,
        taken_up,
        words
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is proposed, to be answered.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub journey: JourneyId,
    pub statement: String,
    pub words: String,
    pub finding: String,
}

/// One proposal. None: there is no such proposal.
pub async fn proposed(tx: &mut Tx, id: Uuid) -> Result<Option<Proposed>> {
    sqlx::query_as!(
        Proposed,
        r#"
        select p.journey_id as "journey: JourneyId", v.statement, p.words, p.finding
        from proposal p
        join verifier v
            on v.workspace_id = p.workspace_id and v.id = p.verifier_id
        where p.workspace_id = $1 and p.id = $2
        "#,
        tx.workspace().0,
        id
    )
    .fetch_optional(&mut **tx)
    .await
}

/// What somebody proposed, and what became of it.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: Uuid,
    pub verifier: VerifierId,
    pub statement: String,
    pub words: String,
    pub finding: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Whether it was taken up, and the words of whoever said so.
    pub answer: Option<(bool, String, String)>,
}

/// What is proposed for a journey, the open ones first, and the latest of each first.
pub async fn of_journey(tx: &mut Tx, journey: JourneyId, most: i64) -> Result<Vec<Proposal>> {
    let rows = sqlx::query!(
        r#"
        select p.id, p.verifier_id as "verifier: VerifierId", v.statement, p.words, p.finding, p.at,
            coalesce(m.name, 'Saidso') as "by!", a.taken_up as "taken_up?", a.words as "answer?",
            coalesce(am.name, 'Saidso') as "answered_by!"
        from proposal p
        join verifier v
            on v.workspace_id = p.workspace_id and v.id = p.verifier_id
        left join member m
            on m.workspace_id = p.workspace_id and m.id = p.member_id
        left join proposal_answer a
            on a.workspace_id = p.workspace_id and a.id = p.id
        left join member am
            on am.workspace_id = p.workspace_id and am.id = a.member_id
        where p.workspace_id = $1 and p.journey_id = $2
        order by a.id is not null, p.at desc, p.id desc
        limit $3
        "#,
        tx.workspace().0,
        journey.0,
        most
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Proposal {
            id: row.id,
            verifier: row.verifier,
            statement: row.statement,
            words: row.words,
            finding: row.finding,
            by: row.by,
            at: row.at,
            answer: row
                .taken_up
                .zip(row.answer)
                .map(|(taken_up, words)| (taken_up, words, row.answered_by)),
        })
        .collect())
}

/// The journey and the words of a verifier of one of its published editions. None: there is no such verifier.
pub async fn verifier_of(tx: &mut Tx, id: VerifierId) -> Result<Option<(JourneyId, String)>> {
    let row = sqlx::query!(
        r#"
        select e.journey_id as "journey: JourneyId", v.statement
        from verifier v
        join edition e
            on e.workspace_id = v.workspace_id and e.id = v.edition_id
        where v.workspace_id = $1 and v.id = $2 and v.opportunity_id is null and e.published_at is not null
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.journey, row.statement)))
}
