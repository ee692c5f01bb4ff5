//! How far down a list a page begins. A place is a deal's own position, not a number of deals: what is recorded
//! meanwhile pushes nothing onto the next page twice.

use crate::ids::OpportunityId;
use chrono::{DateTime, Datelike, Utc};
use std::{fmt, str::FromStr};

/// Behind one deal, in lists that show first what was heard last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub heard_at: DateTime<Utc>,
    pub id: OpportunityId,
}

/// An address carries a place that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

impl fmt::Display for Place {
    /// As addresses carry it: "1762430700123456.0195…".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.heard_at.timestamp_micros(), self.id)
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (micros, id) = text.split_once('.').ok_or(NoPlace)?;
        let micros = micros.parse().map_err(|_| NoPlace)?;
        let heard_at = DateTime::from_timestamp_micros(micros).ok_or(NoPlace)?;
        if !(1990..=2199).contains(&heard_at.year()) {
            return Err(NoPlace);
        }
        Ok(Self {
            heard_at,
            id: id.parse().map_err(|_| NoPlace)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_to_the_microsecond_and_nonsense_as_none() {
        let place = Place {
            heard_at: "2025-11-06T13:05:00.123456Z".parse().expect("a moment"),
            id: OpportunityId::new(),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        for nonsense in ["", ".", "12", "12.x", "x.y", "99999999999999999999.1"] {
            assert_eq!(nonsense.parse::<Place>(), Err(NoPlace), "{nonsense}");
        }
    }
}
