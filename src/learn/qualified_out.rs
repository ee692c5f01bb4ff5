//! Deals that we left: how early, and how much time that saved, as far as one can say.

use super::{
    FEW,
    ground::{Bar, Ground},
    question::About,
    store::{self, LeftIn},
};
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;

use super::asked::Asked;

/// How many of them the page names.
const LATEST: i64 = 10;

#[derive(Template)]
#[template(path = "learn/qualified_out.html")]
pub struct QualifiedOutPage {
    frame: Frame,
    bar: Bar,
    told: String,
    few: u64,
    deals: i64,
    deals_url: String,
    regretted: i64,
    regretted_url: String,
    phases: Vec<PhaseRow>,
    /// "about 340 days": an estimate; empty: too few to say.
    saved: String,
    /// How many of the deals the estimate is about.
    saved_on: i64,
    latest: Vec<LatestRow>,
}

/// The deals that were left in one phase.
pub struct PhaseRow {
    pub heading: &'static str,
    pub deals: i64,
    pub url: String,
    pub days: String,
    pub others: i64,
    pub others_url: String,
    /// How long the others went on; empty: too few to say.
    pub went_on: String,
    /// The bars of a picture, of a thousand.
    pub in_phase_at: i64,
    pub went_on_at: i64,
}

/// One of the latest.
pub struct LatestRow {
    pub url: String,
    pub name: String,
    pub account: String,
    pub reason: &'static str,
    pub days: String,
    pub said: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<QualifiedOutPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let (journey, since) = (ground.journey_id(), ground.since);
    let left = store::left_by_phase(&mut ground.tx, journey, since).await?;
    let regretted = store::regretted(&mut ground.tx, journey, since).await?;
    let latest = latest(&mut ground).await?;
    let asked = &ground.asked;
    let (saved, saved_on) = saved(&left);
    Ok(Page(QualifiedOutPage {
        frame: viewer.frame("Qualified out", "learn").with(shown),
        bar: ground.bar("/learn/qualified-out"),
        told: ground.told(),
        few: FEW,
        deals: left.iter().map(|one| one.deals).sum(),
        deals_url: asked.list("left", |_| {}),
        regretted,
        regretted_url: asked.list("regretted", |_| {}),
        phases: phases(asked, &left),
        saved: match saved_on {
            0 => String::new(),
            _ => about(saved),
        },
        saved_on,
        latest,
    }))
}

fn is_few(number: i64) -> bool {
    u64::try_from(number).unwrap_or_default() < FEW
}

/// Days that others like them went on, for all of them together, and for how many that can be said.
fn saved(left: &[LeftIn]) -> (i64, i64) {
    let known = left.iter().filter(|one| !is_few(one.others));
    known.fold((0, 0), |(days, deals), one| {
        (days + one.deals * i64::from(one.went_on), deals + one.deals)
    })
}

/// So many days to two digits, or in years: it is an estimate.
fn about(days: i64) -> String {
    let digits = days.checked_ilog10().unwrap_or(0).saturating_sub(1);
    let step = 10_i64.pow(digits);
    match (days + step / 2) / step * step {
        few @ ..1000 => format::days(few),
        _ => format!("{} years", (days + 182) / 365),
    }
}

fn phases(asked: &Asked, left: &[LeftIn]) -> Vec<PhaseRow> {
    let longest = left.iter().map(|one| one.in_phase + one.went_on).max();
    let longest = i64::from(longest.unwrap_or(0)).max(1);
    left.iter()
        .map(|one| PhaseRow {
            heading: one.phase.heading(),
            deals: one.deals,
            url: asked.list("left", |a| one.phase.name().clone_into(&mut a.phase)),
            days: format::days(i64::from(one.days)),
            others: one.others,
            others_url: asked.list("went_on", |a| one.phase.name().clone_into(&mut a.phase)),
            went_on: match is_few(one.others) {
                true => String::new(),
                false => format::days(i64::from(one.went_on)),
            },
            in_phase_at: i64::from(one.in_phase) * 1000 / longest,
            went_on_at: match is_few(one.others) {
                true => 0,
                false => i64::from(one.went_on) * 1000 / longest,
            },
        })
        .collect()
}

/// The latest, with where one can look back on each.
async fn latest(ground: &mut Ground) -> sqlx::Result<Vec<LatestRow>> {
    let question = super::question::Question {
        about: About::Left(None),
        from: ground.since,
        until: chrono::DateTime::<chrono::Utc>::MAX_UTC,
        quarter: None,
    };
    let page = store::Page {
        after: None,
        most: LATEST,
    };
    let journey = ground.journey_id();
    let found = store::found(&mut ground.tx, journey, &question, page).await?;
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let told = store::lefts(&mut ground.tx, &ids).await?;
    let of = |id| told.iter().find(|(ending, _)| *ending == id);
    Ok(found
        .iter()
        .filter_map(|one| of(one.id))
        .map(|(ending, left)| LatestRow {
            url: format!("/learn/qualified-out/{ending}"),
            name: left.name.clone(),
            account: left.account.clone(),
            reason: left.reason,
            days: format::days(i64::from(left.days)),
            said: match (&left.said, left.reopened_at) {
                (Some(said), _) => said.words.clone(),
                (None, Some(_)) => "It came back.".to_owned(),
                (None, None) => String::new(),
            },
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::terms::Phase;

    fn left(phase: Phase, deals: i64, others: i64, went_on: i32) -> LeftIn {
        LeftIn {
            phase,
            deals,
            days: 10,
            in_phase: 5,
            others,
            went_on,
        }
    }

    #[test]
    fn time_is_estimated_only_where_enough_others_went_on() {
        let known = left(Phase::Notice, 3, 8, 40);
        let unknown = left(Phase::Change, 2, 7, 90);
        assert_eq!(saved(&[known, unknown]), (120, 3));
        assert_eq!(saved(&[unknown]), (0, 0));
    }

    #[test]
    fn an_estimate_has_two_digits() {
        for (days, told) in [
            (0, "0 days"),
            (7, "7 days"),
            (80, "80 days"),
            (347, "350 days"),
            (999, "3 years"),
            (3433, "9 years"),
        ] {
            assert_eq!(about(days), told);
        }
    }
}
