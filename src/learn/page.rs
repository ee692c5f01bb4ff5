//! The entry: how deals ended, and what went with it.

use super::{
    FEW,
    asked::Asked,
    change::Change,
    findings::Findings,
    ground::{Bar, Ground},
    share::{Linked, Share},
    store, tally,
};
use crate::{
    app::App,
    error::AppError,
    journey::terms::Ended,
    people::Viewer,
    web::{Frame, Page, Query, Shown},
};
use askama::Template;
use axum::extract::State;

/// How many findings the page tells.
const MOST: usize = 5;

#[derive(Template)]
#[template(path = "learn/page.html")]
pub struct LearnPage {
    frame: Frame,
    bar: Bar,
    told: String,
    ends: Vec<EndRow>,
    /// Deals that closed in the time that was chosen.
    closed: u64,
    /// Only a part of the time is looked at.
    is_narrowed: bool,
    few: u64,
    findings: Vec<FindingRow>,
    more: usize,
    looked_at: usize,
    by_chance: String,
    verifiers_url: String,
    manages: bool,
}

/// One way to end.
pub struct EndRow {
    pub label: &'static str,
    pub is_won: bool,
    pub linked: Linked,
}

/// A finding as pages show it.
pub struct FindingRow {
    pub heading: String,
    pub statement: String,
    pub sentence: String,
    pub url: String,
    pub stood: Linked,
    pub missing: Linked,
    /// None: it is not asked any more.
    pub change: Option<Change>,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<LearnPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let (journey, since) = (ground.journey_id(), ground.since);
    let all = store::closed(&mut ground.tx, journey, since).await?;
    let asked = store::asked_verifiers(&mut ground.tx, journey).await?;
    let ids: Vec<_> = asked.iter().map(|one| one.id).collect();
    let cells = store::cells(&mut ground.tx, journey, &ids, since).await?;
    let findings = Findings::of(&tally::tallies(&asked, &cells));
    Ok(Page(LearnPage {
        frame: viewer.frame("Learn", "learn").with(shown),
        bar: ground.bar("/learn"),
        told: ground.told(),
        ends: Ended::ALL
            .iter()
            .map(|ended| end_row(&ground.asked, *ended, all.share(*ended)))
            .collect(),
        closed: all.of(),
        is_narrowed: !ground.asked.since.is_empty(),
        few: FEW,
        more: findings.found.len().saturating_sub(MOST),
        looked_at: findings.looked_at,
        by_chance: findings.by_chance(),
        findings: rows(&ground.asked, &findings, MOST),
        verifiers_url: ground.asked.page("/learn/verifiers"),
        manages: viewer.manages(),
    }))
}

fn end_row(asked: &Asked, ended: Ended, share: Share) -> EndRow {
    EndRow {
        label: ended.label(),
        is_won: ended == Ended::Won,
        linked: Linked {
            share,
            hits_url: asked.list("closed", |a| ended.name().clone_into(&mut a.ended)),
            of_url: asked.list("closed", |_| {}),
        },
    }
}

/// The clearest findings, with the deals behind each number.
pub fn rows(asked: &Asked, findings: &Findings, most: usize) -> Vec<FindingRow> {
    let row = |one: &super::findings::Finding| {
        let side =
            |share, stood: &str| Linked::of_verifier(asked, one.verifier, stood, one.ended, share);
        FindingRow {
            heading: one.heading(),
            statement: one.statement.clone(),
            sentence: one.sentence(),
            url: asked.page(&format!("/learn/verifiers/{}", one.verifier)),
            stood: side(one.stood, "yes"),
            missing: side(one.missing, "no"),
            change: one
                .is_asked
                .then(|| Change::of(asked, one.verifier, &one.statement)),
        }
    };
    findings.found.iter().take(most).map(row).collect()
}
