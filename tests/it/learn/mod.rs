//! What closed deals tell: every number is the number of rows that it opens to, and what is too few says so.

mod leaving;
mod obstacles;
mod over_time;
mod proposals;
mod standing;
mod story;
mod verifiers;

use crate::world::{Member, Page, all, words};
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// The pages of this part, each about the journey that the stories follow.
const PAGES: [&str; 5] = [
    "/learn",
    "/learn/verifiers",
    "/learn/obstacles",
    "/learn/qualified-out",
    "/learn/over-time",
];

/// How many rows a list says that it has; it must have them.
async fn counted(member: &Member, address: &str) -> usize {
    let list = member.opens_page(address).await;
    list.is(StatusCode::OK);
    let head = words(list.one(".listed b"));
    let said: usize = head
        .split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("{head} at {address}"));
    let mut rows = list.all("table.deals tbody tr").len();
    let mut page = list;
    while let Some(more) = page
        .all("a[rel='next']")
        .first()
        .and_then(|a| a.attr("href"))
    {
        page = member.opens_page(more).await;
        rows += page.all("table.deals tbody tr").len();
    }
    assert_eq!(rows, said, "{address}");
    said
}

/// Opens every number of a page; answers how many there were.
async fn every_number_opens(member: &Member, page: &Page) -> usize {
    let mut opened = 0;
    for link in page.all("main a[href^='/learn/deals']") {
        let address = link.attr("href").expect("an address").to_owned();
        // A tile shows it large, and says more beside it.
        let number = all(link, "b").first().map_or(link, |large| *large);
        let number: usize = words(number)
            .parse()
            .unwrap_or_else(|_| panic!("no number: {} on {page}", words(link)));
        assert_eq!(
            counted(member, &address).await,
            number,
            "{address} on {page}"
        );
        opened += 1;
    }
    opened
}

/// The names of the deals in a list.
async fn deals_at(member: &Member, address: &str) -> BTreeSet<String> {
    let list = member.opens_page(address).await;
    list.is(StatusCode::OK);
    let names = list.read("table.deals tbody th a");
    names.into_iter().collect()
}

/// The row of a table that begins with these words.
#[track_caller]
fn row(page: &Page, beginning: &str) -> String {
    let rows = page.read("table.learn tbody tr");
    let found = rows.iter().find(|row| row.starts_with(beginning));
    found
        .unwrap_or_else(|| panic!("no row “{beginning}” on {page}"))
        .replace('\u{a0}', " ")
}
