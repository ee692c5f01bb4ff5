//! What the deal's page shows of its sessions: the button to start or join one, and what was decided together.

use super::{
    page::spread,
    store::{self, Past},
    words::Decision,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    opportunities,
    people::Viewer,
    web::{Page, Path, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};

pub struct Panel {
    pub deal: OpportunityId,
    /// A session can be started.
    pub may_start: bool,
    /// The one that is on, or planned.
    pub on: Option<On>,
    pub past: Vec<Together>,
}

pub struct On {
    pub address: String,
    pub about: String,
    /// "A session is on: join" or "A session is planned for …".
    pub words: String,
    pub has_begun: bool,
}

/// What a session decided.
pub struct Together {
    pub id: String,
    pub address: String,
    pub decision: &'static str,
    pub when: String,
    pub why: String,
    /// (whose, their words)
    pub dissents: Vec<(String, String)>,
    pub tries: Vec<String>,
    /// (idea, "3 dots")
    pub voted: Vec<(String, String)>,
    pub odds: String,
}

#[derive(Template)]
#[template(path = "sessions/panel.html")]
pub struct PanelAlone {
    sessions: Panel,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let found = opportunities::store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let is_open = found.outcome.is_none();
    let sessions = panel(&mut tx, deal, is_open, &viewer, app.clock.now()).await?;
    Ok(Page(PanelAlone { sessions }))
}

/// The sessions of a deal. One query.
pub async fn panel(
    tx: &mut Tx,
    deal: OpportunityId,
    is_open: bool,
    viewer: &Viewer,
    now: DateTime<Utc>,
) -> sqlx::Result<Panel> {
    let sessions = store::of_deal(tx, deal).await?;
    let on = sessions.iter().find(|one| one.ended_at.is_none());
    Ok(Panel {
        deal,
        may_start: is_open && on.is_none(),
        on: on.map(|on| going_on(deal, on, viewer, now)),
        past: sessions
            .iter()
            .filter(|one| one.decided_at.is_some())
            .map(|one| together(deal, one, viewer, now))
            .collect(),
    })
}

fn going_on(deal: OpportunityId, on: &Past, viewer: &Viewer, now: DateTime<Utc>) -> On {
    let has_begun = on.step_since.is_some();
    let planned = on.planned_for.filter(|_| !has_begun);
    On {
        address: super::address(deal, on.id),
        about: on.about.clone(),
        words: planned.map_or("A session is on: join".into(), |at| {
            format!("Session planned: {}", format::moment(at, viewer.zone, now))
        }),
        has_begun,
    }
}

fn together(deal: OpportunityId, one: &Past, viewer: &Viewer, now: DateTime<Utc>) -> Together {
    let today = now.with_timezone(&viewer.zone).date_naive();
    let day = |at: DateTime<Utc>| format::day(at.with_timezone(&viewer.zone).date_naive(), today);
    let votes = one.votes.iter().map(|dots| format::counted(*dots, "dot"));
    Together {
        id: one.id.to_string(),
        address: super::address(deal, one.id),
        decision: Decision::named(&one.kind).map_or("", Decision::label),
        when: one.decided_at.map_or(String::new(), day),
        why: one.why.clone(),
        dissents: one
            .dissenters
            .iter()
            .cloned()
            .zip(one.dissents.iter().cloned())
            .collect(),
        tries: one.tries.clone(),
        voted: one.voted_for.iter().cloned().zip(votes).collect(),
        odds: odds(one),
    }
}

fn odds(one: &Past) -> String {
    match (one.odds_before.as_slice(), one.odds_after.as_slice()) {
        ([], []) => String::new(),
        (before, []) => format!("Odds before: {}.", spread(before)),
        ([], after) => format!("Odds after: {}.", spread(after)),
        (before, after) => format!("Odds before: {}. After: {}.", spread(before), spread(after)),
    }
}
