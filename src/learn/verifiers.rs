//! All verifiers of a journey: how deals ended in which each stood a month after they came to its stage, and those in
//! which it did not.

use super::{
    FEW,
    asked::{Asked, EndChoice},
    change::Change,
    findings::Findings,
    ground::{Bar, Ground},
    share::Linked,
    store,
    tally::{self, Tally},
};
use crate::{
    app::App,
    error::AppError,
    journey::terms::Ended,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "learn/verifiers.html")]
pub struct VerifiersPage {
    frame: Frame,
    bar: Bar,
    told: String,
    /// The ends that the picture can show.
    ends: Vec<EndChoice>,
    pictured: Ended,
    stages: Vec<StageRows>,
    own: Option<OwnRow>,
    few: u64,
    looked_at: usize,
    by_chance: String,
    is_empty: bool,
    manages: bool,
}

/// The verifiers of one stage.
pub struct StageRows {
    pub name: String,
    pub rows: Vec<Row>,
}

/// One verifier.
pub struct Row {
    /// None: it is not asked any more.
    pub change: Option<Change>,
    pub statement: String,
    pub url: String,
    /// "Safety, required"; "not asked any more".
    pub aside: String,
    pub stood: Linked,
    pub missing: Linked,
    pub early: u64,
    pub early_url: String,
    /// Deals that came to its stage and are still open.
    pub open: u64,
    pub open_url: String,
    pub says_something: bool,
    pub is_apart: bool,
}

/// What teams asked of one deal alone, all together.
pub struct OwnRow {
    pub stood: u64,
    pub stood_url: String,
    pub missing: u64,
    pub missing_url: String,
    pub early: u64,
    pub early_url: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<VerifiersPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let (journey, since) = (ground.journey_id(), ground.since);
    let known = store::asked_verifiers(&mut ground.tx, journey).await?;
    let ids: Vec<_> = known.iter().map(|one| one.id).collect();
    let cells = store::cells(&mut ground.tx, journey, &ids, since).await?;
    let own = store::own_cells(&mut ground.tx, journey, since).await?;
    let open = store::still_open(&mut ground.tx, journey).await?;
    let mut tallies = tally::tallies(&known, &cells);
    tally::add_open(&mut tallies, &known, &open);
    let findings = Findings::of(&tallies);
    let pictured = ground.asked.pictured();
    Ok(Page(VerifiersPage {
        frame: viewer.frame("Verifiers", "learn").with(shown),
        bar: ground.bar("/learn/verifiers"),
        told: ground.told(),
        ends: ground.asked.end_choices("/learn/verifiers"),
        pictured,
        is_empty: tallies.iter().all(|tally| tally.reached() == 0),
        stages: stages(&ground.asked, &tallies, pictured),
        own: own_row(&ground.asked, &own),
        manages: viewer.manages(),
        few: FEW,
        looked_at: findings.looked_at,
        by_chance: findings.by_chance(),
    }))
}

/// By stage, in the order of the newest edition; of what it has no more, only what some deal came to.
fn stages(asked: &Asked, tallies: &[Tally], pictured: Ended) -> Vec<StageRows> {
    let mut stages: Vec<StageRows> = Vec::new();
    for tally in tallies.iter().filter(|t| t.is_asked || t.reached() > 0) {
        let name = match tally.is_asked {
            true => tally.stage.clone(),
            false => "Not asked any more".to_owned(),
        };
        let row = row(asked, tally, pictured);
        match stages.iter_mut().find(|stage| stage.name == name) {
            Some(stage) => stage.rows.push(row),
            None => stages.push(StageRows {
                name,
                rows: vec![row],
            }),
        }
    }
    stages
}

fn row(asked: &Asked, tally: &Tally, ended: Ended) -> Row {
    let (stood, missing) = (tally.stood.share(ended), tally.missing.share(ended));
    let dimension = format::capital(tally.dimension.name());
    Row {
        change: tally
            .is_asked
            .then(|| Change::of(asked, tally.id, &tally.statement)),
        statement: tally.statement.clone(),
        url: asked.page(&format!("/learn/verifiers/{}", tally.id)),
        aside: match (tally.is_asked, tally.required) {
            (false, _) => format!("{dimension}, in {}", tally.stage),
            (true, true) => dimension,
            (true, false) => format!("{dimension}, optional"),
        },
        stood: Linked::of_verifier(asked, tally.id, "yes", ended, stood),
        missing: Linked::of_verifier(asked, tally.id, "no", ended, missing),
        early: tally.early,
        early_url: asked.list("verifier", |a| {
            a.verifier = tally.id.to_string();
            "early".clone_into(&mut a.stood);
        }),
        open: tally.open,
        open_url: asked.still_open(tally.id),
        says_something: tally.says_something(),
        is_apart: stood.is_apart_from(missing),
    }
}

fn own_row(asked: &Asked, cells: &[store::Cell]) -> Option<OwnRow> {
    let count = |stood: Option<bool>| -> u64 {
        let there = cells.iter().filter(|cell| cell.stood == stood);
        there.map(|cell| cell.deals).sum()
    };
    let url = |stood: &str| asked.list("own", |a| stood.clone_into(&mut a.stood));
    let row = OwnRow {
        stood: count(Some(true)),
        stood_url: url("yes"),
        missing: count(Some(false)),
        missing_url: url("no"),
        early: count(None),
        early_url: url("early"),
    };
    (row.stood + row.missing + row.early > 0).then_some(row)
}
