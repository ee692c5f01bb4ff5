//! All SQL of this room. It writes whole histories at once, which no page does, and so writes the tables of other rooms:
//! as the server's role, by the same grants and triggers as they.

use super::{customers::Account, tale::Act, twins::Twins, world::World};
use crate::database::{Database, Tx};
use crate::demo::workspace;
use crate::ids::OpportunityId;
use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Connection, Executor, postgres::PgConnectOptions};
use uuid::Uuid;

/// Opens a transaction at a moment of the tale. It may take as long as it takes.
pub async fn begin(db: &Database, world: &World, at: DateTime<Utc>, by_admin: bool) -> Result<Tx> {
    let member = by_admin.then_some(world.admin);
    let mut tx = db.rehearsing(at).begin(world.scope(member)).await?;
    sqlx::query!(
        r#"select set_config('statement_timeout', '0', true) as "set!",
            set_config('lock_timeout', '0', true) as "set_too!""#
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(tx)
}

/// Puts customers and their people on record, as they were found on the first day.
pub async fn add_customers(tx: &mut Tx, accounts: &[Account]) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = accounts.iter().map(|account| account.id.0).collect();
    let names: Vec<&str> = accounts.iter().map(|a| a.name.as_str()).collect();
    let websites: Vec<String> = accounts
        .iter()
        .map(|account| format!("https://{}", account.domain))
        .collect();
    sqlx::query!(
        "
        insert into account (workspace_id, id, name, website)
        select $1, a.id, a.name, a.website
        from unnest($2::uuid[], $3::text[], $4::text[]) as a (id, name, website)
        ",
        tx.workspace().0,
        &ids,
        &names as &[&str],
        &websites
    )
    .execute(&mut **tx)
    .await?;
    let contacts = || {
        accounts
            .iter()
            .flat_map(|account| account.contacts.iter().map(move |one| (account.id.0, one)))
    };
    let ids: Vec<Uuid> = contacts().map(|(_, one)| one.id.0).collect();
    let at: Vec<Uuid> = contacts().map(|(account, _)| account).collect();
    let names: Vec<&str> = contacts().map(|(_, one)| one.name.as_str()).collect();
    let titles: Vec<&str> = contacts().map(|(_, one)| one.title.as_str()).collect();
    let emails: Vec<&str> = contacts().map(|(_, one)| one.email.as_str()).collect();
    sqlx::query!(
        "
        insert into contact (workspace_id, id, account_id, name, title, email)
        select $1, c.id, c.account_id, c.name, c.title, c.email
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[]) as c (id, account_id, name, title, email)
        ",
        tx.workspace().0,
        &ids,
        &at,
        &names as &[&str],
        &titles as &[&str],
        &emails as &[&str]
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Does what was told, in order. A refusal is an error: the tale tells what cannot have happened.
pub async fn perform(tx: &mut Tx, acts: &[&Act]) -> Result<()> {
    let told = serde_json::to_string(acts)?;
    sqlx::query!(
        r#"select set_config('app.acts', $1, true) is not null as "set!""#,
        told
    )
    .fetch_one(&mut **tx)
    .await?;
    (&mut **tx).execute(include_str!("acts.sql")).await?;
    Ok(())
}

/// Writes what was played again: see `twins.sql`.
pub async fn write_twins(
    login: &PgConnectOptions,
    world: &World,
    twins: Twins,
    later: TimeDelta,
) -> Result<()> {
    let mut owner = workspace::owner(login, world.workspace).await?;
    let mut tx = owner.begin().await?;
    sqlx::query!(
        r#"
        select set_config('app.first', $1, true) as "first!", set_config('app.last', $2, true) as "last!",
            set_config('app.deals', $3, true) as "deals!", set_config('app.later', $4, true) as "later!"
        "#,
        twins.first.to_string(),
        twins.last.to_string(),
        twins.deals_of_last.to_string(),
        format!("{} milliseconds", later.num_milliseconds())
    )
    .fetch_one(&mut *tx)
    .await?;
    (&mut *tx).execute(include_str!("twins.sql")).await?;
    tx.commit().await?;
    Ok(owner.close().await?)
}

/// How many events the streams of these deals have.
pub async fn events_of(tx: &mut Tx, deals: &[OpportunityId]) -> sqlx::Result<i64> {
    let ids: Vec<Uuid> = deals.iter().map(|deal| deal.0).collect();
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(seq), 0)::bigint as "events!"
        from ledger_head
        where workspace_id = $1 and stream_id = any($2)
        "#,
        tx.workspace().0,
        &ids
    )
    .fetch_one(&mut **tx)
    .await
}

/// Those of these deals that do not stand where their evidence stands today: further than it carries, with a gate that is
/// not as it says, with an outcome that nobody gave, with a lapse that is due, or with a latest version that says otherwise.
pub async fn standing_elsewhere(
    tx: &mut Tx,
    deals: &[OpportunityId],
) -> sqlx::Result<Vec<OpportunityId>> {
    let ids: Vec<Uuid> = deals.iter().map(|deal| deal.0).collect();
    sqlx::query_scalar!(
        r#"
        select o.id as "id: OpportunityId"
        from opportunity o
        join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
        cross join lateral (
            select coalesce(bool_and(v.stands) filter (where v.stage < o.stage), true) as earlier_stand,
                coalesce(bool_and(v.stands and v.unchallenged) filter (where v.stage = o.stage), false) as gate_open,
                min(v.lapses_on) as lapses_on
            from verifier_standing(o.id, today()) v
            where v.required and v.stage <= o.stage) as proved
        left join lapse_watch l
            on l.workspace_id = o.workspace_id and l.opportunity_id = o.id
        left join lateral (
            select c.kind
            from outcome c
            where c.workspace_id = o.workspace_id and c.opportunity_id = o.id
                and not exists (select from reopening r where r.workspace_id = c.workspace_id and r.id = c.id)
        ) as ended on true
        where o.workspace_id = $1
            and o.id = any($2)
            and (o.outcome is null and not proved.earlier_stand
                or o.ready <> (o.outcome is null and proved.gate_open)
                or o.phase <> s.phase
                or o.outcome is distinct from ended.kind
                or l.lapses_on is distinct from (case when o.outcome is null then proved.lapses_on end)
                or l.lapses_on <= today()
                or not exists (
                    select from deal_version k
                    where k.workspace_id = o.workspace_id
                        and k.opportunity_id = o.id
                        and k.until_at = 'infinity'
                        and (k.name, k.owner_id, k.amount, k.currency, k.stage, k.stage_since, k.ready, k.outcome,
                            k.latest_evidence_id, k.heard_at, k.lapses_on)
                        is not distinct from
                        (o.name, o.owner_id, o.amount, o.currency, o.stage, o.stage_since, o.ready, o.outcome,
                            o.latest_evidence_id, o.heard_at, o.lapses_on)))
        "#,
        tx.workspace().0,
        &ids
    )
    .fetch_all(&mut **tx)
    .await
}

/// What there is of one kind.
pub struct Count {
    /// The phase of an open deal.
    pub phase: Option<i16>,
    /// How a closed one ended.
    pub outcome: Option<String>,
    pub deals: i64,
}

/// How many deals stand and ended where.
pub async fn deals(tx: &mut Tx) -> sqlx::Result<Vec<Count>> {
    sqlx::query_as!(
        Count,
        r#"
        select case when outcome is null then phase end as phase, outcome, count(*) as "deals!"
        from opportunity
        where workspace_id = $1
        group by 1, 2
        order by 1, 2
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// How many there are of everything else that counts.
pub struct Amounts {
    pub accounts: i64,
    pub contacts: i64,
    pub evidence: i64,
    pub fall_backs: i64,
    pub events: i64,
}

/// Counted over the whole workspace.
pub async fn amounts(tx: &mut Tx) -> sqlx::Result<Amounts> {
    sqlx::query_as!(
        Amounts,
        r#"
        select (select count(*) from account where workspace_id = $1) as "accounts!",
            (select count(*) from contact where workspace_id = $1) as "contacts!",
            (select count(*) from evidence where workspace_id = $1) as "evidence!",
            (select count(*) from fall_back where workspace_id = $1) as "fall_backs!",
            (select coalesce(sum(seq), 0)::bigint from ledger_head where workspace_id = $1) as "events!"
        "#,
        tx.workspace().0
    )
    .fetch_one(&mut **tx)
    .await
}
