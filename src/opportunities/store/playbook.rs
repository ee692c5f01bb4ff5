//! What the rule judges deals by, loaded for one deal or for a whole board at once: never a query for each.

use crate::database::Tx;
use crate::database::vocabulary::stored;
use crate::evidence::evidence::doubt;
use crate::evidence::store::{bearings, strength};
use crate::ids::{EditionId, EvidenceId, OpportunityId, TailoringId, VerifierId};
use crate::journey::facts::{Evidence, Tailoring, Verifier, tailored};
use crate::journey::terms::{Dimension, Phase};
use crate::opportunities::opportunity::{Stage, TailoringShown, WordedVerifier};
use sqlx::Result;
use std::collections::HashMap;

/// The stages of one edition, in order.
pub async fn stages(tx: &mut Tx, edition: EditionId) -> Result<Vec<Stage>> {
    let rows = sqlx::query!(
        "
        select position, name, question, phase, coaching
        from stage
        where workspace_id = $1 and edition_id = $2
        order by position
        ",
        tx.workspace().0,
        edition.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stage {
                position: row.position,
                name: row.name,
                question: row.question,
                phase: Phase::from_code(row.phase).ok_or_else(|| {
                    sqlx::Error::Decode(format!("no phase has the code {}", row.phase).into())
                })?,
                coaching: row.coaching,
            })
        })
        .collect()
}

/// Every verifier that ever counted on a deal, with its words: its edition's and those made for it, in the page's order.
pub async fn worded_verifiers(
    tx: &mut Tx,
    edition: EditionId,
    opportunity: OpportunityId,
) -> Result<Vec<WordedVerifier>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", s.position as stage, v.required, v.least_strength, v.fresh_days,
            v.statement, v.dimension, v.counts, v.not_enough, v.coaching, v.opportunity_id is not null as "made_for_deal!",
            m.name as "insisted_by?"
        from verifier v
        join stage s
            on s.workspace_id = v.workspace_id and s.id = v.stage_id
        left join member m
            on m.workspace_id = v.workspace_id and m.id = v.insisted_by
        where v.workspace_id = $1
            and v.edition_id = $2
            and (v.opportunity_id is null or v.opportunity_id = $3)
        order by s.position, v.position, v.id
        "#,
        tx.workspace().0,
        edition.0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(WordedVerifier {
                rule: Verifier {
                    id: row.id,
                    stage: row.stage,
                    required: row.required,
                    least_strength: strength(row.least_strength)?,
                    fresh_days: row.fresh_days,
                },
                statement: row.statement,
                dimension: stored::<Dimension>(&row.dimension)?,
                counts: row.counts,
                not_enough: row.not_enough,
                coaching: row.coaching,
                made_for_deal: row.made_for_deal,
                insisted_by: row.insisted_by,
            })
        })
        .collect()
}

/// The deal's tailorings, oldest first, with their reasons.
pub async fn tailorings(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<TailoringShown>> {
    sqlx::query_as!(
        TailoringShown,
        r#"
        select t.id as "id: TailoringId", t.drops as "drops: VerifierId", t.adds as "adds: VerifierId",
            t.undoes as "undoes: TailoringId", t.reason, coalesce(m.name, 'Saidso') as "by!", t.at
        from tailoring t
        left join member m
            on m.workspace_id = t.workspace_id and m.id = t.member_id
        where t.workspace_id = $1 and t.opportunity_id = $2
        order by t.at, t.id
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// What a board needs of a deal so that the rule can judge it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub verifiers: Vec<Verifier>,
    pub evidence: Vec<Evidence>,
}

/// The facts of many deals. Three queries, however many deals.
pub async fn facts_of(
    tx: &mut Tx,
    deals: &[(OpportunityId, EditionId)],
) -> Result<HashMap<OpportunityId, Facts>> {
    let ids: Vec<uuid::Uuid> = deals.iter().map(|(deal, _)| deal.0).collect();
    let verifiers = verifiers_for(tx, deals, &ids).await?;
    let tailorings = tailorings_of(tx, &ids).await?;
    let mut evidence = evidence_of(tx, &ids).await?;
    Ok(deals
        .iter()
        .map(|&(deal, edition)| {
            let of_edition = verifiers
                .iter()
                .filter(|v| v.edition == edition && v.deal.is_none());
            let made_for_deal = verifiers.iter().filter(|v| v.deal == Some(deal));
            let facts = Facts {
                verifiers: tailored(
                    of_edition.map(|v| v.rule.clone()),
                    made_for_deal.map(|v| v.rule.clone()),
                    tailorings.get(&deal).map_or(&[], Vec::as_slice),
                ),
                evidence: evidence.remove(&deal).unwrap_or_default(),
            };
            (deal, facts)
        })
        .collect())
}

struct VerifierRow {
    edition: EditionId,
    deal: Option<OpportunityId>,
    rule: Verifier,
}

async fn verifiers_for(
    tx: &mut Tx,
    deals: &[(OpportunityId, EditionId)],
    ids: &[uuid::Uuid],
) -> Result<Vec<VerifierRow>> {
    let mut editions: Vec<uuid::Uuid> = deals.iter().map(|(_, edition)| edition.0).collect();
    editions.sort();
    editions.dedup();
    let rows = sqlx::query!(
        r#"
        select v.edition_id as "edition: EditionId", v.opportunity_id as "deal: OpportunityId", v.id as "id: VerifierId",
            s.position as stage, v.required, v.least_strength, v.fresh_days
        from verifier v
        join stage s
            on s.workspace_id = v.workspace_id and s.id = v.stage_id
        where v.workspace_id = $1
            and v.edition_id = any($2)
            and (v.opportunity_id is null or v.opportunity_id = any($3))
        order by s.position, v.position, v.id
        "#,
        tx.workspace().0,
        &editions,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let rule = Verifier {
                id: row.id,
                stage: row.stage,
                required: row.required,
                least_strength: strength(row.least_strength)?,
                fresh_days: row.fresh_days,
            };
            Ok(VerifierRow {
                edition: row.edition,
                deal: row.deal,
                rule,
            })
        })
        .collect()
}

async fn tailorings_of(
    tx: &mut Tx,
    ids: &[uuid::Uuid],
) -> Result<HashMap<OpportunityId, Vec<Tailoring>>> {
    let rows = sqlx::query!(
        r#"
        select opportunity_id as "deal: OpportunityId", id as "id: TailoringId", drops as "drops: VerifierId",
            adds as "adds: VerifierId", undoes as "undoes: TailoringId"
        from tailoring
        where workspace_id = $1 and opportunity_id = any($2)
        "#,
        tx.workspace().0,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut by_deal: HashMap<OpportunityId, Vec<Tailoring>> = HashMap::new();
    for row in rows {
        let tailoring = Tailoring {
            id: row.id,
            drops: row.drops,
            adds: row.adds,
            undoes: row.undoes,
        };
        by_deal.entry(row.deal).or_default().push(tailoring);
    }
    Ok(by_deal)
}

/// What was said of these deals, what it bears on and what became of it. Each is read by the deals: looked for piece by
/// piece, the database would rather go through all withdrawals that there are.
async fn evidence_of(
    tx: &mut Tx,
    ids: &[uuid::Uuid],
) -> Result<HashMap<OpportunityId, Vec<Evidence>>> {
    let rows = sqlx::query!(
        r#"
        select e.opportunity_id as "deal: OpportunityId", e.id as "id: EvidenceId", e.happened_on, e.ordinal, e.strength,
            w.id is not null as "withdrawn!", coalesce(c.answers, '{}') as "answers!: Vec<Option<bool>>",
            coalesce(b.verifiers, '{}') as "verifiers!: Vec<VerifierId>", coalesce(b.supports, '{}') as "supports!: Vec<bool>"
        from evidence e
        left join withdrawal w
            on w.workspace_id = $1 and w.opportunity_id = any($2) and w.id = e.id
        left join (
            select c.evidence_id, array_agg(a.upheld) as answers
            from challenge c
            left join challenge_answer a
                on a.workspace_id = c.workspace_id and a.id = c.id
            where c.workspace_id = $1 and c.opportunity_id = any($2)
            group by c.evidence_id) as c
            on c.evidence_id = e.id
        left join (
            select b.evidence_id, array_agg(b.verifier_id order by b.verifier_id) as verifiers,
                array_agg(b.supports order by b.verifier_id) as supports
            from bearing b
            where b.workspace_id = $1 and b.opportunity_id = any($2)
            group by b.evidence_id) as b
            on b.evidence_id = e.id
        where e.workspace_id = $1 and e.opportunity_id = any($2)
        "#,
        tx.workspace().0,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut by_deal: HashMap<OpportunityId, Vec<Evidence>> = HashMap::new();
    for row in rows {
        let fact = Evidence {
            id: row.id,
            happened_on: row.happened_on,
            ordinal: row.ordinal,
            strength: strength(row.strength)?,
            withdrawn: row.withdrawn,
            doubt: doubt(row.answers),
            bearings: bearings(row.verifiers, row.supports),
        };
        by_deal.entry(row.deal).or_default().push(fact);
    }
    Ok(by_deal)
}
