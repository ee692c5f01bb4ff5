//! The whole history of one deal, page by page.

use super::{page::history, page::whole::Whole, store};
use crate::{
    error::AppError,
    ids::OpportunityId,
    past::AsOf,
    people::Viewer,
    web::{Frame, Page, Path, Query},
};
use askama::Template;
use serde::Deserialize;

/// How many events a page shows.
const PAGE: i64 = 50;

/// Where the page begins: before this event.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "opportunities/whole_history.html")]
pub struct WholeHistoryPage {
    frame: Frame,
    id: String,
    name: String,
    account: String,
    history: Vec<history::Line>,
    earlier: String,
}

pub async fn show(
    viewer: Viewer,
    when: AsOf,
    Path(deal): Path<OpportunityId>,
    Query(from): Query<Before>,
) -> Result<Page<WholeHistoryPage>, AppError> {
    let app = &when.app;
    let mut tx = app.db.read(viewer.scope()).await?;
    let now = app.clock.now();
    let whole = Whole::load(&mut tx, deal, now.date_naive()).await?;
    let events = store::history(&mut tx, deal, from.before, PAGE).await?;
    let past = when.past(&viewer).since(whole.deal.created_at);
    let earlier = events
        .last()
        .filter(|last| last.seq > 1)
        .map_or(String::new(), |last| {
            past.link(&format!("?before={}", last.seq))
        });
    Ok(Page(WholeHistoryPage {
        frame: viewer
            .frame(format!("History · {}", whole.deal.name), "pipeline")
            .looking_at(past),
        id: deal.to_string(),
        history: history::lines(&whole, &events, viewer.zone, now),
        name: whole.deal.name,
        account: whole.deal.account,
        earlier,
    }))
}
