//! The deals behind a number: one list, whatever was asked.

use super::{
    asked::{Asked, DEALS},
    ground::Ground,
    question::{About, Question},
    store::{self, Deal, Found},
};
use crate::{
    app::App,
    error::AppError,
    ids::OpportunityId,
    journey::terms::{Ended, OutcomeKind},
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;
use chrono::DateTime;
use std::collections::HashMap;

/// How many rows a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "learn/deals.html")]
pub struct DealsPage {
    frame: Frame,
    heading: String,
    meaning: String,
    told: String,
    /// "18 deals".
    sum: String,
    rows: Vec<Row>,
    learn_url: String,
    top_url: String,
    more_url: String,
    about: &'static str,
}

/// One row.
pub struct Row {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    /// How it ended, and why.
    pub ended: &'static str,
    pub tone: &'static str,
    pub reason: &'static str,
    /// "after 74 days, 3 Nov".
    pub after: String,
    pub about: String,
    pub words: String,
    /// Where one can look back on it; empty: it was not left.
    pub look_back_url: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<DealsPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let question = Question::read(&mut ground)
        .await?
        .ok_or(AppError::NotFound)?;
    let page = store::Page {
        after: place(&ground.asked.after),
        // One more than is shown tells whether there are more.
        most: ROWS as i64 + 1,
    };
    let journey = ground.journey_id();
    let mut found = store::found(&mut ground.tx, journey, &question, page).await?;
    let total = found.first().map_or(0, |one| one.total);
    let more_url = more_url(&ground.asked, &found);
    found.truncate(ROWS);
    let rows = rows(&mut ground, &viewer, &question, &found).await?;
    Ok(Page(DealsPage {
        frame: viewer.frame(question.heading(), "learn"),
        heading: question.heading(),
        meaning: question.about.meaning(),
        told: told(&ground, &question),
        sum: format::counted(total, question.about.row()),
        about: about(&question.about),
        rows,
        learn_url: ground.asked.page("/learn"),
        top_url: top_url(&ground.asked),
        more_url,
    }))
}

/// Since when; empty: the list is about a time of its own, or about none.
fn told(ground: &Ground, question: &Question) -> String {
    match (&question.about, question.quarter) {
        (About::StillOpen(_), _) | (_, Some(_)) => String::new(),
        _ => ground.told(),
    }
}

/// Where the list begins; empty: it does here.
fn top_url(asked: &Asked) -> String {
    if asked.after.is_empty() {
        return String::new();
    }
    let mut top = asked.clone();
    top.after.clear();
    top.address(DEALS)
}

/// Where it goes on; empty: nowhere.
fn more_url(asked: &Asked, found: &[Found]) -> String {
    let last = found.get(ROWS - 1).filter(|_| found.len() > ROWS);
    last.map_or(String::new(), |last| {
        let mut more = asked.clone();
        more.after = format!("{}.{}", last.at.timestamp_micros(), last.id);
        more.address(DEALS)
    })
}

/// What heads the column of what else there is to say; empty: nothing.
fn about(about: &About) -> &'static str {
    match about {
        About::Own { .. } => "Asked of this deal alone",
        About::Obstacle {
            past: Some(true), ..
        } => "What got past it",
        About::Obstacle { .. } => "What was in the way",
        About::Plays { .. } => "What was tried",
        About::Tailored => "Why it was changed",
        About::Left(_) | About::Regretted => "Looking back",
        _ => "",
    }
}

async fn rows(
    ground: &mut Ground,
    viewer: &Viewer,
    question: &Question,
    found: &[Found],
) -> sqlx::Result<Vec<Row>> {
    let ids: Vec<OpportunityId> = found.iter().map(|one| one.deal).collect();
    let deals = store::deals(&mut ground.tx, &ids).await?;
    let deals: HashMap<OpportunityId, Deal> =
        deals.into_iter().map(|deal| (deal.id, deal)).collect();
    let today = ground.now.with_timezone(&viewer.zone).date_naive();
    let is_left = matches!(question.about, About::Left(_) | About::Regretted);
    Ok(found
        .iter()
        .filter_map(|one| {
            let deal = deals.get(&one.deal)?;
            let mut row = row(deal, viewer, today);
            row.about.clone_from(&one.about);
            if is_left {
                row.look_back_url = format!("/learn/qualified-out/{}", one.id);
            }
            Some(row)
        })
        .collect())
}

fn row(deal: &Deal, viewer: &Viewer, today: chrono::NaiveDate) -> Row {
    let ended = deal.ended.as_ref();
    let after = deal.ended_at.map(|at| {
        let day = at.with_timezone(&viewer.zone).date_naive();
        let days = (at.date_naive() - deal.opened_at.date_naive()).num_days();
        format!("after {}, {}", format::days(days), format::day(day, today))
    });
    Row {
        id: deal.id,
        name: deal.name.clone(),
        account: deal.account.clone(),
        ended: ended.map_or("Open", |(kind, reason)| {
            Ended::of(*kind, reason).map_or(kind.label(), Ended::label)
        }),
        tone: match ended {
            Some((OutcomeKind::Won, _)) => "proof",
            _ => "",
        },
        reason: ended
            .and_then(|(kind, reason)| kind.reason(reason))
            .map_or("", |reason| reason.sentence),
        after: after.unwrap_or_default(),
        about: String::new(),
        words: deal.words.clone().unwrap_or_default(),
        look_back_url: String::new(),
    }
}

/// Where a list begins: "MICROSECONDS.ID".
fn place(text: &str) -> Option<store::Place> {
    let (at, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some((at, id.parse().ok()?))
}
