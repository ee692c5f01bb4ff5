//! The board: a column for each phase, and in it the deals whose customers have come this far.

use super::{
    bar::Bar,
    card::cards,
    column::{self, Column, Places},
    query::Asked,
    store,
    sums::Total,
};
use crate::{
    app::App,
    error::AppError,
    past::AsOf,
    people::Viewer,
    views::{self, Menu},
    web::{Frame, Listening, Page, Query, Shown},
};
use askama::Template;
use axum::extract::RawQuery;

#[derive(Template)]
#[template(path = "pipeline/board.html")]
pub struct BoardPage {
    frame: Frame,
    bar: Bar,
    total: Total,
    columns: Vec<Column>,
    views: Menu,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    when: AsOf,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
) -> Result<Page<BoardPage>, AppError> {
    let app = &when.app;
    let mut tx = app.db.read(viewer.scope()).await?;
    // The board shows open deals, by what was heard last.
    let asked = asked.with(|asked| {
        asked.outcome.clear();
        asked.sort.clear();
    });
    let list = super::list::List::of(&mut tx, &viewer, &when, &asked).await?;
    let places = Places::read(&asked.after);
    let lanes = store::column_lanes(places.shelves(&list.filter));
    let found = list
        .search(&asked)
        .found(&mut tx, &lanes, column::ENOUGH, column::MOST)
        .await?;
    let deals = list.listed(&mut tx, found).await?;
    let (decks, deals) = column::deal_out(&deals);
    let cards = cards(&mut tx, deals, app.clock.now(), viewer.today(app)).await?;
    let views = Menu::load(&mut tx, &viewer, views::Place::Board, query.as_deref()).await?;
    Ok(Page(BoardPage {
        frame: viewer
            .frame("Pipeline", "pipeline")
            .listening(listening(app))
            .with(shown)
            .looking_at(when.past(&viewer)),
        total: list.sums.all(),
        columns: column::columns(
            decks,
            cards,
            (&asked, &list.filter),
            &list.journeys,
            &list.sums,
            &places,
        ),
        views,
        bar: Bar::of(&list, &asked, &viewer, column::BOARD, viewer.today(app)),
    }))
}

/// What moves a card, or changes what stands on it.
const TOPICS: &str = "opportunity evidence withdrawal challenge challenge_answer tailoring passage fall_back outcome reopening exchange_rate";

fn listening(app: &App) -> Listening {
    Listening {
        stream: "/live".into(),
        since: app.clock.now().timestamp_micros(),
        topics: TOPICS,
    }
}
