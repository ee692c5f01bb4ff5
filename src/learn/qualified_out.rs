//! Deals that we left: how early, and how much time that saved, as far as one can say.

use super::{
    FEW,
    asked::Asked,
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
    /// "between 35 days and 290 days"; empty: it is too few to say, or all went on for as long.
    saved_range: String,
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
    let saved = saved(&left);
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
        saved: saved.map_or(String::new(), |saved| saved.told()),
        saved_range: saved.map_or(String::new(), |saved| saved.range()),
        saved_on: saved.map_or(0, |saved| saved.deals),
        latest,
    }))
}

fn is_few(number: i64) -> bool {
    u64::try_from(number).unwrap_or_default() < FEW
}

/// How long others like the deals that we left went on, for all of them together: an estimate.
#[derive(Clone, Copy, Debug)]
struct Saved {
    /// Of how many of the deals that can be said.
    deals: i64,
    days: f64,
    /// Where it lies in nine of ten cases at the least, where days are as skewed as they are.
    low: f64,
    high: f64,
}

/// Student's t for 95 % with as few deals to go by as say anything. Days with a long tail leave nine of ten with so few, and
/// more with more of them.
const T: f64 = 2.365;

/// The estimate; none: nowhere did enough others go on.
///
/// In a phase in which n deals were left and k others went on for m days in the mean, with a standard deviation of s, it is
/// n·m. It may be off because m is the mean of k only (n²s²/k), and because each of the n would have gone on for days of its
/// own (ns²). Days are never negative and lie far out above, so the range is as wide on the scale of their logarithm.
fn saved(left: &[LeftIn]) -> Option<Saved> {
    let (mut deals, mut days, mut variance) = (0, 0.0, 0.0);
    for one in left.iter().filter(|one| !is_few(one.others)) {
        let (n, k) = (one.deals as f64, one.others as f64);
        deals += one.deals;
        days += n * one.went_on;
        variance += one.spread.powi(2) * (n * n / k + n);
    }
    let reach = (T * f64::sqrt(variance) / days).exp();
    (deals > 0).then_some(Saved {
        deals,
        days,
        low: days / reach,
        high: days * reach,
    })
}

impl Saved {
    /// "about 80 days".
    fn told(&self) -> String {
        format!("about {}", about(self.days))
    }

    /// "between 35 days and 290 days"; empty: all others went on for as long.
    fn range(&self) -> String {
        match (about(self.low), about(self.high)) {
            (low, high) if low == high => String::new(),
            (low, high) => format!("between {low} and {high}"),
        }
    }
}

/// So many days to two digits, or in years, where they are many: it is an estimate, and its range is mostly told alike.
fn about(days: f64) -> String {
    let days = days.round() as i64;
    let digits = days.checked_ilog10().unwrap_or(0).saturating_sub(1);
    let step = 10_i64.pow(digits);
    match (days + step / 2) / step * step {
        few @ ..2000 => format::days(few),
        _ => format!("{} years", (days + 182) / 365),
    }
}

fn phases(asked: &Asked, left: &[LeftIn]) -> Vec<PhaseRow> {
    let whole = |one: &LeftIn| f64::from(one.in_phase) + went_on(one);
    let longest = left.iter().map(whole).fold(1.0, f64::max);
    let at = |days: f64| (days * 1000.0 / longest).round() as i64;
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
                false => format::days(one.went_on.round() as i64),
            },
            in_phase_at: at(f64::from(one.in_phase)),
            went_on_at: at(went_on(one)),
        })
        .collect()
}

/// How long the others went on, as far as that can be said.
fn went_on(one: &LeftIn) -> f64 {
    if is_few(one.others) { 0.0 } else { one.went_on }
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
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    fn left(phase: Phase, deals: i64, others: i64, went_on: f64, spread: f64) -> LeftIn {
        LeftIn {
            phase,
            deals,
            days: 10,
            in_phase: 5,
            others,
            went_on,
            spread,
        }
    }

    #[test]
    fn time_is_estimated_only_where_enough_others_went_on() {
        let known = left(Phase::Notice, 3, 8, 40.0, 0.0);
        let unknown = left(Phase::Change, 2, 7, 90.0, 50.0);
        let told = saved(&[known, unknown]).expect("an estimate");
        assert_eq!((told.deals, told.told().as_str()), (3, "about 120 days"));
        assert_eq!(told.range(), "", "all went on for as long");
        assert!(saved(&[unknown]).is_none());
    }

    #[test]
    fn the_range_is_wider_the_further_the_others_lie_apart_and_the_fewer_they_are() {
        let range = |others: i64, spread: f64| {
            saved(&[left(Phase::Notice, 2, others, 50.0, spread)]).map(|saved| saved.range())
        };
        // By hand: √(4·800/8 + 2·800) = 44.7 of 100 days; e^(2.365·0.447) = 2.88.
        let wide = Some("between 35 days and 290 days".to_owned());
        assert_eq!(range(8, 800_f64.sqrt()), wide);
        let less = Some("between 59 days and 170 days".to_owned());
        assert_eq!(range(8, 200_f64.sqrt()), less);
        let more_of_them = Some("between 38 days and 260 days".to_owned());
        assert_eq!(range(80, 800_f64.sqrt()), more_of_them);
    }

    /// Days drawn from a long tail, as deals have it: the range holds what deals like those would have gone on for.
    #[test]
    fn the_range_holds_what_it_says_it_holds() {
        let mut dice = StdRng::seed_from_u64(18);
        let mut days = || (-60.0 * dice.random::<f64>().max(1e-9).ln()).max(1.0);
        const TIMES: usize = 4_000;
        for (deals, others) in [(2, 8), (6, 12), (12, 40), (40, 20)] {
            let held = (0..TIMES).filter(|_| {
                let known: Vec<f64> = (0..others).map(|_| days()).collect();
                let mean = known.iter().sum::<f64>() / f64::from(others);
                let squares = known.iter().map(|one| (one - mean).powi(2)).sum::<f64>();
                let spread = (squares / f64::from(others - 1)).sqrt();
                let told = saved(&[left(
                    Phase::Notice,
                    deals.into(),
                    others.into(),
                    mean,
                    spread,
                )]);
                let told = told.expect("an estimate");
                let truth: f64 = (0..deals).map(|_| days()).sum();
                (told.low..=told.high).contains(&truth)
            });
            let part = held.count() as f64 / TIMES as f64;
            assert!(part > 0.88, "{deals} left, {others} others: {part}");
        }
    }

    #[test]
    fn an_estimate_has_two_digits() {
        for (days, told) in [
            (0.0, "0 days"),
            (7.4, "7 days"),
            (80.0, "80 days"),
            (347.0, "350 days"),
            (999.0, "1,000 days"),
            (1234.0, "1,200 days"),
            (1951.0, "5 years"),
            (3433.0, "9 years"),
        ] {
            assert_eq!(about(days), told);
        }
    }
}
