//! What lists show of the deals that were found.

use super::phase;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{AccountId, EditionId, OpportunityId},
    journey::terms::{OutcomeKind, Phase},
    money::Money,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;
use uuid::Uuid;

/// One deal as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: OpportunityId,
    pub name: String,
    pub account_id: AccountId,
    pub account: String,
    pub owner: String,
    pub owner_hue: i16,
    pub amount: Option<Money>,
    pub customer_date: Option<NaiveDate>,
    pub call_stage: Option<i16>,
    /// The stage that the owner believes it to be at.
    pub called: Option<String>,
    pub journey: String,
    pub edition: EditionId,
    pub stage: i16,
    pub stage_name: String,
    pub stage_since: DateTime<Utc>,
    /// How many stages its journey has.
    pub stages: i16,
    pub phase: Phase,
    pub fell_back: bool,
    pub outcome: Option<OutcomeKind>,
    pub heard_at: DateTime<Utc>,
    /// The beginning of the customer's latest words.
    pub words: Option<String>,
    /// Who said them.
    pub speaker: Option<String>,
}

/// Deals as lists show them, in the order of their ids here.
pub async fn listed(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<Listed>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select o.id as "id: OpportunityId", o.name, o.account_id as "account_id: AccountId", a.name as account,
            m.name as owner, m.hue, o.amount, o.currency, o.customer_date, o.call_stage,
            o.edition_id as "edition_id: EditionId", j.name as journey, o.stage, s.name as stage_name, o.stage_since,
            (select max(t.position) from stage t
            where t.workspace_id = o.workspace_id and t.edition_id = o.edition_id) as "stages!",
            o.phase, o.fell_back_at is not null as "fell_back!", o.outcome, o.heard_at,
            left(e.words, $3) as "words?", c.name as "speaker?", call.name as "called?"
        from unnest($2::uuid[]) with ordinality as found (id, place)
        cross join lateral (
            select o.*
            from opportunity o
            where o.workspace_id = $1 and o.id = found.id
            limit 1 -- keeps the planner from reading whole tables for the few deals found
        ) as o
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join member m
            on m.workspace_id = o.workspace_id and m.id = o.owner_id
        join journey j
            on j.workspace_id = o.workspace_id and j.id = o.journey_id
        join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
        left join stage call
            on call.workspace_id = o.workspace_id and call.edition_id = o.edition_id and call.position = o.call_stage
        left join evidence e
            on e.workspace_id = o.workspace_id and e.id = o.latest_evidence_id
        left join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        order by found.place
        "#,
        tx.workspace().0,
        &ids,
        MOST_WORDS
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::listed).collect()
}

/// How much of the customer's words a list loads: more than it shows.
pub const MOST_WORDS: i32 = 220;

/// A deal as the query brings it.
struct Row {
    id: OpportunityId,
    name: String,
    account_id: AccountId,
    account: String,
    owner: String,
    hue: i16,
    amount: Option<i64>,
    currency: String,
    customer_date: Option<NaiveDate>,
    call_stage: Option<i16>,
    called: Option<String>,
    journey: String,
    edition_id: EditionId,
    stage: i16,
    stage_name: String,
    stage_since: DateTime<Utc>,
    stages: i16,
    phase: i16,
    fell_back: bool,
    outcome: Option<String>,
    heard_at: DateTime<Utc>,
    words: Option<String>,
    speaker: Option<String>,
}

impl Row {
    fn listed(self) -> Result<Listed> {
        let currency = stored(&self.currency)?;
        Ok(Listed {
            id: self.id,
            name: self.name,
            account_id: self.account_id,
            account: self.account,
            owner: self.owner,
            owner_hue: self.hue,
            amount: self.amount.map(|minor| Money { minor, currency }),
            customer_date: self.customer_date,
            call_stage: self.call_stage,
            called: self.called,
            journey: self.journey,
            edition: self.edition_id,
            stage: self.stage,
            stage_name: self.stage_name,
            stage_since: self.stage_since,
            stages: self.stages,
            phase: phase(self.phase)?,
            fell_back: self.fell_back,
            outcome: self.outcome.as_deref().map(stored).transpose()?,
            heard_at: self.heard_at,
            words: self.words,
            speaker: self.speaker,
        })
    }
}
