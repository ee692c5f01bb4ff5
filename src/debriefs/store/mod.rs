//! All SQL of this room.

mod listed;

pub use listed::{After, Counted, Listed, Which, counted, listed};

use super::debrief::{Answer, Debrief};
use crate::{
    database::Tx,
    ids::{ContactId, DebriefAnswerId, MemberId, OpportunityId, OutcomeId, WorkspaceId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, Result};

/// Decisions of any workspace that are two weeks old, the oldest first. Ids only: whoever acts on one opens its workspace.
pub async fn due(
    connection: &mut PgConnection,
    limit: i64,
) -> Result<Vec<(WorkspaceId, OpportunityId)>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", opportunity_id as "deal: OpportunityId"
        from debrief_watch
        where due_at <= moment()
        order by due_at, opportunity_id
        limit $1
        "#,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|r| (r.workspace, r.deal)).collect())
}

/// Those of the workspace in force.
pub async fn due_here(tx: &mut Tx) -> Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"
        select opportunity_id as "deal: OpportunityId"
        from debrief_watch
        where workspace_id = $1 and due_at <= moment()
        order by due_at, opportunity_id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Proposes somebody for the decision on a deal. False: the workspace is in rehearsal, and this transaction does not know
/// its day.
pub async fn propose(tx: &mut Tx, deal: OpportunityId) -> Result<bool> {
    let done = sqlx::query!(
        "
        select propose_debrief($2)
        from workspace
        where id = $1 and (not rehearsal or current_setting('app.moment', true) <> '')
        ",
        tx.workspace().0,
        deal.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Who is to hold the conversation about an outcome; none: nobody yet.
pub async fn find(tx: &mut Tx, outcome: OutcomeId) -> Result<Option<Debrief>> {
    sqlx::query_as!(
        Debrief,
        r#"
        select d.id as "outcome: OutcomeId", d.member_id as "member: MemberId", m.name as member_name, d.version
        from debrief d
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        where d.workspace_id = $1 and d.id = $2
        "#,
        tx.workspace().0,
        outcome.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Somebody takes it, where nobody has it yet.
pub async fn begin(
    tx: &mut Tx,
    deal: OpportunityId,
    outcome: OutcomeId,
    member: MemberId,
) -> Result<()> {
    sqlx::query!(
        "
        insert into debrief (workspace_id, id, opportunity_id, member_id)
        values ($1, $2, $3, $4)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        outcome.0,
        deal.0,
        member.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Somebody else is to hold it. False: it was handed on meanwhile.
pub async fn hand_on(tx: &mut Tx, debrief: &Debrief, to: MemberId) -> Result<bool> {
    let done = sqlx::query!(
        "
        update debrief
        set member_id = $4, version = version + 1
        where workspace_id = $1 and id = $2 and version = $3
        ",
        tx.workspace().0,
        debrief.outcome.0,
        debrief.version,
        to.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What somebody notes of a conversation.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: DebriefAnswerId,
    pub outcome: OutcomeId,
    pub person: ContactId,
    pub talked_on: NaiveDate,
    pub reason: &'static str,
    pub words: String,
    /// In the order of the questions.
    pub said: [String; 5],
}

/// Puts it on record. A later one corrects an earlier one. False: this very one is there already.
pub async fn answer(tx: &mut Tx, deal: OpportunityId, new: &NewAnswer) -> Result<bool> {
    let [began, weighed, turned, helped, otherwise] = &new.said;
    let done = sqlx::query!(
        "
        insert into debrief_answer (workspace_id, id, debrief_id, opportunity_id, contact_id, talked_on, reason, words,
            began, weighed, turned, helped, otherwise)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.outcome.0,
        deal.0,
        new.person.0,
        new.talked_on,
        new.reason,
        new.words,
        began,
        weighed,
        turned,
        helped,
        otherwise
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was noted last; none: nobody has asked yet.
pub async fn latest(tx: &mut Tx, outcome: OutcomeId) -> Result<Option<Answer>> {
    let row = sqlx::query!(
        r#"
        select a.contact_id as "person: ContactId", c.name, a.talked_on, a.reason, a.words, a.began, a.weighed, a.turned,
            a.helped, a.otherwise, coalesce(m.name, 'Saidso') as "by!", a.at
        from debrief_answer a
        join contact c
            on c.workspace_id = a.workspace_id and c.id = a.contact_id
        left join member m
            on m.workspace_id = a.workspace_id and m.id = a.member_id
        where a.workspace_id = $1 and a.debrief_id = $2
        order by a.at desc, a.id desc
        limit 1
        "#,
        tx.workspace().0,
        outcome.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Answer {
        person: row.person,
        name: row.name,
        talked_on: row.talked_on,
        reason: row.reason,
        words: row.words,
        said: [
            row.began,
            row.weighed,
            row.turned,
            row.helped,
            row.otherwise,
        ],
        by: row.by,
        at: row.at,
    }))
}
