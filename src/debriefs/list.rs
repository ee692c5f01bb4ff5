//! All conversations: those that wait, those that were held, and in how many the customer's reason was another than ours.

use super::{
    debrief::sentence,
    store::{self, After, Counted, Listed, Which},
};
use crate::{
    app::App,
    error::AppError,
    learn::{
        FEW,
        share::{Linked, Share},
    },
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate};
use serde::Deserialize;

/// How many conversations a page shows.
const PAGE: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// "waiting", "differing"; else those that were held.
    which: String,
    /// Behind which one the page begins: "micros.id".
    after: String,
}

#[derive(Template)]
#[template(path = "debriefs/list.html")]
pub struct ListPage {
    frame: Frame,
    /// (label, address, it is this one).
    tabs: Vec<(&'static str, &'static str, bool)>,
    heading: &'static str,
    /// Of the conversations held, those with another reason than ours: both numbers open to them.
    differing: Linked,
    conversations: String,
    few: u64,
    is_first: bool,
    rows: Vec<Row>,
    /// Where the list begins, and where it goes on; empty: it does not.
    top: String,
    earlier: String,
}

struct Row {
    url: String,
    name: String,
    account: String,
    ended: &'static str,
    ours: String,
    theirs: String,
    words: String,
    speaker: String,
    who: String,
    is_mine: bool,
    day: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<ListPage>, AppError> {
    let today = viewer.today(&app);
    let which = match asked.which.as_str() {
        "waiting" => Which::Waiting,
        "differing" => Which::Differing,
        _ => Which::Held,
    };
    let after = read_after(&asked.after);
    let mut tx = app.db.read(viewer.scope()).await?;
    let counted = store::counted(&mut tx).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut listed = store::listed(&mut tx, which, after, limit).await?;
    let goes_on = listed.len() > PAGE;
    listed.truncate(PAGE);
    let last = listed.last().filter(|_| goes_on);
    Ok(Page(ListPage {
        frame: viewer
            .frame("Conversations after the end", "learn")
            .with(shown),
        tabs: tabs(which),
        heading: match which {
            Which::Waiting => "Waiting for somebody to ask",
            Which::Held => "What customers said afterwards",
            Which::Differing => "Where their reason was another than ours",
        },
        differing: differing(counted),
        conversations: format::counted(counted.held, "conversation"),
        few: FEW,
        is_first: after.is_none(),
        top: after.map_or(String::new(), |_| path(which).to_owned()),
        earlier: last.map_or(String::new(), |last| next(which, last)),
        rows: listed
            .iter()
            .map(|listed| row(listed, &viewer, today))
            .collect(),
    }))
}

/// Where each list is.
fn path(which: Which) -> &'static str {
    match which {
        Which::Held => "/debriefs",
        Which::Differing => "/debriefs?which=differing",
        Which::Waiting => "/debriefs?which=waiting",
    }
}

fn tabs(which: Which) -> Vec<(&'static str, &'static str, bool)> {
    [
        ("Held", Which::Held),
        ("Another reason", Which::Differing),
        ("Waiting", Which::Waiting),
    ]
    .map(|(label, one)| (label, path(one), one == which))
    .to_vec()
}

fn differing(counted: Counted) -> Linked {
    let number = |counted: i64| u64::try_from(counted).unwrap_or_default();
    Linked {
        share: Share::new(number(counted.differing), number(counted.held)),
        hits_url: path(Which::Differing).to_owned(),
        of_url: path(Which::Held).to_owned(),
    }
}

fn read_after(text: &str) -> Option<After> {
    let (micros, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((at, id.parse().ok()?))
}

fn next(which: Which, last: &Listed) -> String {
    let path = path(which);
    let joint = if path.contains('?') { '&' } else { '?' };
    let micros = last.at.timestamp_micros();
    format!("{path}{joint}after={micros}.{}", last.outcome)
}

fn row(listed: &Listed, viewer: &Viewer, today: NaiveDate) -> Row {
    let reason = |code: &str| match code {
        "" => String::new(),
        code => sentence(listed.kind, code),
    };
    let (theirs, words, speaker) = match &listed.theirs {
        Some((code, words, speaker)) => (reason(code), words.clone(), speaker.clone()),
        None => Default::default(),
    };
    Row {
        url: format!("/opportunities/{}/debrief", listed.deal),
        name: listed.name.clone(),
        account: listed.account.clone(),
        ended: listed.kind.label(),
        ours: reason(&listed.reason),
        theirs,
        words,
        speaker,
        who: listed.member_name.clone(),
        is_mine: listed.member == viewer.member,
        day: format::day(listed.at.with_timezone(&viewer.zone).date_naive(), today),
    }
}
