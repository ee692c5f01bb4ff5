//! The deals behind a number of the forecast.

use super::{
    model::state::{Ending, Footing, State as Standing},
    page::percent,
    span::Which,
    store::{self, Row, SaidHead, SpanRow, Sum},
    work::called,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    journey::terms::{OutcomeKind, Phase},
    money::{Currency, Money},
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;

/// How many deals a page shows.
const ROWS: usize = 50;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
    /// "PHASE.FOOTING".
    standing: String,
    ending: String,
    span: String,
    after: String,
}

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Open(Option<Standing>),
    WithoutWorth,
    Held,
    Lived(Standing),
    Ended(Option<Ending>, Option<Standing>),
    Won(Which),
    Called(Which),
}

impl Asked {
    fn listed(&self) -> Option<Listed> {
        let standing = match self.standing.as_str() {
            "" => None,
            words => Some(standing(words)?),
        };
        let ending = match self.ending.as_str() {
            "" => None,
            word => Some(word.parse().ok().and_then(Ending::of)?),
        };
        Some(match self.of.as_str() {
            "" | "open" => Listed::Open(standing),
            "without" => Listed::WithoutWorth,
            "held" => Listed::Held,
            "lived" => Listed::Lived(standing?),
            "ended" => Listed::Ended(ending, standing),
            "won" => Listed::Won(self.span.parse().ok()?),
            "called" => Listed::Called(self.span.parse().ok()?),
            _ => return None,
        })
    }
}

fn standing(words: &str) -> Option<Standing> {
    let (phase, footing) = words.split_once('.')?;
    Some(Standing {
        phase: Phase::from_code(phase.parse().ok()?)?,
        footing: Footing::from_code(footing.parse().ok()?)?,
    })
}

impl Listed {
    /// Where it is.
    pub fn url(self) -> String {
        let standing = |standing: Standing| {
            let (phase, footing) = (standing.phase.code(), standing.footing.code());
            format!("&standing={phase}.{footing}")
        };
        let rest = match self {
            Self::Open(state) => format!("open{}", state.map(standing).unwrap_or_default()),
            Self::WithoutWorth => "without".to_owned(),
            Self::Held => "held".to_owned(),
            Self::Lived(state) => format!("lived{}", standing(state)),
            Self::Ended(ending, state) => {
                let ending = ending.map(|ending| format!("&ending={}", ending.outcome().name()));
                let (ending, state) = (ending.unwrap_or_default(), state.map(standing));
                format!("ended{ending}{}", state.unwrap_or_default())
            }
            Self::Won(span) => format!("won&span={}", span.word()),
            Self::Called(span) => format!("called&span={}", span.word()),
        };
        format!("/forecast/deals?of={rest}")
    }

    fn heading(self) -> String {
        match self {
            Self::Open(None) => "Open deals in the forecast".to_owned(),
            Self::Open(Some(state)) => format!("Open: {}", told(state)),
            Self::WithoutWorth => "Open deals that the money leaves out".to_owned(),
            Self::Held => "On hold".to_owned(),
            Self::Lived(state) => format!("Weeks lived: {}", told(state)),
            Self::Ended(ending, state) => {
                let how = ending.map_or("Ended", |ending| ending.outcome().label());
                let from = state.map(|state| format!(", from: {}", told(state)));
                format!("{how}{}", from.unwrap_or_default())
            }
            Self::Won(span) => format!("Won already: {}", span.heading().to_lowercase()),
            Self::Called(span) => format!("The owners’ calls: {}", span.heading().to_lowercase()),
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Open(_) => "Open when the forecast was worked out, and how each stood then.",
            Self::WithoutWorth => {
                "They have no amount, or one in a currency without a rate. They are counted as deals."
            }
            Self::Held => "On hold when the forecast was worked out. They are not in it.",
            Self::Lived(_) => {
                "How many whole weeks each deal stood like this at the week’s beginning."
            }
            Self::Ended(..) => "How each stood at the beginning of the week in which it ended.",
            Self::Won(_) => "Won before the forecast was worked out.",
            Self::Called(_) => {
                "The owner’s day falls into this time. Each counts for its odds times what it is worth."
            }
        }
    }
}

/// "Choosing, only words so far, heard this month".
fn told(state: Standing) -> String {
    format!("{}, {}", state.phase.heading(), state.footing.words())
}

#[derive(Template)]
#[template(path = "forecast/deals.html")]
pub struct DealsPage {
    frame: Frame,
    heading: String,
    meaning: &'static str,
    sum: String,
    rows: Vec<Line>,
    top_url: String,
    more_url: String,
}

/// One deal.
struct Line {
    id: OpportunityId,
    name: String,
    account: String,
    stood: String,
    told: String,
    amount: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<DealsPage>, AppError> {
    let listed = asked.listed().ok_or(AppError::NotFound)?;
    let mut tx = app.db.read(viewer.scope()).await?;
    let Some(head) = store::head(&mut tx).await? else {
        return Ok(page(&viewer, listed, None, &asked));
    };
    let spans = store::spans(&mut tx, head.day).await?;
    let found = Found::of(&mut tx, listed, (&head, &spans), asked.after.parse().ok()).await?;
    Ok(page(&viewer, listed, Some((found, head)), &asked))
}

/// None: nothing was worked out yet.
fn page(
    viewer: &Viewer,
    listed: Listed,
    found: Option<(Found, SaidHead)>,
    asked: &Asked,
) -> Page<DealsPage> {
    let rows = found.as_ref().map_or(&[][..], |(found, _)| &found.rows);
    let last = rows.get(ROWS - 1).filter(|_| rows.len() > ROWS);
    let day = found.as_ref().map(|(_, head)| head.day).unwrap_or_default();
    Page(DealsPage {
        frame: viewer.frame(listed.heading(), "forecast"),
        heading: listed.heading(),
        meaning: listed.meaning(),
        rows: rows
            .iter()
            .take(ROWS)
            .map(|row| line(listed, row, day))
            .collect(),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => listed.url(),
        },
        more_url: last.map_or(String::new(), |last| {
            format!("{}&after={}", listed.url(), last.deal)
        }),
        sum: found.map_or(String::new(), |(found, head)| {
            sum_told(listed, found.sum, head.currency)
        }),
    })
}

/// A page of a list, with one deal more than is shown, and what the whole list comes to.
struct Found {
    rows: Vec<Row>,
    sum: Sum,
}

impl Found {
    async fn of(
        tx: &mut Tx,
        listed: Listed,
        (head, spans): (&SaidHead, &[SpanRow]),
        after: Option<OpportunityId>,
    ) -> Result<Self, AppError> {
        let (most, at) = (ROWS as i64 + 1, head.said_at);
        let days = |which| {
            let span = spans.iter().find(|span| span.which == which);
            let days = span.map(|span| ((span.from_on, span.until_on), span.won_worth));
            days.ok_or(AppError::NotFound)
        };
        let only = |deals: i64, worth: i64| Sum {
            deals,
            weeks: 0,
            worth,
        };
        let (rows, sum) = match listed {
            Listed::Open(state) => (
                store::open(tx, state, false, after, most).await?,
                store::sum_open(tx, state, false).await?,
            ),
            Listed::WithoutWorth => (
                store::open(tx, None, true, after, most).await?,
                store::sum_open(tx, None, true).await?,
            ),
            Listed::Lived(state) => (
                store::lived(tx, Some(state), (false, None), after, most).await?,
                store::sum_lived(tx, Some(state), (false, None)).await?,
            ),
            Listed::Ended(ending, state) => (
                store::lived(tx, state, (true, ending), after, most).await?,
                store::sum_lived(tx, state, (true, ending)).await?,
            ),
            Listed::Called(which) => {
                let (days, _) = days(which)?;
                let rows = store::called(tx, days, after, most).await?;
                (rows, store::sum_called(tx, days).await?)
            }
            Listed::Won(which) => {
                let (days, worth) = days(which)?;
                let rows = store::won(tx, at, days, after, most).await?;
                (rows, only(store::sum_won(tx, at, days).await?, worth))
            }
            Listed::Held => (
                store::held(tx, at, after, most).await?,
                only(store::sum_held(tx, at).await?, 0),
            ),
        };
        Ok(Self { rows, sum })
    }
}

fn sum_told(listed: Listed, sum: Sum, currency: Currency) -> String {
    let deals = format::counted(sum.deals, "deal");
    let worth = || Money {
        minor: sum.worth,
        currency,
    };
    match listed {
        Listed::Lived(_) => format!("{deals}, {}", format::counted(sum.weeks, "week")),
        Listed::Open(_) | Listed::Won(_) | Listed::Called(_) => format!("{deals}, {}", worth()),
        Listed::WithoutWorth | Listed::Held | Listed::Ended(..) => deals,
    }
}

fn line(listed: Listed, row: &Row, today: NaiveDate) -> Line {
    let phase = Phase::from_code(row.phase).map_or("", Phase::heading);
    let footing = row.footing.and_then(Footing::from_code);
    let money = |minor: Option<i64>| {
        let currency = row.currency.parse().ok()?;
        Some(
            Money {
                minor: minor?,
                currency,
            }
            .to_string(),
        )
    };
    let ended = row.ended.as_deref().and_then(|word| word.parse().ok());
    let ended = ended.map_or("", OutcomeKind::label);
    let day = |day: NaiveDate| format::day(day, today);
    Line {
        id: row.deal,
        name: row.name.clone(),
        account: row.account.clone(),
        stood: match footing {
            Some(footing) => format!("{phase}, {}", footing.words()),
            None => phase.to_owned(),
        },
        told: match (listed, row.weeks, row.call_on.zip(row.call_odds)) {
            (Listed::Lived(_), Some(weeks), _) => format::counted(weeks.into(), "week"),
            (Listed::Called(_), _, Some((on, odds))) => {
                let odds_told = percent(odds * 100);
                let counts = called(row.worth, odds);
                match money(Some(counts)).filter(|_| row.worth == row.amount) {
                    Some(counts) => format!("{odds_told} by {}: counts for {counts}", day(on)),
                    None => format!("{odds_told} by {}", day(on)),
                }
            }
            (Listed::Ended(..) | Listed::Won(_), ..) => match row.ended_at {
                Some(at) => format!("{ended}, {}", day(at.date_naive())),
                None => ended.to_owned(),
            },
            _ => String::new(),
        },
        amount: money(row.amount).unwrap_or_else(|| "no amount".to_owned()),
    }
}
