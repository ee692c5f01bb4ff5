//! What the company keeps beside its deals: what other currencies are worth, and views of the pipeline.

use super::script::{Company, day};
use crate::database::{Database, Scope};
use crate::ids::{MemberId, RateId, SavedViewId};
use crate::rates::store::{self as rates, NewRate};
use crate::views::{
    Place, ViewName,
    store::{self as views, Kept},
};
use anyhow::{Error, Result};
use chrono::{DateTime, Days, Utc};

/// Name, page, and what stands behind its question mark.
const VIEWS: [(&str, Place, &str); 2] = [
    ("My deals", Place::Board, "owner=mine"),
    ("On hold", Place::Table, "outcome=on_hold"),
];

/// Writes the rates down, each on its day, and the views for everybody.
pub async fn keep(
    db: &Database,
    scope: Scope,
    admin: MemberId,
    company: &Company,
    now: DateTime<Utc>,
) -> Result<()> {
    let scope = Scope {
        member: Some(admin),
        ..scope
    };
    for rate in &company.rates {
        let at = now - Days::new(rate.days_ago.into());
        let mut tx = db.rehearsing(at).begin(scope).await?;
        let new = NewRate {
            id: RateId::new(),
            own: company.currency.parse().map_err(Error::msg)?,
            currency: rate.currency.parse().map_err(Error::msg)?,
            from_on: day(now.date_naive(), rate.days_ago),
            rate: Some(rate.worth.parse().map_err(Error::msg)?),
        };
        rates::add(&mut tx, &new).await?;
        tx.commit().await?;
    }
    let kept_on = day(now.date_naive(), 9).and_time(now.time()).and_utc();
    let mut tx = db.rehearsing(kept_on).begin(scope).await?;
    for (name, place, query) in VIEWS {
        let kept = Kept {
            name: ViewName::parse(name).map_err(Error::msg)?,
            shared: true,
            place,
            query: query.to_owned(),
        };
        views::save(&mut tx, SavedViewId::new(), &kept).await?;
    }
    Ok(tx.commit().await?)
}
