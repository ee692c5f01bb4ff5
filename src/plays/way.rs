//! Under a verifier: what is in its way, and what we try for it.

use super::panel::{Panel, panel};
use crate::{
    app::App,
    error::AppError,
    ids::{ObstacleId, OpportunityId, PlayId, VerifierId},
    obstacles::panel as obstacles,
    opportunities::page::{Doing, whole::Whole},
    people::Viewer,
    web::{Page, Path},
};
use askama::Template;
use axum::extract::State;

/// What stands below one verifier.
pub struct Way {
    pub deal: OpportunityId,
    pub verifier: String,
    /// What is open: (id, words).
    pub obstacles: Vec<(ObstacleId, String)>,
    pub plays: Vec<Tried>,
}

/// An open play in a line.
pub struct Tried {
    pub id: PlayId,
    pub what: String,
    /// Empty: whoever there can.
    pub person: String,
    pub day: String,
}

#[derive(Template)]
#[template(path = "plays/way.html")]
pub struct WayAlone {
    way: Way,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, verifier)): Path<(OpportunityId, VerifierId)>,
) -> Result<Page<WayAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let today = viewer.today(&app);
    let obstacles = obstacles::panel(&mut tx, deal, &Doing::Reading, today).await?;
    let plays = panel(&mut tx, &whole, &Doing::Reading, today).await?;
    let way = way(&verifier.to_string(), &obstacles, &plays);
    Ok(Page(WayAlone { way }))
}

/// What is in the way of a verifier, and what we try for it.
pub fn way(verifier: &str, obstacles: &obstacles::Panel, plays: &Panel) -> Way {
    let is_it = |id: &VerifierId| id.to_string() == verifier;
    Way {
        deal: plays.deal,
        verifier: verifier.to_owned(),
        obstacles: obstacles
            .lines
            .iter()
            .filter(|line| line.is_open() && line.verifiers.iter().any(is_it))
            .map(|line| (line.id, line.words.clone()))
            .collect(),
        plays: plays
            .open
            .iter()
            .filter(|line| is_it(&line.verifier))
            .map(|line| Tried {
                id: line.id,
                what: line.what.clone(),
                person: line.person.as_ref().map_or(String::new(), |p| p.1.clone()),
                day: line.day.clone(),
            })
            .collect(),
    }
}
