//! What moves a deal, ends it, or changes what it is judged by. The database's guard judges each of these again.

use crate::database::{Tx, vocabulary::stored};
use crate::ids::{OpportunityId, PassageId, TailoringId, VerifierId};
use crate::journey::gate::Passage;
use crate::journey::terms::{Dimension, OutcomeKind, Strength};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// Why and how a deal was won, in the team's words.
#[derive(Clone, Debug, Default)]
pub struct WinNote {
    pub reason: String,
    pub note: String,
}

/// Moves the deal through its gate. Only an open gate makes the [`Passage`] that this demands.
pub async fn pass(
    tx: &mut Tx,
    id: PassageId,
    opportunity: OpportunityId,
    passage: &Passage,
    win: &WinNote,
) -> Result<()> {
    sqlx::query!(
        "
        insert into passage (workspace_id, id, opportunity_id, from_stage, won_reason, won_note)
        values ($1, $2, $3, $4, $5, $6)
        ",
        tx.workspace().0,
        id.0,
        opportunity.0,
        passage.from(),
        win.reason,
        win.note
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// How a deal ended other than by being won.
#[derive(Clone, Debug)]
pub struct NewOutcome {
    pub id: uuid::Uuid,
    pub kind: OutcomeKind,
    pub reason: String,
    pub note: String,
    pub rival: String,
    pub comes_back_when: String,
    pub comes_back_on: Option<NaiveDate>,
}

/// Ends a deal. False: this very outcome is on record already.
pub async fn close(tx: &mut Tx, opportunity: OpportunityId, new: &NewOutcome) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into outcome (workspace_id, id, opportunity_id, kind, reason, note, rival, comes_back_when, comes_back_on)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where not exists (select from outcome where workspace_id = $1 and id = $2)
        ",
        tx.workspace().0,
        new.id,
        opportunity.0,
        new.kind.name(),
        new.reason,
        new.note,
        new.rival,
        new.comes_back_when,
        new.comes_back_on
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The outcome that is in force.
#[derive(Clone, Debug)]
pub struct OutcomeShown {
    pub id: uuid::Uuid,
    pub kind: OutcomeKind,
    pub reason: String,
    pub note: String,
    pub rival: String,
    pub comes_back_when: String,
    pub comes_back_on: Option<NaiveDate>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// The outcome of a closed deal; `None`: it is open.
pub async fn outcome_of(tx: &mut Tx, opportunity: OpportunityId) -> Result<Option<OutcomeShown>> {
    let row = sqlx::query!(
        r#"
        select o.id, o.kind, o.reason, o.note, o.rival, o.comes_back_when, o.comes_back_on, o.at,
            coalesce(m.name, 'Saidso') as "by!"
        from outcome o
        left join member m
            on m.workspace_id = o.workspace_id and m.id = o.member_id
        where o.workspace_id = $1
            and o.opportunity_id = $2
            and not exists (
                select from reopening r
                where r.workspace_id = o.workspace_id and r.id = o.id)
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(OutcomeShown {
        id: row.id,
        kind: stored(&row.kind)?,
        reason: row.reason,
        note: row.note,
        rival: row.rival,
        comes_back_when: row.comes_back_when,
        comes_back_on: row.comes_back_on,
        by: row.by,
        at: row.at,
    }))
}

/// Takes an outcome back. False: somebody already did.
pub async fn reopen(
    tx: &mut Tx,
    opportunity: OpportunityId,
    outcome: uuid::Uuid,
    reason: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into reopening (workspace_id, id, opportunity_id, reason)
        select $1, $2, $3, $4
        where not exists (select from reopening where workspace_id = $1 and id = $2)
        ",
        tx.workspace().0,
        outcome,
        opportunity.0,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A verifier made for one deal.
#[derive(Clone, Debug)]
pub struct NewVerifier {
    pub id: VerifierId,
    pub stage: i16,
    pub statement: String,
    pub dimension: Dimension,
    pub least_strength: Strength,
    pub fresh_days: Option<i16>,
    pub required: bool,
    pub counts: String,
    /// An admin kept a wording that has the seller as its subject.
    pub insisted: bool,
}

/// A change of one deal's verifiers.
#[derive(Clone, Debug)]
pub struct NewTailoring {
    pub id: TailoringId,
    pub drops: Option<VerifierId>,
    pub adds: Option<NewVerifier>,
    pub undoes: Option<TailoringId>,
    pub reason: String,
}

/// Tailors the verifiers of one deal. False: this very tailoring is on record already.
pub async fn tailor(tx: &mut Tx, opportunity: OpportunityId, new: &NewTailoring) -> Result<bool> {
    let is_new = make_ready(tx, opportunity, new).await?;
    if is_new {
        put_in_force(tx, opportunity, new).await?;
    }
    Ok(is_new)
}

/// Puts the verifier that a tailoring adds on record. It counts once [`put_in_force`] follows; until then evidence can
/// be brought to it, so that the deal is judged once. False: this very tailoring is on record already.
pub async fn make_ready(
    tx: &mut Tx,
    opportunity: OpportunityId,
    new: &NewTailoring,
) -> Result<bool> {
    let known = sqlx::query_scalar!(
        r#"select exists (select from tailoring where workspace_id = $1 and id = $2) as "known!""#,
        tx.workspace().0,
        new.id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    if known {
        return Ok(false);
    }
    if let Some(verifier) = &new.adds {
        make_verifier(tx, opportunity, verifier).await?;
    }
    Ok(true)
}

/// Lets a tailoring count that was made ready.
pub async fn put_in_force(
    tx: &mut Tx,
    opportunity: OpportunityId,
    new: &NewTailoring,
) -> Result<()> {
    sqlx::query!(
        "
        insert into tailoring (workspace_id, id, opportunity_id, drops, adds, undoes, reason)
        values ($1, $2, $3, $4, $5, $6, $7)
        ",
        tx.workspace().0,
        new.id.0,
        opportunity.0,
        new.drops.map(|id| id.0),
        new.adds.as_ref().map(|verifier| verifier.id.0),
        new.undoes.map(|id| id.0),
        new.reason
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

async fn make_verifier(tx: &mut Tx, opportunity: OpportunityId, new: &NewVerifier) -> Result<()> {
    let insisted_by = tx.member().filter(|_| new.insisted).map(|member| member.0);
    sqlx::query!(
        "
        insert into verifier (workspace_id, id, edition_id, stage_id, opportunity_id, position, statement, dimension,
            least_strength, fresh_days, required, counts, insisted_by)
        select o.workspace_id, $3, o.edition_id, s.id, o.id, 50, $5, $6, $7, $8, $9, $10, $11
        from opportunity o
        join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = $4
        where o.workspace_id = $1 and o.id = $2
        ",
        tx.workspace().0,
        opportunity.0,
        new.id.0,
        new.stage,
        new.statement,
        new.dimension.name(),
        new.least_strength.code(),
        new.fresh_days,
        new.required,
        new.counts,
        insisted_by
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// The latest fall-back since the latest passage: the news that stands on the page.
#[derive(Clone, Debug)]
pub struct FallBack {
    pub from_stage: i16,
    pub to_stage: i16,
    pub cause: String,
    pub cause_id: Option<uuid::Uuid>,
    pub no_longer: Vec<VerifierId>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// The deal's latest fall-back.
pub async fn latest_fall_back(tx: &mut Tx, opportunity: OpportunityId) -> Result<Option<FallBack>> {
    sqlx::query_as!(
        FallBack,
        r#"
        select f.from_stage, f.to_stage, f.cause, f.cause_id, f.no_longer as "no_longer: Vec<VerifierId>",
            coalesce(m.name, 'Saidso') as "by!", f.at
        from fall_back f
        left join member m
            on m.workspace_id = f.workspace_id and m.id = f.member_id
        where f.workspace_id = $1 and f.opportunity_id = $2
        order by f.at desc, f.id desc
        limit 1
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Whether this very passage was made already.
pub async fn has_passed(tx: &mut Tx, id: PassageId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from passage where workspace_id = $1 and id = $2) as "known!""#,
        tx.workspace().0,
        id.0
    )
    .fetch_one(&mut **tx)
    .await
}
