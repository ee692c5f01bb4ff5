//! All SQL of this part. A handful of questions, however many deals there are.

mod candidates;
mod said;

pub use candidates::candidates;

use super::facts::{Dropped, Facts, FallBack, Part, Period};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{CommitmentId, ContactId, EditionId, EvidenceId, OpportunityId, VerifierId},
    journey::{
        facts::Deal,
        terms::{Dimension, Phase},
    },
    money::Money,
    opportunities::store::facts_of,
};
use chrono::{DateTime, Utc};
use said::{said, sayings};
use sqlx::Result;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a list shows of a deal beside its reasons.
#[derive(Clone, Debug)]
pub struct Shown {
    pub name: String,
    pub account: String,
    pub owner: String,
    pub owner_hue: i16,
    pub amount: Option<Money>,
    /// Where it stood when the period began; `None`: it was not open then.
    pub stage_then: Option<i16>,
}

/// Everything the rules know of these deals, and what a list shows of them.
pub async fn facts(
    tx: &mut Tx,
    deals: &[OpportunityId],
    period: &Period,
) -> Result<(Vec<Facts>, HashMap<OpportunityId, Shown>)> {
    let ids: Vec<Uuid> = deals.iter().map(|id| id.0).collect();
    let rows = rows(tx, &ids, period).await?;
    let followed: Vec<_> = rows.iter().map(|row| (row.id, row.edition)).collect();
    let mut known = facts_of(tx, &followed).await?;
    let mut sayings = sayings(tx, &ids).await?;
    let mut groups = groups(tx, &ids).await?;
    let mut falls = falls(tx, &ids).await?;
    let mut dropped = dropped(tx, &ids, period).await?;
    let dimensions = dimensions(tx, &followed, &ids).await?;
    let (mut facts, mut shown) = (vec![], HashMap::new());
    for row in rows {
        let rule = known.remove(&row.id).unwrap_or_default();
        let said = said(&rule.evidence, &mut sayings);
        let judgement = Deal {
            stage: row.stage,
            stages: row.stages.len().try_into().unwrap_or(i16::MAX),
            closed: false,
            verifiers: rule.verifiers,
            evidence: rule.evidence,
        }
        .judged_on(period.today());
        let own = judgement.verifiers().iter().filter_map(|judged| {
            let id = judged.verifier.id;
            dimensions.get(&id).map(|dimension| (id, *dimension))
        });
        facts.push(Facts {
            deal: row.id,
            stage: row.stage,
            phase: phase(row.phase)?,
            call_stage: row.call_stage,
            heard_at: row.heard_at,
            dimensions: own.collect(),
            said,
            group: groups.remove(&row.id).unwrap_or_default(),
            fall_back: falls.remove(&row.id),
            dropped: dropped.remove(&row.id).unwrap_or_default(),
            stages: row.stages,
            judgement,
        });
        let currency = stored(&row.currency)?;
        shown.insert(
            row.id,
            Shown {
                name: row.name,
                account: row.account,
                owner: row.owner,
                owner_hue: row.hue,
                amount: row.amount.map(|minor| Money { minor, currency }),
                stage_then: row.stage_then,
            },
        );
    }
    Ok((facts, shown))
}

struct Row {
    id: OpportunityId,
    name: String,
    account: String,
    owner: String,
    hue: i16,
    amount: Option<i64>,
    currency: String,
    edition: EditionId,
    stage: i16,
    phase: i16,
    call_stage: Option<i16>,
    heard_at: DateTime<Utc>,
    stages: Vec<String>,
    stage_then: Option<i16>,
}

async fn rows(tx: &mut Tx, ids: &[Uuid], period: &Period) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select o.id as "id: OpportunityId", o.name, a.name as account, m.name as owner, m.hue, o.amount, o.currency,
            o.edition_id as "edition: EditionId", o.stage, o.phase, o.call_stage, o.heard_at,
            array(
                select s.name from stage s
                where s.workspace_id = o.workspace_id and s.edition_id = o.edition_id
                order by s.position) as "stages!",
            (select v.stage from deal_version v
            where v.workspace_id = o.workspace_id and v.opportunity_id = o.id and v.outcome is null
                and v.from_at <= $3 and v.until_at > $3
            limit 1) as stage_then
        from opportunity o
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join member m
            on m.workspace_id = o.workspace_id and m.id = o.owner_id
        where o.workspace_id = $1 and o.id = any($2) and o.outcome is null
        "#,
        tx.workspace().0,
        ids,
        period.since
    )
    .fetch_all(&mut **tx)
    .await
}

async fn groups(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<OpportunityId, Vec<Part>>> {
    let rows = sqlx::query!(
        r#"
        select s.opportunity_id as "deal: OpportunityId", s.contact_id as "contact: ContactId", c.name, s.role
        from stakeholder s
        join contact c
            on c.workspace_id = s.workspace_id and c.id = s.contact_id
        where s.workspace_id = $1 and s.opportunity_id = any($2) and not s.removed
        order by c.name_key, s.id
        "#,
        tx.workspace().0,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut by_deal: HashMap<OpportunityId, Vec<Part>> = HashMap::new();
    for row in rows {
        let part = Part {
            contact: row.contact,
            name: row.name,
            role: stored(&row.role)?,
        };
        by_deal.entry(row.deal).or_default().push(part);
    }
    Ok(by_deal)
}

async fn falls(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<OpportunityId, FallBack>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (f.opportunity_id)
            f.opportunity_id as "deal: OpportunityId", f.at, f.from_stage, f.to_stage, f.cause,
            coalesce(c.evidence_id, e.id) as "evidence: EvidenceId"
        from fall_back f
        join opportunity o
            on o.workspace_id = f.workspace_id and o.id = f.opportunity_id and o.fell_back_at is not null
        left join challenge c
            on c.workspace_id = f.workspace_id and c.id = f.cause_id
        left join evidence e
            on e.workspace_id = f.workspace_id and e.id = f.cause_id
        where f.workspace_id = $1 and f.opportunity_id = any($2)
        order by f.opportunity_id, f.at desc, f.id desc
        "#,
        tx.workspace().0,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let falls = rows.into_iter().map(|row| {
        let fall = FallBack {
            at: row.at,
            from_stage: row.from_stage,
            to_stage: row.to_stage,
            cause: row.cause,
            evidence: row.evidence,
        };
        (row.deal, fall)
    });
    Ok(falls.collect())
}

/// What was dropped in the period, where nothing was said of it since.
async fn dropped(
    tx: &mut Tx,
    ids: &[Uuid],
    period: &Period,
) -> Result<HashMap<OpportunityId, Vec<Dropped>>> {
    let rows = sqlx::query!(
        r#"
        select t.opportunity_id as "deal: OpportunityId", k.id as "id: CommitmentId", c.name, k.what, t.at
        from commitment_turn t
        join commitment k
            on k.workspace_id = t.workspace_id and k.id = t.commitment_id
        join contact c
            on c.workspace_id = k.workspace_id and c.id = k.contact_id
        where t.workspace_id = $1 and t.opportunity_id = any($2) and t.turn = 'dropped' and t.at > $3 and t.at <= $4
            and not exists (
                select from commitment_turn l
                where l.workspace_id = t.workspace_id and l.commitment_id = t.commitment_id and (l.at, l.id) > (t.at, t.id))
        "#,
        tx.workspace().0,
        ids,
        period.since,
        period.now
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut by_deal: HashMap<OpportunityId, Vec<Dropped>> = HashMap::new();
    for row in rows {
        let dropped = Dropped {
            id: row.id,
            name: row.name,
            what: row.what,
            at: row.at,
        };
        by_deal.entry(row.deal).or_default().push(dropped);
    }
    Ok(by_deal)
}

async fn dimensions(
    tx: &mut Tx,
    followed: &[(OpportunityId, EditionId)],
    ids: &[Uuid],
) -> Result<HashMap<VerifierId, Dimension>> {
    let editions: HashSet<Uuid> = followed.iter().map(|(_, edition)| edition.0).collect();
    let editions: Vec<Uuid> = editions.into_iter().collect();
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", v.dimension
        from verifier v
        where v.workspace_id = $1 and v.edition_id = any($2) and (v.opportunity_id is null or v.opportunity_id = any($3))
        "#,
        tx.workspace().0,
        &editions,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, stored(&row.dimension)?)))
        .collect()
}

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}
