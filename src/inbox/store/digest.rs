//! The mail of the day: who wants it, when it is due, and what customers said and did meanwhile.

use crate::{
    database::Tx,
    ids::{MemberId, OpportunityId, WorkspaceId},
    inbox::item::WORDS,
    journey::terms::Channel,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::{PgConnection, Result};

/// At which hour a member wants the mail; none: they want none.
pub async fn wished_hour(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Option<i16>> {
    sqlx::query_scalar!(
        "select hour from digest_watch where workspace_id = $1 and member_id = $2",
        workspace.0,
        member.0
    )
    .fetch_optional(connection)
    .await
}

/// Switches it on, or changes its hour. Whoever switches it on knows what happened so far.
pub async fn wish(tx: &mut Tx, hour: i16, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "
        insert into digest_watch (workspace_id, member_id, hour, knows_until, due_at)
        values ($1, $2, $3, $4, $4)
        on conflict (workspace_id, member_id) do update set hour = excluded.hour, due_at = excluded.due_at
        ",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        hour,
        now
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub async fn wish_no_more(tx: &mut Tx) -> Result<()> {
    sqlx::query!(
        "delete from digest_watch where workspace_id = $1 and member_id = $2",
        tx.workspace().0,
        tx.member().map(|member| member.0)
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Members of any workspace who have to be looked at by now, the longest waiting first.
pub async fn digests_due(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(WorkspaceId, MemberId)>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", member_id as "member: MemberId"
        from digest_watch
        where due_at <= $1
        order by due_at, member_id
        limit $2
        "#,
        now,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.workspace, row.member))
        .collect())
}

/// Somebody who wants the mail.
pub struct Reader {
    pub hour: i16,
    pub knows_until: DateTime<Utc>,
    pub email: String,
    pub zone: Tz,
    pub workspace: String,
    pub is_active: bool,
}

/// The member who acts, held until the transaction ends; none: another process has them, or has been there.
pub async fn take_reader(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<Reader>> {
    let row = sqlx::query!(
        r#"
        select d.hour, d.knows_until, p.email, p.time_zone, w.name as workspace, m.deactivated_at is null as "is_active!"
        from digest_watch d
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        join person p
            on p.id = m.person_id
        join workspace w
            on w.id = d.workspace_id
        where d.workspace_id = $1 and d.member_id = $2 and d.due_at <= $3
        for update of d skip locked
        "#,
        tx.workspace().0,
        tx.member().map(|member| member.0),
        now
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Reader {
        hour: row.hour,
        knows_until: row.knows_until,
        email: row.email,
        zone: row.time_zone.parse().unwrap_or(Tz::UTC),
        workspace: row.workspace,
        is_active: row.is_active,
    }))
}

/// When to look at the member who acts again.
pub async fn look_again(tx: &mut Tx, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update digest_watch set due_at = $3 where workspace_id = $1 and member_id = $2",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        at
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Up to when the member who acts knows what is new.
pub async fn knows_until(tx: &mut Tx, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update digest_watch set knows_until = $3 where workspace_id = $1 and member_id = $2",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        at
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Notes that the mail of a day goes out. False: it did already.
pub async fn note_sent(tx: &mut Tx, day: NaiveDate) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into digest_sent (workspace_id, member_id, day)
        values ($1, $2, $3)
        on conflict (workspace_id, member_id, day) do nothing
        ",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        day
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// It did not go out after all.
pub async fn take_back_sent(tx: &mut Tx, day: NaiveDate) -> Result<()> {
    sqlx::query!(
        "delete from digest_sent where workspace_id = $1 and member_id = $2 and day = $3",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        day
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Something that a customer said, or that moved a deal.
pub struct Heard {
    pub deal: OpportunityId,
    pub deal_name: String,
    pub account: String,
    /// Of evidence.
    pub speaker: Option<String>,
    pub words: Option<String>,
    pub channel: Option<String>,
    /// Of a passage; none: it was the last one.
    pub to_stage: Option<String>,
}

impl Heard {
    /// "wrote in a mail".
    pub fn verb(&self) -> &'static str {
        let channel = self.channel.as_deref().unwrap_or_default();
        channel.parse::<Channel>().map_or("said", Channel::verb)
    }
}

/// What colleagues recorded of customers on the deals of the member who acts, the latest first.
pub async fn heard(
    tx: &mut Tx,
    (after, until): (DateTime<Utc>, DateTime<Utc>),
    limit: i64,
) -> Result<Vec<Heard>> {
    sqlx::query_as!(
        Heard,
        r#"
        select o.id as "deal: OpportunityId", o.name as deal_name, a.name as account,
            c.name as "speaker?", left(e.words, $6) as words, e.channel as "channel?", s.name as "to_stage?"
        from event v
        join opportunity o
            on o.workspace_id = v.workspace_id and o.id = v.stream_id and o.owner_id = $2
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join evidence e
            on v.kind = 'evidence added' and e.workspace_id = v.workspace_id and e.id = v.subject_id
        left join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        left join passage p
            on v.kind = 'passage added' and p.workspace_id = v.workspace_id and p.id = v.subject_id
        left join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = p.to_stage
        where v.workspace_id = $1
            and v.at > $3
            and v.at <= $4
            and v.kind in ('evidence added', 'passage added')
            and v.member_id is distinct from $2
            and not exists (select from withdrawal w where w.workspace_id = e.workspace_id and w.id = e.id)
        order by v.at desc, v.seq desc
        limit $5
        "#,
        tx.workspace().0,
        tx.member().map(|member| member.0),
        after,
        until,
        limit,
        WORDS
    )
    .fetch_all(&mut **tx)
    .await
}
