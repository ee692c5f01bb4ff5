//! The deals to talk about, on a page of their own.

use super::list::{self, Talk};
use crate::{
    error::AppError,
    ids::JourneyId,
    past::AsOf,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// How far back one looks where nothing else is asked for.
const WEEK: TimeDelta = TimeDelta::days(7);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A day or a moment.
    since: String,
    /// "mine", or a member's id.
    owner: String,
    journey: String,
}

#[derive(Template)]
#[template(path = "review/talk.html")]
pub struct TalkPage {
    frame: Frame,
    talk: Talk,
    /// "Since 16 Nov".
    period: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    when: AsOf,
    Query(asked): Query<Asked>,
) -> Result<Page<TalkPage>, AppError> {
    let now = when.app.clock.now();
    let since = since_of(&asked.since, viewer.zone, now);
    let owner = match asked.owner.as_str() {
        "mine" => Some(viewer.member),
        id => id.parse().ok(),
    };
    let journey: Option<JourneyId> = asked.journey.parse().ok();
    let mut tx = when.app.db.read(viewer.scope()).await?;
    let talk = list::of(&mut tx, &viewer, &when, since, owner, journey).await?;
    let day = |moment: DateTime<Utc>| moment.with_timezone(&viewer.zone).date_naive();
    Ok(Page(TalkPage {
        frame: viewer
            .frame("Deals to talk about", "review")
            .with(shown)
            .looking_at(when.past(&viewer)),
        period: format!("Since {}.", format::day(day(since), day(now))),
        talk,
    }))
}

/// The moment that an address means: a day begins where the viewer is. What cannot be read, or is still to come, is a
/// week ago.
pub fn since_of(text: &str, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let day = text.parse::<NaiveDate>().ok();
    let moment = day
        .map(|day| format::beginning(day, zone))
        .or_else(|| text.parse().ok());
    moment.filter(|moment| *moment < now).unwrap_or(now - WEEK)
}
