//! The rates as settings show them: a form, what lacks a rate, and for every currency what counts and what it was before.

use super::store::{self, Entry};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::RateId,
    money::{Currency, DayRates},
    people::{Manager, Viewer, choices},
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;

/// What a browser sends; an address may fill some of it in beforehand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    /// The workspace's currency when the form was drawn.
    pub per: String,
    pub currency: String,
    pub from_on: String,
    pub rate: String,
    /// "yes": no rate from that day on.
    pub none: String,
}

impl Input {
    pub fn ends(&self) -> bool {
        self.none == "yes"
    }
}

#[derive(Template)]
#[template(path = "rates/page.html")]
pub struct RatesPage {
    frame: Frame,
    place: &'static str,
    administers: bool,
    own: Currency,
    /// How a rate is written.
    hint: String,
    input: Input,
    errors: FormErrors,
    currencies: Vec<Choice>,
    lacking: Vec<Lacking>,
    tables: Vec<Table>,
    /// For a form that ends a rate.
    ending_id: String,
}

/// A currency in which open deals are made, without a rate today.
struct Lacking {
    currency: Currency,
    deals: String,
}

/// All that is on record of one currency.
struct Table {
    currency: Currency,
    /// "1 USD = 0.92 EUR since 3 Nov".
    today: String,
    rows: Vec<Row>,
}

struct Row {
    from: String,
    /// As forms send it.
    from_on: NaiveDate,
    /// Empty: no rate.
    rate: String,
    by: String,
    at: String,
    counts: bool,
}

pub async fn show(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Query(input): Query<Input>,
) -> Result<Page<RatesPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let mut page = RatesPage::load(&mut tx, &app, &viewer, input).await?;
    page.frame = page.frame.with(shown);
    Ok(Page(page))
}

impl RatesPage {
    pub async fn load(
        tx: &mut Tx,
        app: &App,
        viewer: &Viewer,
        mut input: Input,
    ) -> Result<Self, AppError> {
        let (own, today) = (viewer.currency, viewer.today(app));
        let rates = store::rates(tx, own).await?.on(today);
        let entries = store::entries(tx, own).await?;
        let foreign = store::foreign_deals(tx, own).await?;
        if input.id.is_empty() {
            input.id = RateId::new().to_string();
        }
        if input.from_on.is_empty() {
            input.from_on = today.to_string();
        }
        input.per = own.code().to_owned();
        let mut currencies = choices::currencies(&input.currency);
        currencies.retain(|choice| choice.value != own.code());
        let lacking = foreign.into_iter();
        Ok(Self {
            frame: viewer.frame("Exchange rates", "settings"),
            place: "rates",
            administers: viewer.administers(),
            own,
            hint: format!("So many {own}, such as 0.92 or 0,92."),
            input,
            errors: FormErrors::default(),
            currencies,
            lacking: lacking
                .filter(|(currency, _)| rates.of(*currency).is_none())
                .map(|(currency, deals)| Lacking {
                    currency,
                    deals: format::counted(deals, "open deal"),
                })
                .collect(),
            tables: tables(entries, &rates, viewer, app),
            ending_id: RateId::new().to_string(),
        })
    }

    /// The same page with what is wrong with the form.
    pub fn refusing(mut self, errors: FormErrors) -> Self {
        self.errors = errors;
        self
    }
}

fn tables(entries: Vec<Entry>, rates: &DayRates, viewer: &Viewer, app: &App) -> Vec<Table> {
    let own = rates.own();
    let mut tables: Vec<Table> = vec![];
    for entry in entries {
        let currency = entry.currency;
        if tables.last().is_none_or(|table| table.currency != currency) {
            tables.push(Table {
                currency,
                today: match rates.of(currency) {
                    Some((rate, since)) => format!(
                        "1 {currency} = {rate} {own} since {}",
                        format::day(since, rates.day())
                    ),
                    None => "no rate today: counted apart".to_owned(),
                },
                rows: vec![],
            });
        }
        if let Some(table) = tables.last_mut() {
            table.rows.push(row(entry, rates.day(), viewer, app));
        }
    }
    tables
}

fn row(entry: Entry, today: NaiveDate, viewer: &Viewer, app: &App) -> Row {
    Row {
        from: format::day(entry.from_on, today),
        from_on: entry.from_on,
        rate: entry.rate.map_or(String::new(), |rate| rate.to_string()),
        by: entry.by,
        at: format::moment(entry.at, viewer.zone, app.clock.now()),
        counts: entry.counts,
    }
}
