//! The table: the same deals in one list, and those that have ended.

use super::{
    card::{Card, cards},
    filter::{Asked, Filter},
    place::Place,
    store::{self, Lane},
    sums::{Sums, Total},
};
use crate::{
    app::App,
    bulk::Bar,
    error::AppError,
    opportunities::store as opportunities,
    people::Viewer,
    rates,
    views::{self, Menu},
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::extract::{RawQuery, State};

const TABLE: &str = "/pipeline/table";

/// How many deals a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "pipeline/table.html")]
pub struct TablePage {
    frame: Frame,
    errors: FormErrors,
    owners: Vec<Choice>,
    journeys: Vec<Choice>,
    endings: Vec<Choice>,
    board_url: String,
    table_url: String,
    count: String,
    total: Total,
    narrows: bool,
    rows: Vec<Card>,
    /// Where the list begins again, and where it goes on; empty where it does not.
    top_url: String,
    more_url: String,
    views: Menu,
    bulk: Bar,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
) -> Result<Page<TablePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let owners = opportunities::owners(&mut tx, asked.owner(&viewer)).await?;
    let journeys = store::journeys(&mut tx).await?;
    let filter = Filter::of(&asked, &viewer, &owners, &journeys);
    let rates = rates::store::rates(&mut tx, viewer.currency).await?;
    let rates = rates.on(viewer.today(&app));
    let sums = Sums::new(rates, store::sums(&mut tx, &filter).await?);
    let from: Option<Place> = asked.after.first().and_then(|text| text.parse().ok());
    let shelves = filter.ending.shelves().into_iter();
    let lanes: Vec<Lane> = shelves.map(|shelf| (shelf, from)).collect();
    // One more than is shown tells whether there are more.
    let enough = ROWS as i64 + 1;
    let mut deals = store::deals(&mut tx, &filter, &lanes, enough, Some(enough)).await?;
    let more_from = (deals.len() > ROWS).then(|| deals[ROWS - 1].place());
    deals.truncate(ROWS);
    let rows = cards(&mut tx, deals, app.clock.now(), viewer.today(&app)).await?;
    let views = Menu::load(&mut tx, &viewer, views::Place::Table, query.as_deref()).await?;
    let total = sums.all();
    Ok(Page(TablePage {
        frame: viewer.frame("Pipeline as a table", "pipeline").with(shown),
        errors: FormErrors::default(),
        owners: filter.owner_choices(&viewer, &owners),
        journeys: filter.journey_choices(&journeys),
        endings: filter.ending_choices(),
        board_url: filter.clone().of_open_deals().address("/pipeline", []),
        table_url: filter.address(TABLE, []),
        count: filter.ending.counted(total.deals),
        narrows: filter.narrows(),
        rows,
        top_url: from.map_or(String::new(), |_| filter.address(TABLE, [])),
        more_url: more_from.map_or(String::new(), |place: Place| {
            filter.address(TABLE, [place.to_string()])
        }),
        total,
        views,
        bulk: Bar::of(&owners, query.as_deref()),
    }))
}
