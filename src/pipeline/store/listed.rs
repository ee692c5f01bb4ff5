//! The deals that a page shows.

use super::phase;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{AccountId, EditionId, OpportunityId},
    journey::terms::{OutcomeKind, Phase},
    money::Money,
    pipeline::{
        filter::{Filter, Shelf},
        place::Place,
    },
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
    pub edition: EditionId,
    pub stage: i16,
    pub stage_name: String,
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

impl Listed {
    /// Where a page begins that goes on after this deal.
    pub fn place(&self) -> Place {
        Place {
            heard_at: self.heard_at,
            id: self.id,
        }
    }
}

/// A shelf, and behind which deal to begin.
pub type Lane = (Shelf, Option<Place>);

/// The first `each` deals of every lane, and of those the first `altogether`; what was heard last comes first.
///
/// A lane is read in the order of the index that fits the filter: of the four branches only the one that does is run.
pub async fn deals(
    tx: &mut Tx,
    filter: &Filter,
    lanes: &[Lane],
    each: i64,
    altogether: Option<i64>,
) -> Result<Vec<Listed>> {
    let lanes = Columns::of(lanes);
    let rows = sqlx::query_as!(
        Row,
        r#"
        select o.id as "id: OpportunityId", o.name, o.account_id as "account_id: AccountId", o.account, o.owner, o.hue,
            o.amount, o.currency, o.customer_date, o.call_stage, o.edition_id as "edition_id: EditionId",
            o.stage, o.stage_name, o.stages as "stages!", o.phase, o.fell_back as "fell_back!", o.outcome, o.heard_at,
            o.words as "words?", o.speaker as "speaker?"
        from (
            select here.id
            from unnest($2::int2[], $3::text[], $4::timestamptz[], $5::uuid[]) as lane (phase, outcome, heard_at, id)
            cross join lateral (
                (select o.id, o.heard_at
                from opportunity o
                where o.workspace_id = $1 and o.outcome is null and o.phase = lane.phase
                    and $8::uuid is null and $9::uuid is null
                    and (o.heard_at, o.id) < (lane.heard_at, lane.id)
                order by o.heard_at desc, o.id desc
                limit $6)
                union all
                (select o.id, o.heard_at
                from opportunity o
                where o.workspace_id = $1 and o.outcome is null and o.phase = lane.phase
                    and o.owner_id = $8 and ($9::uuid is null or o.journey_id = $9)
                    and (o.heard_at, o.id) < (lane.heard_at, lane.id)
                order by o.heard_at desc, o.id desc
                limit $6)
                union all
                (select o.id, o.heard_at
                from opportunity o
                where o.workspace_id = $1 and o.outcome is null and o.phase = lane.phase
                    and o.journey_id = $9 and $8::uuid is null
                    and (o.heard_at, o.id) < (lane.heard_at, lane.id)
                order by o.heard_at desc, o.id desc
                limit $6)
                union all
                (select o.id, o.heard_at
                from opportunity o
                where o.workspace_id = $1 and o.outcome = lane.outcome
                    and ($8::uuid is null or o.owner_id = $8)
                    and ($9::uuid is null or o.journey_id = $9)
                    and (o.heard_at, o.id) < (lane.heard_at, lane.id)
                order by o.heard_at desc, o.id desc
                limit $6)
            ) as here
            order by here.heard_at desc, here.id desc
            limit $7
        ) as found
        cross join lateral (
            select o.*, o.fell_back_at is not null as fell_back, a.name as account, m.name as owner, m.hue,
                s.name as stage_name, left(e.words, $10) as words, c.name as speaker,
                (select max(s.position) from stage s
                where s.workspace_id = o.workspace_id and s.edition_id = o.edition_id) as stages
            from opportunity o
            join account a
                on a.workspace_id = o.workspace_id and a.id = o.account_id
            join member m
                on m.workspace_id = o.workspace_id and m.id = o.owner_id
            join stage s
                on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
            left join evidence e
                on e.workspace_id = o.workspace_id and e.id = o.latest_evidence_id
            left join contact c
                on c.workspace_id = e.workspace_id and c.id = e.contact_id
            where o.workspace_id = $1 and o.id = found.id
            limit 1 -- keeps the planner from reading whole tables for the few deals found
        ) as o
        order by o.heard_at desc, o.id desc
        "#,
        tx.workspace().0,
        &lanes.phases as &[Option<i16>],
        &lanes.outcomes as &[Option<String>],
        &lanes.heard_at,
        &lanes.ids,
        each,
        altogether,
        filter.owner.map(|id| id.0),
        filter.journey.map(|id| id.0),
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
    edition_id: EditionId,
    stage: i16,
    stage_name: String,
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
            edition: self.edition_id,
            stage: self.stage,
            stage_name: self.stage_name,
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

/// Lanes as the arrays that a query takes.
#[derive(Default)]
struct Columns {
    phases: Vec<Option<i16>>,
    outcomes: Vec<Option<String>>,
    heard_at: Vec<DateTime<Utc>>,
    ids: Vec<Uuid>,
}

impl Columns {
    fn of(lanes: &[Lane]) -> Self {
        let mut columns = Self::default();
        for (shelf, from) in lanes {
            let (phase, outcome) = match shelf {
                Shelf::Open(phase) => (Some(phase.code()), None),
                Shelf::Ended(kind) => (None, Some(kind.name().to_owned())),
            };
            columns.phases.push(phase);
            columns.outcomes.push(outcome);
            // Nothing is later than the end of days: a lane without a place begins at its top.
            columns
                .heard_at
                .push(from.map_or(DateTime::<Utc>::MAX_UTC, |place| place.heard_at));
            columns
                .ids
                .push(from.map_or(Uuid::max(), |place| place.id.0));
        }
        columns
    }
}
