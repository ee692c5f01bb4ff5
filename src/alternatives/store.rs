//! All SQL of this room.

use super::alternative::{Alternative, AlternativeName, LetGo, RiskView, Way};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{AlternativeId, ContactId, EvidenceId, OpportunityId, RiskViewId},
    journey::terms::{AlternativeKind, Risk},
};
use sqlx::Result;

/// The alternatives of a deal, as they were named; those let go as well.
pub async fn of_opportunity(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<Alternative>> {
    let rows = sqlx::query!(
        r#"
        select id as "id: AlternativeId", kind, name, let_go, let_go_reason,
            let_go_evidence_id as "let_go_evidence: EvidenceId"
        from alternative
        where workspace_id = $1 and opportunity_id = $2
        order by id
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Alternative {
                id: row.id,
                kind: stored(&row.kind)?,
                name: row.name,
                let_go: row.let_go.then_some(LetGo {
                    reason: row.let_go_reason,
                    evidence: row.let_go_evidence,
                }),
            })
        })
        .collect()
}

/// How the ways of a deal looked to people there, oldest first.
pub async fn views(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<RiskView>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: RiskViewId", v.option, v.alternative_id as "alternative: AlternativeId",
            v.contact_id as "person: ContactId", v.risk, v.words, v.evidence_id as "evidence: EvidenceId",
            coalesce(m.name, 'Saidso') as "by!", v.at
        from risk_view v
        left join member m
            on m.workspace_id = v.workspace_id and m.id = v.member_id
        where v.workspace_id = $1 and v.opportunity_id = $2
        order by v.at, v.id
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let unknown =
                || sqlx::Error::Decode(format!("no way is stored as “{}”", row.option).into());
            Ok(RiskView {
                id: row.id,
                way: Way::read(&row.option, row.alternative).ok_or_else(unknown)?,
                person: row.person,
                risk: stored(&row.risk)?,
                words: row.words,
                evidence: row.evidence,
                by: row.by,
                at: row.at,
            })
        })
        .collect()
}

/// Names something else they could do. False: this very one is on record already, or one of this name.
pub async fn add(
    tx: &mut Tx,
    deal: OpportunityId,
    id: AlternativeId,
    kind: AlternativeKind,
    name: &AlternativeName,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into alternative (workspace_id, id, opportunity_id, kind, name)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.workspace().0,
        id.0,
        deal.0,
        kind.name(),
        name.as_str()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The customer let it go. False: it was let go already.
pub async fn let_go(
    tx: &mut Tx,
    deal: OpportunityId,
    id: AlternativeId,
    why: &LetGo,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        update alternative
        set let_go = true, let_go_reason = $4, let_go_evidence_id = $5
        where workspace_id = $1 and opportunity_id = $2 and id = $3 and not let_go
        ",
        tx.workspace().0,
        deal.0,
        id.0,
        why.reason,
        why.evidence.map(|id| id.0)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// They consider it again. False: they do already.
pub async fn take_up_again(tx: &mut Tx, deal: OpportunityId, id: AlternativeId) -> Result<bool> {
    let done = sqlx::query!(
        "
        update alternative
        set let_go = false, let_go_reason = '', let_go_evidence_id = null
        where workspace_id = $1 and opportunity_id = $2 and id = $3 and let_go
        ",
        tx.workspace().0,
        deal.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How a way looks to somebody there.
#[derive(Clone, Debug)]
pub struct NewView {
    pub id: RiskViewId,
    pub way: Way,
    pub person: Option<ContactId>,
    pub risk: Risk,
    pub words: String,
    pub evidence: Option<EvidenceId>,
}

/// Notes how a way looks to somebody. False: this very view is on record already.
pub async fn say(tx: &mut Tx, deal: OpportunityId, new: &NewView) -> Result<bool> {
    let (option, alternative) = new.way.stored();
    let done = sqlx::query!(
        "
        insert into risk_view (workspace_id, id, opportunity_id, option, alternative_id, contact_id, risk, words, evidence_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict do nothing
        ",
        tx.workspace().0,
        new.id.0,
        deal.0,
        option,
        alternative.map(|id| id.0),
        new.person.map(|id| id.0),
        new.risk.name(),
        new.words,
        new.evidence.map(|id| id.0)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
