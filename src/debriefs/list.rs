//! All conversations: those that wait, those that were held, and in how many the customer's reason was another than ours.

use super::{
    debrief::sentence,
    store::{self, After, Counted, Listed, Which},
};
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate};
use serde::Deserialize;

/// How many conversations a page shows.
const PAGE: usize = 25;

/// Fewer conversations than this say nothing about how often we are wrong.
pub const FEWEST: i64 = 5;

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
    told: String,
    counted: Counted,
    is_first: bool,
    rows: Vec<Row>,
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
        told: told(counted),
        counted,
        is_first: after.is_none(),
        earlier: last.map_or(String::new(), |last| next(&asked.which, last)),
        rows: listed
            .iter()
            .map(|listed| row(listed, &viewer, today))
            .collect(),
    }))
}

fn tabs(which: Which) -> Vec<(&'static str, &'static str, bool)> {
    vec![
        ("Held", "/debriefs", which == Which::Held),
        (
            "Another reason",
            "/debriefs?which=differing",
            which == Which::Differing,
        ),
        (
            "Waiting",
            "/debriefs?which=waiting",
            which == Which::Waiting,
        ),
    ]
}

/// What the conversations come to, or that they are too few.
fn told(counted: Counted) -> String {
    let held = format::counted(counted.held, "conversation");
    match counted.held {
        0 => "Nobody has asked a customer yet.".into(),
        held_so_far if held_so_far < FEWEST => {
            format!(
                "{held} so far: too few to say how often our reason is theirs. It takes {FEWEST}."
            )
        }
        _ => format!(
            "In {} of {held} the customer gave another reason than we did.",
            counted.differing
        ),
    }
}

fn read_after(text: &str) -> Option<After> {
    let (micros, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((at, id.parse().ok()?))
}

fn next(which: &str, last: &Listed) -> String {
    let after = format!("{}.{}", last.at.timestamp_micros(), last.outcome);
    match which {
        "waiting" | "differing" => format!("/debriefs?which={which}&after={after}"),
        _ => format!("/debriefs?after={after}"),
    }
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
        day: format::day(listed.at.date_naive(), today),
    }
}
