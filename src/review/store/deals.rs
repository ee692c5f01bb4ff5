//! The deals behind a number.

use super::Scope;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::OpportunityId,
    journey::terms::{OutcomeKind, Phase},
    money::Money,
    pipeline::MOST_WORDS,
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// A deal's place in a list: by the word from the customer, the latest first.
pub type Found = (DateTime<Utc>, OpportunityId);

/// A deal then and now.
#[derive(Clone, Debug)]
pub struct Deal {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub owner: String,
    pub owner_hue: i16,
    /// None: it was not there.
    pub then: Option<State>,
    pub now: State,
    /// The beginning of the customer's latest words.
    pub words: Option<String>,
    pub speaker: Option<String>,
}

/// How a deal stood at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub stage: i16,
    pub stage_name: String,
    pub amount: Option<Money>,
    pub outcome: Option<OutcomeKind>,
}

/// The deals of one line of what moved; or that came into a phase ("in"), went out of it ("out"), or stayed there with
/// another value ("changed"); or that counted all along and stand at a later stage ("further") or an earlier one ("lower").
pub async fn moved(
    tx: &mut Tx,
    scope: Scope,
    (since, upto): (DateTime<Utc>, DateTime<Utc>),
    (line, phase): (&str, Option<Phase>),
    after: Option<Found>,
    most: i64,
) -> Result<Vec<Found>> {
    let rows = sqlx::query!(
        r#"
        select f.opportunity_id as "id!: OpportunityId", f.heard_at as "heard_at!"
        from verified_flow($1, $2, $3, $4, $5) as f
        cross join lateral (
            select f.counted and f.then_phase = $7 as was, f.counts and f.now_phase = $7 as is_now
        ) as here
        where
            case $6::text
                when 'in' then here.is_now and not here.was
                when 'out' then here.was and not here.is_now
                when 'further' then f.counted and f.counts and f.stages > 0
                when 'lower' then f.counted and f.counts and f.stages < 0
                when 'changed' then here.was and here.is_now
                    and (f.then_currency, f.then_amount) is distinct from (f.now_currency, f.now_amount)
                else f.line = $6
            end
            and ($8::timestamptz is null or (f.heard_at, f.opportunity_id) < ($8, $9::uuid))
        order by f.heard_at desc, f.opportunity_id desc
        limit $10
        "#,
        since,
        upto,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0),
        scope.least(),
        line,
        phase.map(Phase::code),
        after.map(|(heard, _)| heard),
        after.map(|(_, id)| id.0),
        most
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.heard_at, row.id)).collect())
}

/// The deals that counted at a moment, of one phase or of all; or those whose gate was open, proved or not.
pub async fn standing(
    tx: &mut Tx,
    scope: Scope,
    moment: DateTime<Utc>,
    (ready, phase): (bool, Option<Phase>),
    after: Option<Found>,
    most: i64,
) -> Result<Vec<Found>> {
    let rows = sqlx::query!(
        r#"
        select v.opportunity_id as "id: OpportunityId", v.heard_at
        from deal_version v
        where v.workspace_id = $1 and v.from_at <= $2 and v.until_at > $2 and v.outcome is null
            and (v.stage > 1 or $6) and (v.ready or not $6)
            and ($3::uuid is null or v.owner_id = $3)
            and ($4::uuid is null or v.journey_id = $4)
            and v.phase >= $5
            and ($7::smallint is null or v.phase = $7)
            and ($8::timestamptz is null or (v.heard_at, v.opportunity_id) < ($8, $9::uuid))
        order by v.heard_at desc, v.opportunity_id desc
        limit $10
        "#,
        tx.workspace().0,
        moment,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0),
        scope.least(),
        ready,
        phase.map(Phase::code),
        after.map(|(heard, _)| heard),
        after.map(|(_, id)| id.0),
        most
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.heard_at, row.id)).collect())
}

/// What a list shows of deals, then and now, in the order of their ids here.
pub async fn told(
    tx: &mut Tx,
    ids: &[OpportunityId],
    since: DateTime<Utc>,
    upto: DateTime<Utc>,
) -> Result<Vec<Deal>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select v.opportunity_id as "id: OpportunityId", v.name, a.name as account, m.name as owner, m.hue,
            was.stage as "then_stage?", then_stage.name as "then_stage_name?", was.amount as "then_amount?",
            was.currency as "then_currency?", was.outcome as then_outcome,
            v.stage as now_stage, s.name as now_stage_name, v.amount as now_amount, v.currency as now_currency,
            v.outcome as now_outcome, left(e.words, $5) as "words?", c.name as "speaker?"
        from unnest($2::uuid[]) with ordinality as found (id, place)
        cross join lateral (
            select v.*
            from deal_version v
            where v.workspace_id = $1 and v.opportunity_id = found.id and v.from_at <= $4
            order by v.from_at desc
            limit 1) as v
        left join lateral (
            select w.*
            from deal_version w
            where w.workspace_id = $1 and w.opportunity_id = found.id and w.from_at <= $3
            order by w.from_at desc
            limit 1) as was on true
        join account a
            on a.workspace_id = v.workspace_id and a.id = v.account_id
        join member m
            on m.workspace_id = v.workspace_id and m.id = v.owner_id
        join stage s
            on s.workspace_id = v.workspace_id and s.edition_id = v.edition_id and s.position = v.stage
        left join stage then_stage
            on then_stage.workspace_id = v.workspace_id and then_stage.edition_id = v.edition_id and then_stage.position = was.stage
        left join evidence e
            on e.workspace_id = v.workspace_id and e.id = v.latest_evidence_id
        left join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        order by found.place
        "#,
        tx.workspace().0,
        &ids,
        since,
        upto,
        MOST_WORDS
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::deal).collect()
}

/// A deal as the query brings it.
struct Row {
    id: OpportunityId,
    name: String,
    account: String,
    owner: String,
    hue: i16,
    then_stage: Option<i16>,
    then_stage_name: Option<String>,
    then_amount: Option<i64>,
    then_currency: Option<String>,
    then_outcome: Option<String>,
    now_stage: i16,
    now_stage_name: String,
    now_amount: Option<i64>,
    now_currency: String,
    now_outcome: Option<String>,
    words: Option<String>,
    speaker: Option<String>,
}

impl Row {
    fn deal(self) -> Result<Deal> {
        let then = match (self.then_stage, self.then_stage_name, self.then_currency) {
            (Some(stage), Some(name), Some(currency)) => Some(state(
                (stage, name),
                (self.then_amount, &currency),
                self.then_outcome.as_deref(),
            )?),
            _ => None,
        };
        Ok(Deal {
            id: self.id,
            name: self.name,
            account: self.account,
            owner: self.owner,
            owner_hue: self.hue,
            then,
            now: state(
                (self.now_stage, self.now_stage_name),
                (self.now_amount, &self.now_currency),
                self.now_outcome.as_deref(),
            )?,
            words: self.words,
            speaker: self.speaker,
        })
    }
}

fn state(
    (stage, stage_name): (i16, String),
    (minor, currency): (Option<i64>, &str),
    outcome: Option<&str>,
) -> Result<State> {
    let currency = stored(currency)?;
    Ok(State {
        stage,
        stage_name,
        amount: minor.map(|minor| Money { minor, currency }),
        outcome: outcome.map(stored).transpose()?,
    })
}
