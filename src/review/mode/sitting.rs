//! A sitting: one member's way through some deals.

use super::store;
use crate::{
    database::Tx,
    ids::{MemberId, OpportunityId, SittingId},
};
use chrono::{DateTime, Utc};

/// One member's way through some deals.
#[derive(Clone, Debug)]
pub struct Sitting {
    pub id: SittingId,
    pub since: DateTime<Utc>,
    /// In the order in which they are gone through.
    pub deals: Vec<OpportunityId>,
    /// Where one is, counted from 1; one more than there are deals: gone through.
    pub place: i16,
    pub at: DateTime<Utc>,
}

impl Sitting {
    /// How many deals it goes through.
    pub fn length(&self) -> i16 {
        self.deals.len().try_into().unwrap_or(i16::MAX)
    }

    /// The deal at a place; `None`: there is none.
    pub fn deal(&self, place: i16) -> Option<OpportunityId> {
        let index = usize::try_from(place - 1).ok()?;
        self.deals.get(index).copied()
    }

    /// Where a place is.
    pub fn url(&self, place: i16) -> String {
        format!("/review/sittings/{}/{place}", self.id)
    }
}

/// Where a member left off, if they did: the words and the address.
pub async fn go_on(tx: &mut Tx, member: MemberId) -> sqlx::Result<Option<(String, String)>> {
    let latest = store::latest(tx, member).await?;
    let open = latest.filter(|sitting| sitting.place <= sitting.length());
    Ok(open.map(|sitting| {
        let (place, all) = (sitting.place, sitting.length());
        let words = format!("Go on where you left off (deal {place} of {all})");
        (words, sitting.url(place))
    }))
}
