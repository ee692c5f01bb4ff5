//! The review: what changed, as a picture that adds up, and where the money stands.

use super::{
    asked::Asked,
    flow::Flow,
    kept,
    line::Listed,
    numbers::Numbers,
    period::{LOOK, Period, Until},
    stands::{self, Stands},
    store::{self, Scope},
    talk::{self, Talk},
    worth::Worth,
};
use crate::{
    database::Tx,
    error::AppError,
    ids::LookId,
    money::DayRates,
    opportunities::store::{self as opportunities, Owner},
    past::AsOf,
    people::Viewer,
    pipeline::{self, Followed},
    rates,
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice, format},
};
use askama::Template;
use chrono::{DateTime, Utc};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "review/page.html")]
pub struct ReviewPage {
    frame: Frame,
    bar: Bar,
    period: Period,
    /// "16 Nov → now, all owners".
    told: String,
    tiles: Vec<Tile>,
    flow: Flow,
    stands: Stands,
    /// Nothing was ever proved here, whoever's it is.
    is_empty: bool,
    converted_at: Vec<String>,
    /// None: the period ends in the past, and what to talk about is of today.
    talk: Option<Talk>,
    /// For "I have looked", minted now; none: what is looked at is over.
    look: Option<LookId>,
}

/// What the page is chosen by.
pub struct Bar {
    pub errors: FormErrors,
    pub asked: Asked,
    /// The day that it begins with; empty where it does not begin with one.
    pub day: String,
    /// What else it begins with, for a form in which no day is chosen.
    pub was: &'static str,
    /// (words, address, it is this one).
    pub begins: Vec<(&'static str, String, bool)>,
    pub owners: Vec<Choice>,
    pub journeys: Vec<Choice>,
    pub proved: Vec<Choice>,
}

/// A figure of the head.
pub struct Tile {
    pub label: &'static str,
    pub figure: String,
    pub more: String,
    pub url: String,
}

/// What both pages begin with: the period, whose deals, and the transaction in which its end is the present.
pub struct Ground {
    pub tx: Tx,
    pub errors: FormErrors,
    pub until: Until,
    pub period: Period,
    pub scope: Scope,
    pub owners: Vec<Owner>,
    pub journeys: Vec<Followed>,
    /// The last moment that counts: the end of the period, or whatever has happened by the time one looks.
    pub upto: DateTime<Utc>,
}

impl Ground {
    /// Three questions of the database.
    pub async fn of(viewer: &Viewer, when: &AsOf, asked: &Asked) -> sqlx::Result<Self> {
        let mut errors = FormErrors::default();
        let now = when.app.clock.now();
        let until = Until::read(asked, viewer.zone, now, &mut errors);
        let db = match until.moment {
            Some(moment) => when.app.db.as_of(moment),
            None => when.app.db.clone(),
        };
        let mut tx = db.read(viewer.scope()).await?;
        let owners = opportunities::owners(&mut tx, asked.owner(viewer)).await?;
        let journeys = pipeline::journeys(&mut tx).await?;
        let last_look = store::last_look(&mut tx, viewer.member).await?;
        let period = Period::read(asked, &until, last_look, &mut errors);
        Ok(Self {
            tx,
            errors,
            period,
            scope: asked.scope(viewer, &owners, &journeys),
            upto: until.moment.unwrap_or_else(|| when.latest()),
            until,
            owners,
            journeys,
        })
    }

    /// Rates as they are at the end, for both ends: only deals move what is between them. One question.
    pub async fn rates(&mut self, viewer: &Viewer) -> sqlx::Result<Arc<DayRates>> {
        let rates = rates::store::rates(&mut self.tx, viewer.currency).await?;
        let day = self.until.end().with_timezone(&viewer.zone).date_naive();
        Ok(Arc::new(rates.on(day)))
    }
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    when: AsOf,
    Query(asked): Query<Asked>,
) -> Result<Page<ReviewPage>, AppError> {
    let mut ground = Ground::of(&viewer, &when, &asked).await?;
    let (scope, end) = (ground.scope, ground.until.end());
    let numbers = numbers(&mut ground, &viewer, &asked).await?;
    kept::keep(&when.app.db, viewer.scope(), &ground, &numbers);
    let (tx, since) = (&mut ground.tx, ground.period.since);
    let talk = match ground.until.moment {
        None => Some(talk::of(tx, &viewer, &when, since, &numbers).await?),
        Some(_) => None,
    };
    let flow = Flow::of(&asked, scope, &numbers, &ground.period.end_label());
    // The moment of the end, for pages that have no period.
    let at = match ground.until.moment {
        Some(moment) => format::exact(moment),
        None => when.moment.map_or(String::new(), format::exact),
    };
    let stands = Stands::of(&asked, scope, &numbers, (end, ground.period.is_over, &at));
    Ok(Page(ReviewPage {
        is_empty: scope == Scope::default() && stands.is_empty && !flow.moved,
        frame: viewer
            .frame("Review", "review")
            .with(shown)
            .looking_at(when.past(&viewer)),
        tiles: tiles(&asked, &ground, &flow, &numbers, &at),
        stands,
        converted_at: converted(&flow),
        told: told(&ground),
        bar: bar(&asked, &viewer, &ground),
        look: (when.moment.is_none() && !ground.period.is_over).then(LookId::new),
        period: ground.period,
        flow,
        talk,
    }))
}

/// What the database sums up for the page: four questions, with the rates.
async fn numbers(ground: &mut Ground, viewer: &Viewer, asked: &Asked) -> sqlx::Result<Numbers> {
    let rates = ground.rates(viewer).await?;
    let (scope, since, upto) = (ground.scope, ground.period.since, ground.upto);
    let end = ground.until.end();
    let ago = stands::back(asked).before(end);
    let tx = &mut ground.tx;
    Ok(Numbers {
        rates,
        scope,
        stands: store::sums(tx, scope, &[since, upto, ago]).await?,
        moved: store::flow(tx, scope, since, upto).await?,
        figures: store::figures(tx, scope, end.date_naive()).await?,
    })
}

fn bar(asked: &Asked, viewer: &Viewer, ground: &Ground) -> Bar {
    let begins = [
        ("My last look", LOOK),
        ("A week", "week"),
        ("A month", "month"),
        ("A quarter", "quarter"),
    ];
    let word = ground.period.word;
    let begins = begins.into_iter().map(|(label, begins)| {
        let there = asked.with(|asked| begins.clone_into(&mut asked.since));
        (label, there.page_url(), begins == word)
    });
    let is_day = word == "day" || !ground.errors.of("since").is_empty();
    Bar {
        errors: ground.errors.clone(),
        asked: asked.clone(),
        day: if is_day {
            asked.since().to_owned()
        } else {
            String::new()
        },
        was: if is_day { "" } else { word },
        begins: begins.collect(),
        owners: asked.owner_choices(viewer, &ground.owners),
        journeys: asked.journey_choices(&ground.journeys),
        proved: asked.proved_choices(),
    }
}

/// "16 Nov → now, Jon’s deals", in words.
fn told(ground: &Ground) -> String {
    let (scope, period) = (ground.scope, &ground.period);
    let owner = ground
        .owners
        .iter()
        .find(|owner| Some(owner.id) == scope.owner);
    let whose = owner.map_or("all owners".to_owned(), |owner| owner.name.clone());
    let journey = ground.journeys.iter().find(|j| Some(j.id) == scope.journey);
    let journey = journey.map_or(String::new(), |journey| format!(", {}", journey.name));
    let proved = scope.proved.map_or(String::new(), |phase| {
        format!(", proved to {} or further", phase.heading())
    });
    let until = match ground.until.moment {
        Some(_) => format!(" until {}", period.end_told),
        None => String::new(),
    };
    format!(
        "{}{until}, {whose}{journey}{proved}.",
        format::capital(&period.told)
    )
}

fn tiles(asked: &Asked, ground: &Ground, flow: &Flow, numbers: &Numbers, at: &str) -> Vec<Tile> {
    let scope = ground.scope;
    let counted = |worth: &Worth| format::counted(worth.deals, "deal");
    let money = |worth: &Worth| {
        let apart = worth.apart();
        apart
            .iter()
            .fold(worth.short(), |line, apart| format!("{line} {apart}"))
    };
    let (further, ageing, ready) = (
        numbers.figure("further"),
        numbers.figure("ageing"),
        numbers.of(Listed::Ready),
    );
    let begins = match ground.period.word {
        LOOK => "when you last looked".to_owned(),
        "day" => format!("at the beginning of {}", ground.period.short),
        word if ground.period.is_over => format!("a {word} before"),
        word => format!("a {word} ago"),
    };
    let then = format!("{} {begins}", money(&flow.start));
    vec![
        Tile {
            label: "Verified pipeline",
            figure: money(&flow.end),
            more: then,
            url: flow.end_url.clone(),
        },
        Tile {
            label: "Ready to move",
            figure: counted(&ready),
            more: format!("{}, the gate is open", money(&ready)),
            url: asked.list_url(Listed::Ready),
        },
        Tile {
            label: "Called further than proved",
            figure: counted(&further),
            more: format!("{}, the call is ahead of the evidence", money(&further)),
            url: asked.table_url(scope, &[("further", "yes")], at),
        },
        Tile {
            label: "Evidence that grows old",
            figure: counted(&ageing),
            more: format!("{} stands on it", money(&ageing)),
            url: asked.table_url(scope, &[("ageing", "yes")], at),
        },
    ]
}

/// What was converted at either end, each rate once.
fn converted(flow: &Flow) -> Vec<String> {
    let mut lines = flow.start.converted_at();
    lines.extend(flow.end.converted_at());
    lines.sort();
    lines.dedup();
    lines
}
