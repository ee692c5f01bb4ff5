//! What was done to many deals at once, by whom and when, and whether it was undone.

use super::{
    change::{Act, BulkChange},
    plan::Line,
    store::{self, Changed},
};
use crate::{
    app::App,
    error::AppError,
    ids::BulkChangeId,
    people::Viewer,
    web::{Frame, Page, Path, Shown, format},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "bulk/show.html")]
pub struct ShowPage {
    frame: Frame,
    id: BulkChangeId,
    title: &'static str,
    by: String,
    at: String,
    /// "Jon Okafor, 6 Nov, 14:05"; empty: it was not undone.
    undone: String,
    may_undo: bool,
    /// How many deals undoing puts back.
    undoable: String,
    any_undoable: bool,
    lines: Vec<Line>,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<BulkChangeId>,
) -> Result<Page<ShowPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let change = store::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let deals = store::deals(&mut tx, id).await?;
    let (zone, now) = (viewer.zone, app.clock.now());
    let undoable = deals.iter().filter(|deal| deal.is_as_left).count();
    let title = match change.act {
        Act::HandOver(_) => "Deals handed over",
        Act::MoveDate(_) => "The customer’s date moved",
    };
    let undone = change.undone.as_ref().map(|undone| {
        let at = format::moment(undone.at, zone, now);
        format!("{}, {at}", undone.by)
    });
    Ok(Page(ShowPage {
        frame: viewer.frame(title, "pipeline").with(shown),
        id,
        title,
        by: change.by.clone(),
        at: format::moment(change.at, zone, now),
        undone: undone.unwrap_or_default(),
        may_undo: change.may_undo(&viewer),
        undoable: format::counted(i64::try_from(undoable).unwrap_or(0), "deal"),
        any_undoable: undoable > 0,
        lines: deals
            .iter()
            .map(|deal| Line {
                note: note(&change, deal),
                ..Line::of(change.act, &deal.before, &change.owner, viewer.today(&app))
            })
            .collect(),
    }))
}

fn note(change: &BulkChange, deal: &Changed) -> &'static str {
    match (&change.undone, deal.is_put_back, deal.is_as_left) {
        (Some(_), true, _) => "put back",
        (Some(_), false, _) => "left as it was: changed since",
        (None, _, false) => "changed since",
        (None, _, true) => "",
    }
}
