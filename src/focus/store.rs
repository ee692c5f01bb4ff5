//! All SQL of this room: which deals are looked at, and what is asked of them. A handful of questions, however many deals.

use super::{
    next_word::Asked,
    promised::{Promise, Tried},
};
use crate::{
    database::{Tx, vocabulary::stored},
    forecast::model::state::Footing,
    ids::{CommitmentId, ContactId, MemberId, OpportunityId, PlayId, VerifierId},
    money::Currency,
};
use chrono::{NaiveDate, TimeDelta};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// So many deals of each kind are looked at: the largest, those whose gate is open, those that were silent longest.
pub const CANDIDATES: i64 = 40;

/// How many promises and tries are shown.
pub const MOST: i64 = 12;

/// What has passed for longer is history.
const LATELY: TimeDelta = TimeDelta::days(90);

/// Whether this member owns any open deal.
pub async fn owns_any(tx: &mut Tx, member: MemberId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from opportunity
            where workspace_id = $1 and owner_id = $2 and outcome is null) as "any!"
        "#,
        tx.workspace().0,
        member.0
    )
    .fetch_one(&mut **tx)
    .await
}

/// The open deals that are looked at, of one owner or of all.
pub async fn candidates(tx: &mut Tx, owner: Option<MemberId>) -> Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"
        with among as not materialized (
            select o.id, o.amount, o.ready, o.heard_at
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and ($2::uuid is null or o.owner_id = $2)
        )
        (select id as "id!: OpportunityId" from among order by amount desc nulls last, id limit $3)
        union (select id from among where ready order by amount desc nulls last, id limit $3)
        union (select id from among order by heard_at, id limit $3)
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        CANDIDATES
    )
    .fetch_all(&mut **tx)
    .await
}

/// What is known of a deal beside what the rules of the talk list know.
pub struct Money {
    pub amount: Option<i64>,
    pub currency: Currency,
    pub customer_date: Option<NaiveDate>,
}

/// Amounts and the customers' dates.
pub async fn money(tx: &mut Tx, deals: &[Uuid]) -> Result<HashMap<OpportunityId, Money>> {
    let rows = sqlx::query!(
        r#"
        select id as "id: OpportunityId", amount, currency, customer_date
        from opportunity
        where workspace_id = $1 and id = any($2)
        "#,
        tx.workspace().0,
        deals
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let money = Money {
                amount: row.amount,
                currency: stored(&row.currency)?,
                customer_date: row.customer_date,
            };
            Ok((row.id, money))
        })
        .collect()
}

/// How these verifiers are worded.
pub async fn asked(tx: &mut Tx, verifiers: &[Uuid]) -> Result<HashMap<VerifierId, Asked>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", v.statement,
            case v.coaching when '' then s.coaching else v.coaching end as "coaching!"
        from verifier v
        join stage s
            on s.workspace_id = v.workspace_id and s.id = v.stage_id
        where v.workspace_id = $1 and v.id = any($2)
        "#,
        tx.workspace().0,
        verifiers
    )
    .fetch_all(&mut **tx)
    .await?;
    let asked = rows.into_iter().map(|row| {
        let asked = Asked {
            statement: row.statement,
            coaching: row.coaching,
        };
        (row.id, asked)
    });
    Ok(asked.collect())
}

/// Who last spoke about these verifiers, on these deals, and is still there.
pub async fn spoke(
    tx: &mut Tx,
    deals: &[Uuid],
    verifiers: &[Uuid],
) -> Result<Vec<(OpportunityId, VerifierId, String, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (b.opportunity_id, b.verifier_id)
            b.opportunity_id as "deal: OpportunityId", b.verifier_id as "verifier: VerifierId", c.name, e.happened_on
        from bearing b
        join evidence e
            on e.workspace_id = b.workspace_id and e.id = b.evidence_id
        join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        where b.workspace_id = $1 and b.opportunity_id = any($2) and b.verifier_id = any($3)
            and c.left_on is null
            and not exists (
                select from withdrawal w
                where w.workspace_id = e.workspace_id and w.id = e.id)
        order by b.opportunity_id, b.verifier_id, e.happened_on desc, e.ordinal desc
        "#,
        tx.workspace().0,
        deals,
        verifiers
    )
    .fetch_all(&mut **tx)
    .await?;
    let spoke = rows.into_iter();
    Ok(spoke
        .map(|row| (row.deal, row.verifier, row.name, row.happened_on))
        .collect())
}

/// Whom plays under way are to draw these verifiers out from, the next day first.
pub async fn planned(
    tx: &mut Tx,
    deals: &[Uuid],
) -> Result<Vec<(OpportunityId, VerifierId, String)>> {
    let rows = sqlx::query!(
        r#"
        select p.opportunity_id as "deal: OpportunityId", p.verifier_id as "verifier: VerifierId", c.name
        from play p
        join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        where p.workspace_id = $1 and p.opportunity_id = any($2) and c.left_on is null
            and not exists (
                select from play_result r
                where r.workspace_id = p.workspace_id and r.play_id = p.id)
        order by p.by_on desc, p.id desc
        "#,
        tx.workspace().0,
        deals
    )
    .fetch_all(&mut **tx)
    .await?;
    let planned = rows.into_iter();
    Ok(planned
        .map(|row| (row.deal, row.verifier, row.name))
        .collect())
}

/// Which of these people have left.
pub async fn left(tx: &mut Tx, people: &[Uuid]) -> Result<Vec<ContactId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: ContactId"
        from contact
        where workspace_id = $1 and id = any($2) and left_on is not null
        "#,
        tx.workspace().0,
        people
    )
    .fetch_all(&mut **tx)
    .await
}

/// What customers agreed to do and nobody has said what became of, on open deals, the next day first.
pub async fn promised(
    tx: &mut Tx,
    owner: Option<MemberId>,
    today: NaiveDate,
) -> Result<Vec<Promise>> {
    let rows = sqlx::query!(
        r#"
        select k.id as "id: CommitmentId", k.what, c.name as who, o.id as "deal: OpportunityId", o.name as deal_name,
            a.name as account, d.due_on as "due_on!"
        from commitment k
        join opportunity o
            on o.workspace_id = k.workspace_id and o.id = k.opportunity_id and o.outcome is null
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join contact c
            on c.workspace_id = k.workspace_id and c.id = k.contact_id
        left join lateral (
            select t.turn, t.moved_to
            from commitment_turn t
            where t.workspace_id = k.workspace_id and t.commitment_id = k.id
            order by t.at desc, t.id desc
            limit 1) l
            on true
        cross join lateral (select case when l.moved_to is null then k.by_on else l.moved_to end as due_on) d
        where k.workspace_id = $1
            and ($2::uuid is null or o.owner_id = $2)
            and k.by_on > $3::date - 365
            and (l.turn is null or l.turn = 'moved')
            and d.due_on > $4
        order by d.due_on, k.id
        limit $5
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today,
        today - LATELY,
        MOST
    )
    .fetch_all(&mut **tx)
    .await?;
    let promised = rows.into_iter().map(|row| Promise {
        id: row.id,
        what: row.what,
        who: row.who,
        deal: row.deal,
        deal_name: row.deal_name,
        account: row.account,
        due_on: row.due_on,
    });
    Ok(promised.collect())
}

/// Plays on open deals whose day has passed, and nobody has said what the customer did. The latest first.
pub async fn tried(tx: &mut Tx, owner: Option<MemberId>, today: NaiveDate) -> Result<Vec<Tried>> {
    sqlx::query_as!(
        Tried,
        r#"
        select p.id as "id: PlayId", p.what, p.by_on, c.name as "who?", o.id as "deal: OpportunityId",
            o.name as deal_name, a.name as account
        from play p
        join opportunity o
            on o.workspace_id = p.workspace_id and o.id = p.opportunity_id and o.outcome is null
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        where p.workspace_id = $1
            and ($2::uuid is null or o.owner_id = $2)
            and p.by_on < $3 and p.by_on > $4
            and not exists (
                select from play_result r
                where r.workspace_id = p.workspace_id and r.play_id = p.id)
        order by p.by_on desc, p.id desc
        limit $5
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today,
        today - LATELY,
        MOST
    )
    .fetch_all(&mut **tx)
    .await
}

/// How likely these deals are to be won as they stand, and a phase further with a word just heard. Of 10,000; those of
/// which the latest forecast says something.
pub struct Chance {
    pub here: i16,
    /// None: there is no further phase.
    pub further: Option<i16>,
}

/// What the latest forecast says of these deals.
pub async fn chances(tx: &mut Tx, deals: &[Uuid]) -> Result<HashMap<OpportunityId, Chance>> {
    let (firm, said) = (Footing::FirmFresh.code(), Footing::SaidFresh.code());
    let rows = sqlx::query!(
        r#"
        select d.opportunity_id as "deal: OpportunityId", s.chance_won as here, n.chance_won as "further?"
        from forecast_deal d
        join forecast_state s
            on s.workspace_id = d.workspace_id and s.phase = d.phase and s.footing = d.footing
        left join forecast_state n
            on n.workspace_id = s.workspace_id and n.day = s.day and n.phase = d.phase + 1
                and n.footing = case when d.footing < $4 then $3 else $4 end
        where d.workspace_id = $1 and d.opportunity_id = any($2)
            and s.day = (select max(f.day) from forecast f where f.workspace_id = $1)
        "#,
        tx.workspace().0,
        deals,
        firm,
        said
    )
    .fetch_all(&mut **tx)
    .await?;
    let chances = rows.into_iter().filter_map(|row| {
        let chance = Chance {
            here: row.here?,
            further: row.further,
        };
        Some((row.deal, chance))
    });
    Ok(chances.collect())
}
