//! The deals behind a number of the forecast.

use super::{
    listed::{Asked, Listed},
    model::state::Footing,
    page::percent,
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

/// How many deals a page shows.
const ROWS: usize = 50;

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
