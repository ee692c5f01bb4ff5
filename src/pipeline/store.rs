//! All SQL of this room. It writes nothing.

use super::{
    filter::{Ending, Filter, Shelf},
    place::Place,
    sums::Sum,
};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{AccountId, EditionId, JourneyId, OpportunityId},
    journey::terms::{OutcomeKind, Phase},
    money::Money,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;
use uuid::Uuid;

/// A journey that deals follow, with the stages of its newest published edition.
#[derive(Clone, Debug)]
pub struct Followed {
    pub id: JourneyId,
    pub name: String,
    pub stages: Vec<(Phase, String)>,
}

/// Every published journey, by name.
pub async fn journeys(tx: &mut Tx) -> Result<Vec<Followed>> {
    let rows = sqlx::query!(
        r#"
        select j.id as "id: JourneyId", j.name,
            array(
                select s.phase from stage s
                where s.workspace_id = e.workspace_id and s.edition_id = e.id
                order by s.position) as "phases!",
            array(
                select s.name from stage s
                where s.workspace_id = e.workspace_id and s.edition_id = e.id
                order by s.position) as "names!"
        from journey j
        cross join lateral (
            select e.workspace_id, e.id
            from edition e
            where e.workspace_id = j.workspace_id and e.journey_id = j.id and e.published_at is not null
            order by e.number desc
            limit 1) as e
        where j.workspace_id = $1
        order by j.name_key
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let phases = row.phases.into_iter().map(phase);
            let stages = phases
                .zip(row.names)
                .map(|(phase, name)| Ok((phase?, name)));
            Ok(Followed {
                id: row.id,
                name: row.name,
                stages: stages.collect::<Result<_>>()?,
            })
        })
        .collect()
}

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

/// The sums of all deals that a filter lets through, from indexes alone.
pub async fn sums(tx: &mut Tx, filter: &Filter) -> Result<Vec<Sum>> {
    let (open, kinds) = match filter.ending {
        Ending::Open => (true, vec![]),
        Ending::As(kind) => (false, vec![kind]),
        Ending::All => (true, OutcomeKind::ALL.to_vec()),
    };
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
    let rows = sqlx::query!(
        r#"
        select o.phase as "phase?", o.currency as "currency!", count(*) as "deals!", coalesce(sum(o.amount), 0)::text as "amount!"
        from opportunity o
        where o.workspace_id = $1 and o.outcome is null and $2
            and ($4::uuid is null or o.owner_id = $4)
            and ($5::uuid is null or o.journey_id = $5)
        group by o.phase, o.currency
        union all
        select null, o.currency, count(*), coalesce(sum(o.amount), 0)::text
        from opportunity o
        where o.workspace_id = $1 and o.outcome = any($3)
            and ($4::uuid is null or o.owner_id = $4)
            and ($5::uuid is null or o.journey_id = $5)
        group by o.currency
        "#,
        tx.workspace().0,
        open,
        &kinds,
        filter.owner.map(|id| id.0),
        filter.journey.map(|id| id.0)
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let amount = row.amount.parse();
            Ok(Sum {
                phase: row.phase.map(phase).transpose()?,
                currency: stored(&row.currency)?,
                deals: row.deals,
                amount: amount.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
            })
        })
        .collect()
}

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
    let rows = sqlx::query!(
        r#"
        select o.id as "id: OpportunityId", o.name, o.account_id as "account_id: AccountId", o.account, o.owner, o.hue,
            o.amount, o.currency, o.customer_date, o.call_stage, o.edition_id as "edition_id: EditionId",
            o.stage, o.stage_name, o.stages as "stages!", o.phase, o.fell_back as "fell_back!", o.outcome, o.heard_at,
            o.words as "words?"
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
                s.name as stage_name, left(e.words, $10) as words,
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
    rows.into_iter()
        .map(|row| {
            let currency = stored(&row.currency)?;
            Ok(Listed {
                id: row.id,
                name: row.name,
                account_id: row.account_id,
                account: row.account,
                owner: row.owner,
                owner_hue: row.hue,
                amount: row.amount.map(|minor| Money { minor, currency }),
                customer_date: row.customer_date,
                call_stage: row.call_stage,
                edition: row.edition_id,
                stage: row.stage,
                stage_name: row.stage_name,
                stages: row.stages,
                phase: phase(row.phase)?,
                fell_back: row.fell_back,
                outcome: row.outcome.as_deref().map(stored).transpose()?,
                heard_at: row.heard_at,
                words: row.words,
            })
        })
        .collect()
}

/// How much of the customer's words a list loads: more than it shows.
pub const MOST_WORDS: i32 = 220;

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
