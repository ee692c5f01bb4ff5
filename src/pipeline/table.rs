//! The table: deals row by row, open ones or those that ended, in the order and the columns asked for.

use super::{
    bar::Bar,
    card::{Card, cards},
    list::List,
    query::{Asked, Column, Columns, Order, Place},
    sums::Total,
};
use crate::{
    bulk,
    error::AppError,
    past::AsOf,
    people::Viewer,
    views::{self, Menu},
    web::{Frame, Page, Query, Shown},
};
use askama::Template;
use axum::extract::RawQuery;

pub const TABLE: &str = "/pipeline/table";

/// How many deals a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "pipeline/table.html")]
pub struct TablePage {
    frame: Frame,
    bar: Bar,
    total: Total,
    columns: Columns,
    heads: Vec<Head>,
    /// In which order, in words.
    order: &'static str,
    rows: Vec<Card>,
    csv_url: String,
    xlsx_url: String,
    /// Where the list begins again, and where it goes on; empty where it does not.
    top_url: String,
    more_url: String,
    views: Menu,
    bulk: bulk::Bar,
}

/// The head of a column.
struct Head {
    label: &'static str,
    /// The same list in this column's order; empty: it cannot be.
    url: String,
    /// For `aria-sort`; empty: the list has another order.
    told: &'static str,
    is_number: bool,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    when: AsOf,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
) -> Result<Page<TablePage>, AppError> {
    let app = &when.app;
    let mut tx = app.db.read(viewer.scope()).await?;
    let list = List::of(&mut tx, &viewer, &when, &asked).await?;
    let from: Option<Place> = asked.after.first().and_then(|text| text.parse().ok());
    let search = list.search(&asked);
    // One more than is shown tells whether there are more.
    let enough = ROWS as i64 + 1;
    let lanes = search.lanes(from.as_ref());
    let mut found = search.found(&mut tx, &lanes, enough, enough).await?;
    let has_more = found.len() > ROWS;
    found.truncate(ROWS);
    let last = found.last().map(|(_, place)| place.to_string());
    let deals = list.listed(&mut tx, found).await?;
    let deals = deals.into_iter().map(|(_, deal, _)| deal).collect();
    let rows = cards(&mut tx, deals, app.clock.now(), viewer.today(app)).await?;
    let columns = asked.columns();
    let views = Menu::load(&mut tx, &viewer, views::Place::Table, query.as_deref()).await?;
    Ok(Page(TablePage {
        frame: viewer
            .frame("Pipeline as a table", "pipeline")
            .with(shown)
            .looking_at(when.past(&viewer)),
        total: list.sums.all(),
        bar: Bar::of(&list, &asked, &viewer, TABLE, viewer.today(app)),
        heads: heads(&asked, &columns),
        order: asked.sort().in_words(),
        columns,
        rows,
        csv_url: asked.address("/pipeline/deals.csv", []),
        xlsx_url: asked.address("/pipeline/deals.xlsx", []),
        top_url: from.map_or(String::new(), |_| asked.address(TABLE, [])),
        more_url: last
            .filter(|_| has_more)
            .map_or(String::new(), |place| asked.address(TABLE, [place])),
        views,
        bulk: bulk::Bar::of(&list.owners, query.as_deref()),
    }))
}

fn heads(asked: &Asked, columns: &Columns) -> Vec<Head> {
    let head = |label, order: Option<Order>, is_number| {
        let pressed = order.map(|order| asked.sort().pressed(order));
        Head {
            label,
            url: pressed.map_or(String::new(), |sort| {
                asked
                    .with(|asked| asked.sort = sort.word())
                    .address(TABLE, [])
            }),
            told: order.map_or("", |order| asked.sort().told(order)),
            is_number,
        }
    };
    let first = head("Deal", Some(Order::Account), false);
    let rest = columns.iter().map(|column| {
        let is_number = column == Column::Amount;
        head(column.label(), order(column), is_number)
    });
    std::iter::once(first).chain(rest).collect()
}

/// The order that a column's head asks for.
fn order(column: Column) -> Option<Order> {
    match column {
        Column::Stage => Some(Order::Phase),
        Column::Amount => Some(Order::Value),
        Column::Date => Some(Order::Date),
        Column::Words | Column::Heard => Some(Order::Heard),
        Column::Owner => Some(Order::Owner),
        Column::Since => Some(Order::Since),
        Column::Proved | Column::Call | Column::Journey => None,
    }
}
