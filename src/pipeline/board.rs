//! The board: a column for each phase, and in it the deals whose customers have come this far.

use super::{
    card::cards,
    column::{self, Column, Places},
    filter::{Asked, Filter},
    store,
    sums::{Sums, Total},
};
use crate::{
    app::App,
    error::AppError,
    opportunities::store as opportunities,
    people::Viewer,
    rates,
    views::{self, Menu},
    web::{FormErrors, Frame, Listening, Page, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::extract::{RawQuery, State};

#[derive(Template)]
#[template(path = "pipeline/board.html")]
pub struct BoardPage {
    frame: Frame,
    errors: FormErrors,
    owners: Vec<Choice>,
    journeys: Vec<Choice>,
    board_url: String,
    table_url: String,
    count: String,
    total: Total,
    narrows: bool,
    columns: Vec<Column>,
    views: Menu,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
) -> Result<Page<BoardPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let owners = opportunities::owners(&mut tx, asked.owner(&viewer)).await?;
    let journeys = store::journeys(&mut tx).await?;
    let filter = Filter::of(&asked, &viewer, &owners, &journeys).of_open_deals();
    let rates = rates::store::rates(&mut tx, viewer.currency).await?;
    let rates = rates.on(viewer.today(&app));
    let sums = Sums::new(rates, store::sums(&mut tx, &filter).await?);
    let places = Places::read(&asked.after);
    let found = store::deals(&mut tx, &filter, &places.lanes(), column::ENOUGH, None).await?;
    let (decks, deals) = column::deal_out(found);
    let cards = cards(&mut tx, deals, app.clock.now(), viewer.today(&app)).await?;
    let views = Menu::load(&mut tx, &viewer, views::Place::Board, query.as_deref()).await?;
    let total = sums.all();
    Ok(Page(BoardPage {
        frame: viewer
            .frame("Pipeline", "pipeline")
            .listening(listening(&app))
            .with(shown),
        errors: FormErrors::default(),
        owners: filter.owner_choices(&viewer, &owners),
        journeys: filter.journey_choices(&journeys),
        board_url: filter.address(column::BOARD, []),
        table_url: filter.address("/pipeline/table", []),
        count: filter.ending.counted(total.deals),
        narrows: filter.narrows(),
        columns: column::columns(decks, cards, &filter, &journeys, &sums, &places),
        total,
        views,
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
