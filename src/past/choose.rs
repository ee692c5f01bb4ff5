//! Chooses the moment at which a page is looked at: a day, and if it matters a time.

use super::banner::with_moment;
use crate::{
    app::App,
    error::AppError,
    people::{Viewer, destination},
    web::{FormErrors, Frame, Page, Query, format},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The address of the page, without a moment.
    page: String,
    on: String,
    /// Empty: the end of the day.
    time: String,
}

#[derive(Template)]
#[template(path = "past/choose.html")]
struct ChoosePage {
    frame: Frame,
    errors: FormErrors,
    page: String,
    on: String,
    time: String,
}

/// Leads to the page at the moment. A moment that is still to come is now.
pub async fn go(
    viewer: Viewer,
    State(app): State<App>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let page = destination::local(&chosen.page).unwrap_or("/pipeline");
    let mut errors = FormErrors::default();
    let is_asked = !chosen.on.is_empty() || !chosen.time.is_empty();
    let moment = is_asked
        .then(|| read(&chosen, viewer.zone, &mut errors))
        .flatten();
    let status = if is_asked {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(match moment {
        Some(moment) if moment < app.clock.now() => {
            Redirect::to(&with_moment(page, &format::exact(moment))).into_response()
        }
        Some(_) => Redirect::to(page).into_response(),
        None => Page(ChoosePage {
            frame: viewer.frame("As it was", "pipeline"),
            errors,
            page: page.to_owned(),
            on: chosen.on,
            time: chosen.time,
        })
        .status(status),
    })
}

fn read(chosen: &Chosen, zone: Tz, errors: &mut FormErrors) -> Option<DateTime<Utc>> {
    let day = chosen.on.trim().parse::<NaiveDate>().ok();
    let day = day.filter(|day| super::is_plain(format::beginning(*day, Tz::UTC)));
    if day.is_none() {
        errors.add("on", "Which day? For example 2026-11-03.");
    }
    let time = match chosen.time.trim() {
        "" => Some(None),
        time => ["%H:%M", "%H:%M:%S"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(time, form).ok())
            .map(Some),
    };
    if time.is_none() {
        errors.add("time", "A time of day, for example 14:30.");
    }
    Some(moment(day?, time?, zone))
}

/// The moment of a day in a zone. Where the clock skips it, an hour later.
fn moment(day: NaiveDate, time: Option<NaiveTime>, zone: Tz) -> DateTime<Utc> {
    let Some(time) = time else {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        return format::beginning(next, zone) - TimeDelta::seconds(1);
    };
    let there = day.and_time(time);
    let there = zone
        .from_local_datetime(&there)
        .latest()
        .or_else(|| {
            zone.from_local_datetime(&(there + TimeDelta::hours(1)))
                .latest()
        })
        .map(|there| there.with_timezone(&Utc));
    there.unwrap_or_else(|| format::beginning(day, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(on: &str, time: &str, zone: Tz) -> Result<String, FormErrors> {
        let mut errors = FormErrors::default();
        let chosen = Chosen {
            page: String::new(),
            on: on.into(),
            time: time.into(),
        };
        let moment = read(&chosen, zone, &mut errors);
        moment.map(format::exact).ok_or(errors)
    }

    #[test]
    fn a_day_and_a_time_are_those_where_one_is() {
        let berlin = Tz::Europe__Berlin;
        let read = |on, time| read_as(on, time, berlin).expect("a moment");
        assert_eq!(read("2026-11-03", "10:00"), "2026-11-03T09:00:00Z");
        assert_eq!(read("2026-11-03", "10:00:07"), "2026-11-03T09:00:07Z");
        assert_eq!(read("2026-11-03", ""), "2026-11-03T22:59:59Z");
        assert_eq!(
            read("2026-03-29", "02:30"),
            "2026-03-29T01:30:00Z",
            "the clock skips it"
        );
    }

    #[test]
    fn what_is_no_moment_is_told_beside_the_field() {
        let no_day = read_as("soon", "", Tz::UTC).expect_err("no day");
        assert!(!no_day.of("on").is_empty());
        let no_time = read_as("2026-11-03", "noon", Tz::UTC).expect_err("no time");
        assert!(!no_time.of("time").is_empty() && no_time.of("on").is_empty());
    }
}
