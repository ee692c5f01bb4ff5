//! All accounts of the workspace, by name, with a search.

use super::{account::WebsiteLink, store};
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format::counted, written},
};
use askama::Template;
use axum::extract::State;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

/// How many accounts a page shows.
const A_PAGE: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    /// The name after which the page begins, in small letters.
    after: String,
}

pub async fn list(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<AccountsPage>, AppError> {
    let (q, after) = (written::line(&wanted.q), written::line(&wanted.after));
    let mut tx = app.db.read(viewer.scope()).await?;
    let limit = i64::try_from(A_PAGE + 1).map_err(AppError::broken)?;
    let mut found = store::listed(&mut tx, &q.to_lowercase(), &after, limit).await?;
    let goes_on = found.len() > A_PAGE;
    found.truncate(A_PAGE);
    let later = found.last().filter(|_| goes_on);
    Ok(Page(AccountsPage {
        frame: viewer.frame("Accounts", "accounts").with(shown),
        later: later.map_or(String::new(), |last| address(&q, &last.key)),
        earlier: match after.is_empty() {
            true => String::new(),
            false => address(&q, ""),
        },
        accounts: found.into_iter().map(Row::from).collect(),
        q,
    }))
}

fn address(q: &str, after: &str) -> String {
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    match (q.is_empty(), after.is_empty()) {
        (true, true) => "/accounts".to_owned(),
        (true, false) => format!("/accounts?after={}", encoded(after)),
        (false, true) => format!("/accounts?q={}", encoded(q)),
        (false, false) => format!("/accounts?q={}&after={}", encoded(q), encoded(after)),
    }
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
pub struct AccountsPage {
    frame: Frame,
    q: String,
    accounts: Vec<Row>,
    earlier: String,
    later: String,
}

struct Row {
    id: String,
    name: String,
    website: Option<WebsiteLink>,
    people: String,
    open_deals: String,
}

impl From<store::Listed> for Row {
    fn from(account: store::Listed) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name,
            website: WebsiteLink::to(&account.website),
            people: match account.people {
                1 => "1 person".to_owned(),
                people => format!("{people} people"),
            },
            open_deals: counted(account.open_deals, "open deal"),
        }
    }
}
