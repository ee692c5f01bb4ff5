//! All SQL of this room.

use super::commitment::{Commitment, Said, Turn};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{CommitmentId, ContactId, EvidenceId, OpportunityId},
    journey::terms::CommitmentTurn,
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// What somebody at the customer agreed to do.
#[derive(Clone, Debug)]
pub struct NewCommitment {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: CommitmentId,
    pub opportunity: OpportunityId,
    pub person: ContactId,
    pub what: String,
    pub by_on: NaiveDate,
    pub said: Said,
}

/// Puts it on record. False: this very one is there already.
pub async fn add(tx: &mut Tx, new: &NewCommitment) -> Result<bool> {
    let (evidence, said) = match new.said {
        Said::Evidence(id) => (Some(id.0), None),
        Said::On(day, channel) => (None, Some((day, channel.name()))),
    };
    let done = sqlx::query!(
        "
        insert into commitment (workspace_id, id, opportunity_id, contact_id, what, by_on, evidence_id, said_on, said_how)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        new.person.0,
        new.what,
        new.by_on,
        evidence,
        said.map(|(day, _)| day),
        said.map(|(_, how)| how)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What became of one.
#[derive(Clone, Debug)]
pub struct NewTurn {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: Uuid,
    pub commitment: CommitmentId,
    pub turn: CommitmentTurn,
    pub moved_to: Option<NaiveDate>,
    pub words: String,
}

/// Says what became of it. A later turn corrects an earlier one. False: this very turn is on record already.
pub async fn turn(tx: &mut Tx, opportunity: OpportunityId, new: &NewTurn) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into commitment_turn (workspace_id, id, commitment_id, opportunity_id, turn, moved_to, words)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id,
        new.commitment.0,
        opportunity.0,
        new.turn.name(),
        new.moved_to,
        new.words
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Everything that was agreed on a deal, the next day first.
pub async fn of_opportunity(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<Commitment>> {
    let rows = sqlx::query!(
        r#"
        select k.id as "id: CommitmentId", k.contact_id as "person: ContactId", c.name, k.what, k.by_on,
            k.evidence_id as "evidence: EvidenceId", k.said_on, k.said_how,
            t.turn as "turn?", t.words as "words?", t.at as "at?", coalesce(m.name, 'Saidso') as "by!",
            coalesce((
                select l.moved_to from commitment_turn l
                where l.workspace_id = k.workspace_id and l.commitment_id = k.id and l.turn = 'moved'
                order by l.at desc, l.id desc
                limit 1), k.by_on) as "due_on!"
        from commitment k
        join contact c
            on c.workspace_id = k.workspace_id and c.id = k.contact_id
        left join lateral (
            select l.turn, l.words, l.at, l.member_id
            from commitment_turn l
            where l.workspace_id = k.workspace_id and l.commitment_id = k.id
            order by l.at desc, l.id desc
            limit 1) t
            on true
        left join member m
            on m.workspace_id = k.workspace_id and m.id = t.member_id
        where k.workspace_id = $1 and k.opportunity_id = $2
        order by "due_on!", k.id
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Commitment {
                id: row.id,
                person: row.person,
                name: row.name,
                what: row.what,
                by_on: row.by_on,
                said: said(row.evidence, row.said_on, row.said_how)?,
                latest: match (row.turn, row.words, row.at) {
                    (Some(turn), Some(words), Some(at)) => Some(Turn {
                        turn: stored(&turn)?,
                        words,
                        by: row.by,
                        at,
                    }),
                    _ => None,
                },
                due_on: row.due_on,
            })
        })
        .collect()
}

fn said(evidence: Option<EvidenceId>, on: Option<NaiveDate>, how: Option<String>) -> Result<Said> {
    match (evidence, on, how) {
        (Some(evidence), ..) => Ok(Said::Evidence(evidence)),
        (None, Some(on), Some(how)) => Ok(Said::On(on, stored(&how)?)),
        _ => Err(sqlx::Error::Decode("nobody says where it was said".into())),
    }
}
