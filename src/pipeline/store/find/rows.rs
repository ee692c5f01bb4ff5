//! What the lists' SQL answers.

use crate::{
    database::vocabulary::stored,
    ids::OpportunityId,
    pipeline::{
        query::{Key, Place},
        store::phase,
        sums::Sum,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, Result};
use uuid::Uuid;

#[derive(FromRow)]
pub(super) struct Found {
    id: Uuid,
    run: i16,
    moment: Option<DateTime<Utc>>,
    day: Option<NaiveDate>,
    words: Option<String>,
    number: Option<String>,
}

impl Found {
    pub(super) fn placed(self) -> Result<(OpportunityId, Place)> {
        let key = self
            .number
            .map(Key::Number)
            .or(self.day.map(Key::Day))
            .or(self.words.map(Key::Words))
            .or(self.moment.map(Key::Moment))
            .ok_or_else(|| sqlx::Error::Decode("a deal without a place in its list".into()))?;
        let (id, run) = (OpportunityId(self.id), self.run);
        Ok((id, Place { run, key, id }))
    }
}

#[derive(FromRow)]
pub(super) struct Summed {
    phase: Option<i16>,
    currency: String,
    deals: i64,
    without_amount: i64,
    amount: String,
}

impl Summed {
    pub(super) fn sum(self) -> Result<Sum> {
        let amount = self.amount.parse();
        Ok(Sum {
            phase: self.phase.map(phase).transpose()?,
            currency: stored(&self.currency)?,
            deals: self.deals,
            without_amount: self.without_amount,
            amount: amount.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        })
    }
}
