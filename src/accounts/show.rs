//! One account: its people and its deals.

use super::{
    account::WebsiteLink,
    store::{self, Behind, Deal, Known},
};
use crate::{
    app::App,
    error::AppError,
    ids::{AccountId, ContactId},
    people::Viewer,
    web::{
        Frame, Page, Path, Query, Shown,
        format::{counted, distance},
    },
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;

/// How many deals a page shows.
const A_PAGE: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The deal after which the page begins; one that cannot be read begins at the top.
    after: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<AccountId>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<AccountPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let account = store::account(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let people = store::contacts_of(&mut tx, id).await?;
    let heard = store::heard_from(&mut tx, id).await?;
    let after: Option<Behind> = wanted.after.parse().ok();
    let limit = i64::try_from(A_PAGE + 1).map_err(AppError::broken)?;
    let mut deals = store::deals_of(&mut tx, id, after, limit).await?;
    let goes_on = deals.len() > A_PAGE;
    deals.truncate(A_PAGE);
    Ok(Page(AccountPage {
        frame: viewer.frame(&account.name, "accounts").with(shown),
        id: id.to_string(),
        website: WebsiteLink::to(&account.website),
        name: account.name,
        about: account.about,
        people: people_rows(people, &heard, viewer.today(&app)),
        earlier: after.map_or(String::new(), |_| format!("/accounts/{id}#deals-h")),
        later: deals
            .last()
            .filter(|_| goes_on)
            .map_or(String::new(), |last| {
                format!("/accounts/{id}?after={}#deals-h", last.place())
            }),
        deals: deals.into_iter().map(DealRow::from).collect(),
    }))
}

#[derive(Template)]
#[template(path = "accounts/show.html")]
pub struct AccountPage {
    frame: Frame,
    id: String,
    name: String,
    website: Option<WebsiteLink>,
    about: String,
    people: Vec<PersonRow>,
    deals: Vec<DealRow>,
    earlier: String,
    later: String,
}

struct PersonRow {
    id: String,
    name: String,
    title: String,
    has_left: bool,
    heard: String,
}

fn people_rows(
    people: Vec<Known>,
    heard: &[(ContactId, NaiveDate, i64)],
    today: NaiveDate,
) -> Vec<PersonRow> {
    let heard: HashMap<_, _> = heard
        .iter()
        .map(|(id, day, count)| (*id, (*day, *count)))
        .collect();
    people
        .into_iter()
        .map(|person| PersonRow {
            id: person.id.to_string(),
            name: person.name,
            title: person.title,
            has_left: person.left_on.is_some(),
            heard: match heard.get(&person.id) {
                Some((day, count)) => {
                    format!(
                        "Said {}, the last {}",
                        counted(*count, "thing"),
                        distance(*day, today)
                    )
                }
                None => "Nothing on record yet".to_owned(),
            },
        })
        .collect()
}

struct DealRow {
    id: String,
    name: String,
    amount: String,
    owner: String,
    stage: String,
    ended: Option<(&'static str, &'static str)>,
}

impl From<Deal> for DealRow {
    fn from(deal: Deal) -> Self {
        use crate::journey::terms::OutcomeKind::{LostToSupplier, NoDecision, Won};
        let tone = |kind| match kind {
            Won => "proof",
            LostToSupplier | NoDecision => "lost",
            _ => "",
        };
        Self {
            id: deal.id.to_string(),
            name: deal.name,
            amount: deal
                .amount
                .map(|amount| amount.to_string())
                .unwrap_or_default(),
            owner: deal.owner,
            stage: deal.stage,
            ended: deal.outcome.map(|kind| (kind.label(), tone(kind))),
        }
    }
}
