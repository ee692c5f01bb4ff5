//! Where a session stands, and who takes part.

use crate::{
    database::Tx,
    ids::{MemberId, OpportunityId, StrategySessionId},
    sessions::{
        session::{Note, Session, Someone},
        words::Hidden,
    },
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// A new session on a deal.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: StrategySessionId,
    pub about: String,
    /// None: it begins now.
    pub planned_for: Option<DateTime<Utc>>,
    pub unhurried: bool,
    pub invited: Vec<MemberId>,
}

/// Starts or plans a session. False: this very session is there already.
pub async fn start(tx: &mut Tx, deal: OpportunityId, new: &NewSession) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into strategy_session (workspace_id, id, opportunity_id, about, planned_for, unhurried, step_since)
        values ($1, $2, $3, $4, $5, $6, case when $5::timestamptz is null then moment() end)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        deal.0,
        new.about,
        new.planned_for,
        new.unhurried
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let invited: Vec<Uuid> = new.invited.iter().map(|member| member.0).collect();
    sqlx::query!(
        "
        insert into session_invitation (workspace_id, session_id, member_id, opportunity_id)
        select m.workspace_id, $2, m.id, $3
        from member m
        where m.workspace_id = $1 and m.id = any ($4) and m.deactivated_at is null
        ",
        tx.workspace().0,
        new.id.0,
        deal.0,
        &invited
    )
    .execute(&mut **tx)
    .await?;
    take_part(tx, deal, new.id).await?;
    Ok(true)
}

/// One session of a deal; none: there is no such session on it.
pub async fn find(
    tx: &mut Tx,
    deal: OpportunityId,
    id: StrategySessionId,
) -> Result<Option<Session>> {
    sqlx::query_as!(
        Session,
        r#"
        select s.id as "id: StrategySessionId", s.opportunity_id as "deal: OpportunityId", s.about, s.planned_for,
            s.unhurried, b.name as started_by, s.facilitator_id as "facilitator_id: MemberId", f.name as facilitator,
            s.step, s.step_since, s.minutes, s.odds_before_shown_at, s.ideas_shown_at, s.votes_shown_at,
            s.odds_after_shown_at, s.created_at, s.ended_at
        from strategy_session s
        join member b
            on b.workspace_id = s.workspace_id and b.id = s.member_id
        join member f
            on f.workspace_id = s.workspace_id and f.id = s.facilitator_id
        where s.workspace_id = $1 and s.opportunity_id = $2 and s.id = $3
        "#,
        tx.workspace().0,
        deal.0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Whoever does something takes part.
pub async fn take_part(tx: &mut Tx, deal: OpportunityId, session: StrategySessionId) -> Result<()> {
    sqlx::query!(
        "
        insert into session_part (workspace_id, session_id, opportunity_id)
        values ($1, $2, $3)
        on conflict (workspace_id, session_id, member_id) do nothing
        ",
        tx.workspace().0,
        session.0,
        deal.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Everybody who takes part or was invited: what they have said about themselves, and nothing of what they wrote.
pub async fn people(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Someone>> {
    sqlx::query_as!(
        Someone,
        r#"
        select m.id as "id: MemberId", m.name, m.hue, p.member_id is not null as "is_in!",
            coalesce(p.ready, false) as "ready!", coalesce(p.voted, false) as "voted!",
            coalesce(p.gave_before, false) as "gave_before!", coalesce(p.gave_after, false) as "gave_after!"
        from (
            select x.member_id from session_part x where x.workspace_id = $1 and x.session_id = $2
            union
            select i.member_id from session_invitation i where i.workspace_id = $1 and i.session_id = $2
        ) e
        join member m
            on m.workspace_id = $1 and m.id = e.member_id
        left join session_part p
            on p.workspace_id = $1 and p.session_id = $2 and p.member_id = e.member_id
        order by lower(m.name), m.id
        "#,
        tx.workspace().0,
        session.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Who acts begins a session that was planned, and leads it.
pub async fn begin(tx: &mut Tx, session: StrategySessionId) -> Result<()> {
    sqlx::query!(
        "
        update strategy_session
        set step_since = moment(), facilitator_id = current_member()
        where workspace_id = $1 and id = $2 and step_since is null and ended_at is null
        ",
        tx.workspace().0,
        session.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Who acts leads it from now on.
pub async fn take_over(tx: &mut Tx, session: StrategySessionId) -> Result<()> {
    sqlx::query!(
        "
        update strategy_session
        set facilitator_id = current_member()
        where workspace_id = $1 and id = $2 and facilitator_id <> current_member()
        ",
        tx.workspace().0,
        session.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Goes to a step. What the step works on is shown with it: the ideas to gather them, the votes to decide.
pub async fn go_to(tx: &mut Tx, session: StrategySessionId, step: i16, minutes: i16) -> Result<()> {
    sqlx::query!(
        "
        update strategy_session
        set step = $3, step_since = moment(), minutes = $4,
            ideas_shown_at = case when $3::smallint >= 4 then coalesce(ideas_shown_at, moment()) else ideas_shown_at end,
            votes_shown_at = case when $3::smallint >= 5 then coalesce(votes_shown_at, moment()) else votes_shown_at end
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        session.0,
        step,
        minutes
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// How long the present step is meant to take.
pub async fn set_minutes(tx: &mut Tx, session: StrategySessionId, minutes: i16) -> Result<()> {
    sqlx::query!(
        "update strategy_session set minutes = $3 where workspace_id = $1 and id = $2 and minutes <> $3",
        tx.workspace().0,
        session.0,
        minutes
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Shows to all what was hidden. Once shown it stays shown.
pub async fn show(tx: &mut Tx, session: StrategySessionId, what: Hidden) -> Result<()> {
    sqlx::query!(
        "
        update strategy_session
        set odds_before_shown_at = case when $3 = 'before' then coalesce(odds_before_shown_at, moment()) else odds_before_shown_at end,
            ideas_shown_at = case when $3 = 'ideas' then coalesce(ideas_shown_at, moment()) else ideas_shown_at end,
            votes_shown_at = case when $3 = 'votes' then coalesce(votes_shown_at, moment()) else votes_shown_at end,
            odds_after_shown_at = case when $3 = 'after' then coalesce(odds_after_shown_at, moment()) else odds_after_shown_at end
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        session.0,
        what.name()
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Ends it for good.
pub async fn end(tx: &mut Tx, session: StrategySessionId) -> Result<()> {
    sqlx::query!(
        "update strategy_session set ended_at = moment() where workspace_id = $1 and id = $2 and ended_at is null",
        tx.workspace().0,
        session.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// The notes of the second step, in the order they came.
pub async fn notes(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Note>> {
    sqlx::query_as!(
        Note,
        r#"
        select n.id, n.kind, n.text, m.name as by
        from session_note n
        join member m
            on m.workspace_id = n.workspace_id and m.id = n.member_id
        where n.workspace_id = $1 and n.session_id = $2
        order by n.at, n.id
        "#,
        tx.workspace().0,
        session.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Adds a note that everybody sees.
pub async fn note(tx: &mut Tx, session: &Session, id: Uuid, kind: i16, text: &str) -> Result<()> {
    sqlx::query!(
        "
        insert into session_note (workspace_id, id, session_id, opportunity_id, kind, text)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id,
        session.id.0,
        session.deal.0,
        kind,
        text
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}
