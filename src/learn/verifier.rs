//! One verifier, opened up: every way to end, on what it stood, and how old that was.

use super::{
    FEW,
    asked::{Asked, EndChoice},
    findings::Findings,
    ground::Ground,
    page::{FindingRow, rows},
    question::NO_DECISION,
    share::Linked,
    store,
    tally::{self, Side, Tally},
};
use crate::{
    app::App,
    error::AppError,
    ids::VerifierId,
    journey::terms::Ended,
    people::Viewer,
    web::{Frame, Page, Path, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "learn/verifier.html")]
pub struct VerifierPage {
    frame: Frame,
    told: String,
    id: VerifierId,
    statement: String,
    stage: String,
    aside: String,
    is_asked: bool,
    manages: bool,
    back_url: String,
    findings: Vec<FindingRow>,
    says_something: bool,
    few: u64,
    ends: Vec<EndRow>,
    early: u64,
    early_url: String,
    open: u64,
    open_url: String,
    /// The end that the tables of its parts are about, and the others.
    pictured: Ended,
    choices: Vec<EndChoice>,
    strengths: Vec<PartRow>,
    ages: Vec<PartRow>,
    query: String,
    since: String,
}

/// One way to end, with it and without it.
pub struct EndRow {
    pub label: &'static str,
    pub stood: Linked,
    pub missing: Linked,
    pub is_apart: bool,
}

/// A part of the deals in which it stood.
pub struct PartRow {
    pub label: String,
    pub meaning: &'static str,
    /// Those that ended as the table is about.
    pub ended: Linked,
    pub no_decision: Linked,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(verifier): Path<VerifierId>,
    Query(asked): Query<Asked>,
) -> Result<Page<VerifierPage>, AppError> {
    let mut ground = ground(&viewer, &app, asked, verifier).await?;
    let tally = tally_of(&mut ground, verifier).await?;
    let asked = &ground.asked;
    let findings = Findings::of(std::slice::from_ref(&tally));
    let dimension = format::capital(tally.dimension.name());
    let ends_path = format!("/learn/verifiers/{}", tally.id);
    Ok(Page(VerifierPage {
        frame: viewer.frame(tally.statement.clone(), "learn").with(shown),
        told: ground.told(),
        id: tally.id,
        aside: format!("{dimension}: {}", tally.dimension.meaning()),
        is_asked: tally.is_asked,
        manages: viewer.manages(),
        back_url: asked.page("/learn/verifiers"),
        findings: rows(asked, &findings, usize::MAX),
        says_something: tally.says_something(),
        few: FEW,
        ends: ends(asked, &tally),
        early: tally.early,
        early_url: narrowed(asked, tally.id, |a| "early".clone_into(&mut a.stood)),
        open: tally.open,
        open_url: asked.still_open(tally.id),
        pictured: asked.pictured(),
        choices: asked.end_choices(&ends_path),
        strengths: strengths(asked, &tally),
        ages: ages(asked, &tally),
        query: asked.page(""),
        since: asked.since.clone(),
        statement: tally.statement,
        stage: tally.stage,
    }))
}

/// The verifier through all editions.
async fn tally_of(ground: &mut Ground, verifier: VerifierId) -> Result<Tally, AppError> {
    let (journey, since) = (ground.journey_id(), ground.since);
    let known = store::asked_verifiers(&mut ground.tx, journey).await?;
    let ids = tally::alike(&known, verifier);
    let cells = store::cells(&mut ground.tx, journey, &ids, since).await?;
    let open = store::still_open(&mut ground.tx, journey).await?;
    let mut tallies = tally::tallies(&known, &cells);
    tally::add_open(&mut tallies, &known, &open);
    let mut tallies = tallies.into_iter();
    tallies
        .find(|tally| ids.contains(&tally.id))
        .ok_or(AppError::NotFound)
}

/// The ground of the journey that a verifier belongs to, whatever the address says.
pub async fn ground(
    viewer: &Viewer,
    app: &App,
    asked: Asked,
    verifier: VerifierId,
) -> Result<Ground, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let (journey, _) = store::verifier_of(&mut tx, verifier)
        .await?
        .ok_or(AppError::NotFound)?;
    drop(tx);
    let asked = Asked {
        journey: journey.to_string(),
        ..asked
    };
    Ok(Ground::of(viewer, app, asked).await?)
}

fn narrowed(asked: &Asked, id: VerifierId, narrow: impl FnOnce(&mut Asked)) -> String {
    asked.list("verifier", |a| {
        a.verifier = id.to_string();
        narrow(a);
    })
}

fn ends(asked: &Asked, tally: &Tally) -> Vec<EndRow> {
    Ended::ALL
        .iter()
        .map(|ended| {
            let (stood, missing) = (tally.stood.share(*ended), tally.missing.share(*ended));
            EndRow {
                label: ended.label(),
                stood: Linked::of_verifier(asked, tally.id, "yes", *ended, stood),
                missing: Linked::of_verifier(asked, tally.id, "no", *ended, missing),
                is_apart: stood.is_apart_from(missing),
            }
        })
        .collect()
}

fn strengths(asked: &Asked, tally: &Tally) -> Vec<PartRow> {
    let part = |(strength, side): &(crate::journey::terms::Strength, Side)| {
        let narrow = |a: &mut Asked| strength.name().clone_into(&mut a.strength);
        PartRow {
            label: format::capital(strength.name()),
            meaning: strength.meaning(),
            ended: ended_so(asked, tally.id, side, narrow),
            no_decision: no_decision(asked, tally.id, side, narrow),
        }
    };
    let there = tally.by_strength.iter().filter(|(_, side)| side.of() > 0);
    there.map(part).collect()
}

fn ages(asked: &Asked, tally: &Tally) -> Vec<PartRow> {
    let part = |(age, side): &(tally::Age, Side)| {
        let narrow = |a: &mut Asked| age.name().clone_into(&mut a.age);
        PartRow {
            label: age.label().to_owned(),
            meaning: "",
            ended: ended_so(asked, tally.id, side, narrow),
            no_decision: no_decision(asked, tally.id, side, narrow),
        }
    };
    let there = tally.by_age.iter().filter(|(_, side)| side.of() > 0);
    there.map(part).collect()
}

fn ended_so(asked: &Asked, id: VerifierId, side: &Side, narrow: impl Fn(&mut Asked)) -> Linked {
    let ended = asked.pictured();
    linked(asked, id, side.share(ended), ended.name(), narrow)
}

fn no_decision(asked: &Asked, id: VerifierId, side: &Side, narrow: impl Fn(&mut Asked)) -> Linked {
    linked(asked, id, side.no_decision(), NO_DECISION, narrow)
}

fn linked(
    asked: &Asked,
    id: VerifierId,
    share: super::share::Share,
    ended: &str,
    narrow: impl Fn(&mut Asked),
) -> Linked {
    let list = |ended: &str| {
        narrowed(asked, id, |a| {
            "yes".clone_into(&mut a.stood);
            ended.clone_into(&mut a.ended);
            narrow(a);
        })
    };
    Linked {
        share,
        hits_url: list(ended),
        of_url: list(""),
    }
}
