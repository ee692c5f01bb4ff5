//! One deal of a list: how it stood, and what it adds to the number that the list is behind.

use super::{listed::Listed, model::state::Footing, page::percent, store::Row, work::called};
use crate::{
    ids::OpportunityId,
    journey::terms::{OutcomeKind, Phase},
    money::{Currency, Money},
    web::format,
};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// One deal.
pub struct Line {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub stood: String,
    pub told: String,
    pub amount: String,
}

/// What all lines of a list have in common.
pub struct Setting {
    pub listed: Listed,
    /// The forecast's day, and the currency in which it counts.
    pub today: NaiveDate,
    pub own: Currency,
    pub zone: Tz,
}

impl Line {
    pub fn of(row: &Row, setting: &Setting) -> Self {
        let amount = row.amount.zip(row.currency.parse().ok());
        let amount = amount.map(|(minor, currency)| Money { minor, currency }.to_string());
        Self {
            id: row.deal,
            name: row.name.clone(),
            account: row.account.clone(),
            stood: stood(row),
            told: setting.told(row),
            amount: amount.unwrap_or_else(|| "no amount".to_owned()),
        }
    }
}

/// "Choosing, only words so far, heard this month".
fn stood(row: &Row) -> String {
    let phase = Phase::from_code(row.phase).map_or("", Phase::heading);
    match row.footing.and_then(Footing::from_code) {
        Some(footing) => format!("{phase}, {}", footing.words()),
        None => phase.to_owned(),
    }
}

impl Setting {
    /// What the deal adds to the list's number.
    fn told(&self, row: &Row) -> String {
        match self.listed {
            Listed::Lived(_) => row
                .weeks
                .map_or(String::new(), |weeks| format::counted(weeks.into(), "week")),
            Listed::Called(_) => self.called(row),
            Listed::Ended(..) => self.ended(row),
            Listed::Won(_) => format!("{}: {}", self.ended(row), self.counts(row.worth)),
            Listed::Open(_) => self.counts(row.worth),
            Listed::WithoutWorth | Listed::Held => String::new(),
        }
    }

    fn called(&self, row: &Row) -> String {
        let Some((on, odds)) = row.call_on.zip(row.call_odds) else {
            return String::new();
        };
        let counts = self.counts(row.worth.map(|worth| called(Some(worth), odds)));
        let (odds, on) = (percent(odds * 100), format::day(on, self.today));
        format!("{odds} by {on}: {counts}")
    }

    fn ended(&self, row: &Row) -> String {
        let ended = row.ended.as_deref().and_then(|word| word.parse().ok());
        let ended = ended.map_or("", OutcomeKind::label);
        match row.ended_at {
            Some(at) => {
                let day = at.with_timezone(&self.zone).date_naive();
                format!("{ended}, {}", format::day(day, self.today))
            }
            None => ended.to_owned(),
        }
    }

    /// "counts for €1,234.50".
    fn counts(&self, minor: Option<i64>) -> String {
        let currency = self.own;
        match minor {
            Some(minor) => format!("counts for {}", Money { minor, currency }),
            None => "counts as a deal only".to_owned(),
        }
    }
}
