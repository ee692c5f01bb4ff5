//! How what one learns changes, from quarter to quarter.

use super::{
    FEW,
    asked::Asked,
    ground::{Bar, Ground},
    quarter::Quarter,
    question::NO_DECISION,
    revisions::{self, Revision},
    share::{Linked, Share},
    store::{self, Closed, LeftInQuarter, Quarterly},
    tally::Side,
};
use crate::{
    app::App,
    error::AppError,
    forecast::{self, MissLine},
    journey::terms::Ended,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;

/// How many quarters the page shows, the present one included.
const QUARTERS: i32 = 8;

#[derive(Template)]
#[template(path = "learn/over_time.html")]
pub struct OverTimePage {
    frame: Frame,
    bar: Bar,
    few: u64,
    quarters: Vec<QuarterRow>,
    /// By how much the forecast missed: of the whole workspace.
    misses: Vec<MissLine>,
    is_empty: bool,
    journey_url: String,
}

/// One quarter.
pub struct QuarterRow {
    pub name: String,
    /// It is not over.
    pub goes_on: bool,
    /// Of the deals that closed, those in which nothing was decided.
    pub no_decision: Linked,
    /// (label, share, place of its part of the bar and how long it is)
    pub kinds: Vec<Kind>,
    pub left: i64,
    pub left_url: String,
    /// After how many days, by the median; empty: too few to say.
    pub left_after: String,
    pub revised: i64,
    pub revised_url: String,
    pub tailored: i64,
    pub tailored_url: String,
}

impl QuarterRow {
    fn is_empty(&self) -> bool {
        self.no_decision.share.of == 0 && self.left + self.revised + self.tailored == 0
    }
}

/// One way not to decide.
pub struct Kind {
    pub ended: Ended,
    pub linked: Linked,
    pub x: u32,
    pub width: u32,
}

/// What the quarters are told by.
struct Known {
    closed: Vec<Closed>,
    left: Vec<LeftInQuarter>,
    revised: Vec<Revision>,
    tailored: Vec<Quarterly>,
}

impl Known {
    async fn since(ground: &mut Ground, first: Quarter) -> sqlx::Result<Self> {
        let (journey, since) = (ground.journey_id(), first.begins());
        let tx = &mut ground.tx;
        Ok(Self {
            closed: store::closed_by_quarter(tx, journey, since).await?,
            left: store::left_by_quarter(tx, journey, since).await?,
            revised: revisions::of(&store::editions(tx, journey).await?),
            tailored: store::tailored(tx, journey, since).await?,
        })
    }
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<OverTimePage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let journey = ground.journey_id();
    let present = Quarter::of(ground.now.date_naive());
    let known = Known::since(&mut ground, present.plus(1 - QUARTERS)).await?;
    let misses = forecast::misses(&mut ground.tx, ground.now.date_naive()).await?;
    let quarters = (0..QUARTERS).rev().map(|ago| QuarterRow {
        goes_on: ago == 0,
        ..quarter_row(&ground.asked, present.plus(-ago), &known)
    });
    // Before the first of which there is anything to tell, there was nothing.
    let quarters: Vec<QuarterRow> = quarters.skip_while(QuarterRow::is_empty).collect();
    Ok(Page(OverTimePage {
        frame: viewer.frame("Over time", "learn").with(shown),
        bar: Bar {
            since: vec![],
            ..ground.bar("/learn/over-time")
        },
        few: FEW,
        is_empty: quarters.iter().all(|row| row.no_decision.share.of == 0),
        quarters,
        misses,
        journey_url: format!("/journeys/{journey}"),
    }))
}

fn quarter_row(asked: &Asked, quarter: Quarter, known: &Known) -> QuarterRow {
    let here = known.closed.iter();
    let here = here.filter(|c| Quarter::of(c.quarter) == quarter);
    let mut all = Side::default();
    for one in here {
        all.add(one.ended, one.deals);
    }
    let mut left = known.left.iter();
    let left = left.find(|l| Quarter::of(l.quarter) == quarter);
    let revised = known.revised.iter();
    let revised = revised.filter(|r| Quarter::of(r.at.date_naive()) == quarter);
    let tailored = known.tailored.iter();
    let tailored = tailored.filter(|t| Quarter::of(t.quarter) == quarter);
    QuarterRow {
        name: quarter.to_string(),
        goes_on: false,
        kinds: kinds(asked, quarter, &all),
        no_decision: linked(asked, quarter, all.no_decision(), NO_DECISION),
        left: left.map_or(0, |left| left.deals),
        left_url: list(asked, quarter, "left", ""),
        left_after: left.map_or(String::new(), after),
        revised: revised.count().try_into().unwrap_or(i64::MAX),
        revised_url: revised_in(asked, quarter),
        tailored: tailored.map(|t| t.count).sum(),
        tailored_url: list(asked, quarter, "tailored", ""),
    }
}

/// After how many days deals were left; empty: too few to say.
fn after(left: &LeftInQuarter) -> String {
    match u64::try_from(left.deals) {
        Ok(FEW..) => format::days(i64::from(left.days)),
        _ => String::new(),
    }
}

/// Each way not to decide, one after the other on one line.
fn kinds(asked: &Asked, quarter: Quarter, all: &Side) -> Vec<Kind> {
    let mut x = 0;
    let kinds = Ended::ALL.iter().filter(|ended| ended.is_no_decision());
    let kind = |ended: &Ended| {
        let share = all.share(*ended);
        let from = x;
        x += share.at();
        Kind {
            ended: *ended,
            linked: linked(asked, quarter, share, ended.name()),
            x: from,
            width: share.at(),
        }
    };
    kinds.map(kind).collect()
}

fn linked(asked: &Asked, quarter: Quarter, share: Share, ended: &str) -> Linked {
    Linked {
        share,
        hits_url: list(asked, quarter, "closed", ended),
        of_url: list(asked, quarter, "closed", ""),
    }
}

fn list(asked: &Asked, quarter: Quarter, of: &str, ended: &str) -> String {
    asked.list(of, |a| {
        ended.clone_into(&mut a.ended);
        a.quarter = quarter.code();
    })
}

fn revised_in(asked: &Asked, quarter: Quarter) -> String {
    let mut there = asked.ground();
    there.quarter = quarter.code();
    there.address(super::revised::PATH)
}
