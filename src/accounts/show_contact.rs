//! One contact: everything this person has said.

use super::{
    contact::Saying,
    store::{self, Cursor},
};
use crate::{
    app::App,
    error::AppError,
    ids::ContactId,
    people::Viewer,
    web::{Frame, Page, Path, Query, Shown, format::day},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;

/// How many sayings a page shows.
const A_PAGE: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The saying after which the page begins; one that cannot be read begins at the latest.
    before: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<ContactId>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<ContactPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let contact = store::contact(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let before: Option<Cursor> = wanted.before.parse().ok();
    let limit = i64::try_from(A_PAGE + 1).map_err(AppError::broken)?;
    let mut said = store::said_by(&mut tx, id, before, limit).await?;
    let goes_on = said.len() > A_PAGE;
    said.truncate(A_PAGE);
    let today = viewer.today(&app);
    let title = format!("{}, {}", contact.name, contact.account_name);
    Ok(Page(ContactPage {
        frame: viewer.frame(title, "accounts").with(shown),
        id: id.to_string(),
        name: contact.name,
        title: contact.title,
        email: contact.email,
        account: contact.account.to_string(),
        account_name: contact.account_name,
        left: contact
            .left_on
            .map(|left| day(left, today))
            .unwrap_or_default(),
        earlier: before
            .map(|_| format!("/contacts/{id}"))
            .unwrap_or_default(),
        later: said
            .last()
            .filter(|_| goes_on)
            .map(|last| after(id, last))
            .unwrap_or_default(),
        sayings: said
            .into_iter()
            .map(|saying| SayingRow::of(saying, today))
            .collect(),
    }))
}

fn after(id: ContactId, last: &Saying) -> String {
    let cursor = Cursor {
        happened_on: last.happened_on,
        id: last.id,
    };
    format!("/contacts/{id}?before={cursor}")
}

#[derive(Template)]
#[template(path = "accounts/show_contact.html")]
pub struct ContactPage {
    frame: Frame,
    id: String,
    name: String,
    title: String,
    email: String,
    account: String,
    account_name: String,
    left: String,
    sayings: Vec<SayingRow>,
    earlier: String,
    later: String,
}

struct SayingRow {
    id: String,
    words: String,
    how: String,
    strength: &'static str,
    deal: String,
    deal_name: String,
    supports: Vec<String>,
    contradicts: Vec<String>,
    /// How the words look: as they stand, against a verifier, hearsay, or no longer counting.
    class: &'static str,
    tags: Vec<(&'static str, &'static str)>,
    why: String,
}

impl SayingRow {
    fn of(saying: Saying, today: NaiveDate) -> Self {
        let mut tags = Vec::new();
        if saying.withdrawn.is_some() {
            tags.push(("withdrawn", ""));
        }
        if saying.overruled {
            tags.push(("challenge upheld", "lost"));
        } else if saying.challenged {
            tags.push(("challenged", "warn"));
        }
        Self {
            class: class(&saying),
            id: saying.id.to_string(),
            words: saying.words,
            how: format!(
                "{}, {}",
                saying.channel.verb(),
                day(saying.happened_on, today)
            ),
            strength: saying.strength.name(),
            deal: saying.deal.to_string(),
            deal_name: saying.deal_name,
            supports: saying.supports,
            contradicts: saying.contradicts,
            tags,
            why: saying
                .withdrawn
                .map(|reason| format!("Withdrawn: {reason}"))
                .unwrap_or_default(),
        }
    }
}

fn class(saying: &Saying) -> &'static str {
    if saying.withdrawn.is_some() || saying.overruled {
        "withdrawn"
    } else if saying.supports.is_empty() && !saying.contradicts.is_empty() {
        "against"
    } else if saying.strength.code() == 1 {
        "reported"
    } else {
        ""
    }
}
