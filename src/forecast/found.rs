//! A page of a list, and what the whole list comes to.

use super::{
    listed::Listed,
    span::Which,
    store::{self, Row, SaidHead, SpanRow, Sum},
};
use crate::{
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    money::{Currency, Money},
    rates,
};
use chrono::NaiveDate;

/// Deals of a list from one on, and what all of them come to.
pub struct Found {
    pub rows: Vec<Row>,
    pub sum: Sum,
}

impl Found {
    pub async fn of(
        tx: &mut Tx,
        listed: Listed,
        (head, spans): (&SaidHead, &[SpanRow]),
        after: Option<OpportunityId>,
        most: i64,
    ) -> Result<Self, AppError> {
        let span = |which| {
            let mut spans = spans.iter();
            let span = spans.find(|span| span.which == which);
            span.ok_or(AppError::NotFound)
        };
        Ok(match listed {
            Listed::Open(state) => {
                let rows = store::open(tx, state, false, after, most).await?;
                Self::with(rows, store::sum_open(tx, state, false).await?)
            }
            Listed::WithoutWorth => {
                let rows = store::open(tx, None, true, after, most).await?;
                Self::with(rows, store::sum_open(tx, None, true).await?)
            }
            Listed::Lived(state) => {
                let rows = store::lived(tx, Some(state), (false, None), after, most).await?;
                Self::with(
                    rows,
                    store::sum_lived(tx, Some(state), (false, None)).await?,
                )
            }
            Listed::Ended(ending, state) => {
                let rows = store::lived(tx, state, (true, ending), after, most).await?;
                Self::with(rows, store::sum_lived(tx, state, (true, ending)).await?)
            }
            Listed::Called(which) => {
                let days = days(span(which)?);
                let rows = store::called(tx, days, after, most).await?;
                Self::with(rows, store::sum_called(tx, days).await?)
            }
            Listed::Won(which) => Self::won(tx, head, span(which)?, after, most).await?,
            Listed::Held => {
                let rows = store::held(tx, head.said_at, after, most).await?;
                Self::with(rows, only(store::sum_held(tx, head.said_at).await?, 0))
            }
        })
    }

    fn with(rows: Vec<Row>, sum: Sum) -> Self {
        Self { rows, sum }
    }

    /// What is won counts in the forecast's currency, at the rates of its day. From now on nothing is won yet.
    async fn won(
        tx: &mut Tx,
        head: &SaidHead,
        span: &SpanRow,
        after: Option<OpportunityId>,
        most: i64,
    ) -> Result<Self, AppError> {
        if span.which == Which::Year {
            return Ok(Self::with(vec![], only(0, 0)));
        }
        let mut rows = store::won(tx, head.said_at, days(span), after, most).await?;
        let rates = rates::store::rates(tx, head.currency).await?.on(head.day);
        for row in &mut rows {
            let currency: Option<Currency> = row.currency.parse().ok();
            let amount = row.amount.zip(currency);
            row.worth =
                amount.and_then(|(minor, currency)| rates.converted(Money { minor, currency }));
        }
        let deals = store::sum_won(tx, head.said_at, days(span)).await?;
        Ok(Self::with(rows, only(deals, span.won_worth)))
    }
}

fn days(span: &SpanRow) -> (NaiveDate, NaiveDate) {
    (span.from_on, span.until_on)
}

/// What is not counted in weeks.
fn only(deals: i64, worth: i64) -> Sum {
    Sum {
        deals,
        weeks: 0,
        worth,
    }
}
