//! All that customers promised and nobody has said what became of: what is to come, and what has passed.

use super::{
    page,
    promised::{Line, Place, Promise},
    store,
};
use crate::{
    app::App,
    error::AppError,
    ids::MemberId,
    opportunities::store as opportunities,
    people::Viewer,
    web::{Frame, Page, Query, Shown},
};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;

/// How many promises a page shows.
const ROWS: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// As on the first page.
    owner: String,
    /// "passed", or else what is to come.
    which: String,
    /// "DAY.ID".
    after: String,
}

#[derive(Template)]
#[template(path = "focus/promises.html")]
pub struct PromisesPage {
    frame: Frame,
    whose: String,
    coming_url: String,
    passed_url: String,
    is_passed: bool,
    rows: Vec<Line>,
    top_url: String,
    more_url: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<PromisesPage>, AppError> {
    let today = viewer.today(&app);
    let mut tx = app.db.read(viewer.scope()).await?;
    let owners = opportunities::owners(&mut tx, asked.owner.parse().ok()).await?;
    let owner = page::owner(&mut tx, &viewer, &owners, &asked.owner).await?;
    let (is_passed, most) = (asked.which == "passed", ROWS as i64 + 1);
    let found = match is_passed {
        true => store::passed(&mut tx, owner, today, asked.place(), most).await?,
        false => store::coming(&mut tx, owner, today, asked.place(), most).await?,
    };
    let address = url(&viewer, owner, is_passed);
    let last = found.get(ROWS - 1).filter(|_| found.len() > ROWS);
    Ok(Page(PromisesPage {
        frame: viewer.frame("What customers promised", "focus").with(shown),
        whose: page::whose(&viewer, &owners, owner),
        coming_url: url(&viewer, owner, false),
        passed_url: url(&viewer, owner, true),
        is_passed,
        rows: found
            .iter()
            .take(ROWS)
            .map(|promise| Line::of_promise(promise, today))
            .collect(),
        more_url: last.map_or(String::new(), |last| goes_on(&address, last)),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => address,
        },
    }))
}

impl Asked {
    fn place(&self) -> Option<Place> {
        let (day, id) = self.after.split_once('.')?;
        Some((day.parse().ok()?, id.parse().ok()?))
    }
}

/// Where the list is.
pub fn url(viewer: &Viewer, owner: Option<MemberId>, is_passed: bool) -> String {
    let owner = match owner {
        None => "all".to_owned(),
        Some(id) if id == viewer.member => "mine".to_owned(),
        Some(id) => id.to_string(),
    };
    let which = if is_passed { "&which=passed" } else { "" };
    format!("/focus/promises?owner={owner}{which}")
}

fn goes_on(address: &str, last: &Promise) -> String {
    let (day, id) = last.place();
    format!("{address}&after={day}.{id}")
}
