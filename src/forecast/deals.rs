//! The deals behind a number of the forecast.

use super::{
    found::Found,
    line::{Line, Setting},
    listed::{Asked, Listed},
    store::{self, SaidHead, Sum},
};
use crate::{
    app::App,
    error::AppError,
    money::{Currency, Money},
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;

/// How many deals a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "forecast/deals.html")]
pub struct DealsPage {
    frame: Frame,
    heading: String,
    meaning: &'static str,
    sum: String,
    rows: Vec<Line>,
    top_url: String,
    more_url: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<DealsPage>, AppError> {
    let listed = asked.listed().ok_or(AppError::NotFound)?;
    let mut tx = app.db.read(viewer.scope()).await?;
    let Some(head) = store::head(&mut tx).await? else {
        return Ok(page(&viewer, listed, None, &asked));
    };
    let spans = store::spans(&mut tx, head.day).await?;
    let after = asked.after.parse().ok();
    let found = Found::of(&mut tx, listed, (&head, &spans), after, ROWS as i64 + 1).await?;
    Ok(page(&viewer, listed, Some((found, head)), &asked))
}

/// None: nothing was worked out yet.
fn page(
    viewer: &Viewer,
    listed: Listed,
    found: Option<(Found, SaidHead)>,
    asked: &Asked,
) -> Page<DealsPage> {
    let rows = found.as_ref().map_or(&[][..], |(found, _)| &found.rows);
    let last = rows.get(ROWS - 1).filter(|_| rows.len() > ROWS);
    let lines = found.as_ref().map(|(_, head)| {
        let setting = Setting {
            listed,
            today: head.day,
            own: head.currency,
            zone: viewer.zone,
        };
        let shown = rows.iter().take(ROWS);
        shown.map(|row| Line::of(row, &setting)).collect()
    });
    Page(DealsPage {
        frame: viewer.frame(listed.heading(), "forecast"),
        heading: listed.heading(),
        meaning: listed.meaning(),
        rows: lines.unwrap_or_default(),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => listed.url(),
        },
        more_url: last.map_or(String::new(), |last| {
            format!("{}&after={}", listed.url(), last.deal)
        }),
        sum: found.map_or(String::new(), |(found, head)| {
            sum_told(listed, found.sum, head.currency)
        }),
    })
}

fn sum_told(listed: Listed, sum: Sum, currency: Currency) -> String {
    let deals = format::counted(sum.deals, "deal");
    let worth = || Money {
        minor: sum.worth,
        currency,
    };
    match listed {
        Listed::Lived(_) => format!("{deals}, {}", format::counted(sum.weeks, "week")),
        Listed::Open(_) | Listed::Won(_) | Listed::Called(_) => format!("{deals}, {}", worth()),
        Listed::WithoutWorth | Listed::Held | Listed::Ended(..) => deals,
    }
}
