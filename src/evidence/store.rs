//! All SQL of this room.

use super::evidence::{Answer, Challenge, Evidence, Signature, Speaker, Withdrawal};
use crate::database::Tx;
use crate::database::vocabulary::stored;
use crate::ids::{ChallengeId, ContactId, EvidenceId, MemberId, OpportunityId, VerifierId};
use crate::journey::facts::Bearing;
use crate::journey::terms::Strength;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// All evidence of one deal, the customer's latest word first, with what became of it. Two queries.
pub async fn of_opportunity(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<Evidence>> {
    let mut challenges = challenges_of(tx, opportunity).await?;
    let rows = sqlx::query!(
        r#"
        select e.id as "id: EvidenceId", e.words, e.happened_on, e.channel, e.strength, e.link, e.ordinal, e.recorded_at,
            c.id as "contact_id: ContactId", c.name as speaker, c.title,
            e.member_id as "member_id: MemberId", m.name as "recorder?", m.hue as "hue?",
            w.reason as "withdrawn_because?", w.at as "withdrawn_at?",
            w.member_id as "withdrawn_by_id?: MemberId", wm.name as "withdrawn_by?", wm.hue as "withdrawn_hue?",
            array(
                select b.verifier_id from bearing b
                where b.workspace_id = e.workspace_id and b.evidence_id = e.id
                order by b.verifier_id) as "verifiers!: Vec<VerifierId>",
            array(
                select b.supports from bearing b
                where b.workspace_id = e.workspace_id and b.evidence_id = e.id
                order by b.verifier_id) as "supports!: Vec<bool>"
        from evidence e
        join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        left join member m
            on m.workspace_id = e.workspace_id and m.id = e.member_id
        left join withdrawal w
            on w.workspace_id = e.workspace_id and w.id = e.id
        left join member wm
            on wm.workspace_id = w.workspace_id and wm.id = w.member_id
        where e.workspace_id = $1 and e.opportunity_id = $2
        order by e.happened_on desc, e.ordinal desc
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Evidence {
                id: row.id,
                speaker: Speaker {
                    id: row.contact_id,
                    name: row.speaker,
                    title: row.title,
                },
                words: row.words,
                happened_on: row.happened_on,
                channel: stored(&row.channel)?,
                strength: strength(row.strength)?,
                link: row.link,
                ordinal: row.ordinal,
                recorded_by: signature(row.member_id, row.recorder, row.hue, row.recorded_at),
                bearings: bearings(row.verifiers, row.supports),
                withdrawal: row
                    .withdrawn_because
                    .zip(row.withdrawn_at)
                    .map(|(reason, at)| Withdrawal {
                        reason,
                        by: signature(row.withdrawn_by_id, row.withdrawn_by, row.withdrawn_hue, at),
                    }),
                challenges: challenges
                    .extract_if(.., |c| c.evidence == row.id)
                    .collect(),
            })
        })
        .collect()
}

async fn challenges_of(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<Challenge>> {
    let rows = sqlx::query!(
        r#"
        select c.id as "id: ChallengeId", c.evidence_id as "evidence_id: EvidenceId", c.reason, c.at,
            c.member_id as "member_id: MemberId", m.name as "name?", m.hue as "hue?",
            a.upheld as "upheld?", a.reason as "answer?", a.at as "answered_at?",
            a.member_id as "answered_by_id?: MemberId", am.name as "answered_by?", am.hue as "answered_hue?"
        from challenge c
        left join member m
            on m.workspace_id = c.workspace_id and m.id = c.member_id
        left join challenge_answer a
            on a.workspace_id = c.workspace_id and a.id = c.id
        left join member am
            on am.workspace_id = a.workspace_id and am.id = a.member_id
        where c.workspace_id = $1 and c.opportunity_id = $2
        order by c.at, c.id
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Challenge {
            id: row.id,
            evidence: row.evidence_id,
            reason: row.reason,
            by: signature(row.member_id, row.name, row.hue, row.at),
            answer: match (row.upheld, row.answer, row.answered_at) {
                (Some(upheld), Some(reason), Some(at)) => Some(Answer {
                    upheld,
                    reason,
                    by: signature(row.answered_by_id, row.answered_by, row.answered_hue, at),
                }),
                _ => None,
            },
        })
        .collect())
}

fn signature(
    member: Option<MemberId>,
    name: Option<String>,
    hue: Option<i16>,
    at: DateTime<Utc>,
) -> Signature {
    Signature {
        member,
        name: name.unwrap_or_else(|| "Saidso".into()),
        hue: hue.unwrap_or_default(),
        at,
    }
}

/// Two columns of one query, zipped into what they say together.
pub fn bearings(verifiers: Vec<VerifierId>, supports: Vec<bool>) -> Vec<Bearing> {
    verifiers
        .into_iter()
        .zip(supports)
        .map(|(verifier, supports)| Bearing { verifier, supports })
        .collect()
}

/// A stored rung of the ladder.
pub fn strength(code: i16) -> Result<Strength> {
    Strength::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no strength has the code {code}").into()))
}

/// What somebody records.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: EvidenceId,
    pub opportunity: OpportunityId,
    pub speaker: ContactId,
    pub words: String,
    pub happened_on: NaiveDate,
    pub channel: crate::journey::terms::Channel,
    pub strength: Strength,
    pub link: String,
    pub bearings: Vec<Bearing>,
}

/// Records evidence with what it bears on. False: it was already recorded, and nothing was written.
pub async fn record(tx: &mut Tx, new: &NewEvidence) -> Result<bool> {
    let written = sqlx::query!(
        "
        insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength, link)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        new.speaker.0,
        new.words,
        new.happened_on,
        new.channel.name(),
        new.strength.code(),
        new.link
    )
    .execute(&mut **tx)
    .await?
    .rows_affected()
        == 1;
    if written {
        bear(tx, new.opportunity, new.id, &new.bearings).await?;
    }
    Ok(written)
}

/// Lets evidence bear on (further) verifiers. What it already bears on stays as it was.
pub async fn bear(
    tx: &mut Tx,
    opportunity: OpportunityId,
    evidence: EvidenceId,
    bearings: &[Bearing],
) -> Result<()> {
    let (verifiers, supports): (Vec<uuid::Uuid>, Vec<bool>) =
        bearings.iter().map(|b| (b.verifier.0, b.supports)).unzip();
    sqlx::query!(
        "
        insert into bearing (workspace_id, evidence_id, verifier_id, opportunity_id, supports)
        select $1, $2, b.verifier, $3, b.supports
        from unnest($4::uuid[], $5::bool[]) as b (verifier, supports)
        on conflict (workspace_id, evidence_id, verifier_id) do nothing
        ",
        tx.workspace().0,
        evidence.0,
        opportunity.0,
        &verifiers,
        &supports
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Takes evidence back. False: somebody already did.
pub async fn withdraw(
    tx: &mut Tx,
    opportunity: OpportunityId,
    evidence: EvidenceId,
    reason: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into withdrawal (workspace_id, id, opportunity_id, reason)
        values ($1, $2, $3, $4)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        evidence.0,
        opportunity.0,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Opens a challenge. False: this very challenge is already there.
pub async fn challenge(
    tx: &mut Tx,
    opportunity: OpportunityId,
    evidence: EvidenceId,
    id: ChallengeId,
    reason: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into challenge (workspace_id, id, evidence_id, opportunity_id, reason)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id.0,
        evidence.0,
        opportunity.0,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Answers a challenge. False: somebody already did.
pub async fn answer(
    tx: &mut Tx,
    opportunity: OpportunityId,
    challenge: ChallengeId,
    upheld: bool,
    reason: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into challenge_answer (workspace_id, id, opportunity_id, upheld, reason)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        challenge.0,
        opportunity.0,
        upheld,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What has to be known of one piece of evidence before acting on it.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub withdrawn: bool,
}

/// One piece of evidence of one deal; `None`: it is not there.
pub async fn find(
    tx: &mut Tx,
    opportunity: OpportunityId,
    evidence: EvidenceId,
) -> Result<Option<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select exists (
            select from withdrawal w
            where w.workspace_id = e.workspace_id and w.id = e.id) as "withdrawn!"
        from evidence e
        where e.workspace_id = $1 and e.opportunity_id = $2 and e.id = $3
        "#,
        tx.workspace().0,
        opportunity.0,
        evidence.0
    )
    .fetch_optional(&mut **tx)
    .await
}
