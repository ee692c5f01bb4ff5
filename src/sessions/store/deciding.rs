//! What was decided, who sees it differently, and what is tried next.

use crate::{
    database::Tx,
    ids::{ContactId, MemberId, StrategySessionId, VerifierId},
    sessions::{
        session::{Decided, Dissent, Session, Try},
        words::Decision,
    },
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// Puts the decision on record. False: one is on record already.
pub async fn decide(
    tx: &mut Tx,
    session: &Session,
    decision: Decision,
    why: &str,
    outcome: Option<Uuid>,
    handed_to: Option<MemberId>,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into session_decision (workspace_id, session_id, opportunity_id, kind, why, outcome_id, handed_to)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, session_id) do nothing
        ",
        tx.workspace().0,
        session.id.0,
        session.deal.0,
        decision.name(),
        why,
        outcome,
        handed_to.map(|member| member.0)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a session decided, if it has.
pub async fn decision(tx: &mut Tx, session: StrategySessionId) -> Result<Option<Decided>> {
    sqlx::query_as!(
        Decided,
        r#"
        select d.kind, d.why, coalesce(h.name, '') as "handed_to!", coalesce(o.comes_back_when, '') as "comes_back_when!",
            o.comes_back_on as "comes_back_on?", m.name as by, d.at
        from session_decision d
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        left join member h
            on h.workspace_id = d.workspace_id and h.id = d.handed_to
        left join outcome o
            on o.workspace_id = d.workspace_id and o.id = d.outcome_id
        where d.workspace_id = $1 and d.session_id = $2
        "#,
        tx.workspace().0,
        session.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Keeps what who acts has against it, in their words.
pub async fn dissent(tx: &mut Tx, session: &Session, words: &str) -> Result<()> {
    sqlx::query!(
        "
        insert into session_dissent (workspace_id, session_id, opportunity_id, words)
        values ($1, $2, $3, $4)
        on conflict (workspace_id, session_id, member_id) do update set words = excluded.words
        ",
        tx.workspace().0,
        session.id.0,
        session.deal.0,
        words
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Everybody who sees it differently.
pub async fn dissents(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Dissent>> {
    let viewer = tx.member().map(|member| member.0);
    sqlx::query_as!(
        Dissent,
        r#"
        select m.name as by, d.words, coalesce(d.member_id = $3, false) as "mine!"
        from session_dissent d
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        where d.workspace_id = $1 and d.session_id = $2
        order by d.at, d.member_id
        "#,
        tx.workspace().0,
        session.0,
        viewer
    )
    .fetch_all(&mut **tx)
    .await
}

/// What we mean to try.
#[derive(Clone, Debug)]
pub struct NewTry {
    pub id: Uuid,
    pub verifier: VerifierId,
    pub person: Option<ContactId>,
    pub by_day: NaiveDate,
    pub what: String,
}

/// Adds something to try.
pub async fn add_try(tx: &mut Tx, session: &Session, new: &NewTry) -> Result<()> {
    sqlx::query!(
        "
        insert into session_try (workspace_id, id, session_id, opportunity_id, verifier_id, contact_id, by_day, what)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id,
        session.id.0,
        session.deal.0,
        new.verifier.0,
        new.person.map(|contact| contact.0),
        new.by_day,
        new.what
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Takes something to try off the list.
pub async fn drop_try(tx: &mut Tx, session: StrategySessionId, id: Uuid) -> Result<bool> {
    let done = sqlx::query!(
        "delete from session_try where workspace_id = $1 and session_id = $2 and id = $3",
        tx.workspace().0,
        session.0,
        id
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a session means to try, in the order it was added.
pub async fn tries(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Try>> {
    sqlx::query_as!(
        Try,
        r#"
        select t.id, t.verifier_id as "verifier: VerifierId", v.statement, coalesce(c.name, '') as "person!", t.by_day, t.what,
            t.contact_id as "person_id: ContactId"
        from session_try t
        join verifier v
            on v.workspace_id = t.workspace_id and v.id = t.verifier_id
        left join contact c
            on c.workspace_id = t.workspace_id and c.id = t.contact_id
        where t.workspace_id = $1 and t.session_id = $2
        order by t.at, t.id
        "#,
        tx.workspace().0,
        session.0
    )
    .fetch_all(&mut **tx)
    .await
}
