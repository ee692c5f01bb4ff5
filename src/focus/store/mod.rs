//! All SQL of this room: which deals are looked at, and what is asked of them. A handful of questions, however many deals.

mod people;
mod waiting;

pub use people::{left, planned, spoke};
pub use waiting::{promised, tried};

use super::next_word::Asked;
use crate::{
    database::{Tx, vocabulary::stored},
    forecast::model::state::Footing,
    ids::{MemberId, OpportunityId, VerifierId},
    money::Currency,
};
use chrono::NaiveDate;
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// So many deals of each kind are looked at: the largest, those whose gate is open, those that were silent longest.
pub const CANDIDATES: i64 = 40;

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
                and n.footing = case when d.footing < $4::smallint then $3::smallint else $4 end
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
