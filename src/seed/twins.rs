//! Tales that are told again. A large workspace has more deals than can be played through the guard in minutes. So a few
//! thousand tales are, and what the database made of each is written again as often as is needed: under ids, moments and
//! customers of its own, by the owner of the tables, with the triggers that would play it anew set aside. At the end
//! [`super::proof`] has the guard judge every deal, those that were written as those that were played.

use super::{
    Progress, proof, store,
    world::{Wish, World},
};
use crate::{database::Database, ids::OpportunityId};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use sqlx::postgres::PgConnectOptions;
use uuid::Uuid;

/// How many deals are written in one transaction, about.
const AT_ONCE: usize = 10_000;

/// How much later than what was played the last of its twins are, at most.
const LATER: TimeDelta = TimeDelta::minutes(10);

/// What the last three bytes of every id are that belongs to a played tale. Those of a twin are its number.
const MARK: u32 = 0x00c0_ffee;

/// An id for something that belongs to one tale, and of which each twin has its own.
pub fn own() -> Uuid {
    ending(Uuid::now_v7(), MARK)
}

fn ending(id: Uuid, end: u32) -> Uuid {
    let mut bytes = id.into_bytes();
    bytes[13..].copy_from_slice(&end.to_be_bytes()[1..]);
    Uuid::from_bytes(bytes)
}

/// How many deals are played: all, or so many that all of them are told equally often.
pub fn played(wish: &Wish) -> usize {
    let often = wish.deals.div_ceil(wish.played.max(1)).max(1);
    wish.deals.div_ceil(often)
}

/// Some twins, by their numbers; the last of them may have fewer deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twins {
    pub first: u32,
    pub last: u32,
    pub deals_of_last: usize,
}

/// Writes the twins of these deals, as many as are wished for, and gives all deals.
pub async fn write(
    db: &Database,
    login: &PgConnectOptions,
    world: &World,
    mut deals: Vec<Vec<OpportunityId>>,
    mut so_far: Progress,
    tell: impl Fn(Progress),
) -> Result<Vec<Vec<OpportunityId>>> {
    let mut played: Vec<OpportunityId> = deals.concat();
    played.sort();
    let all = batches(world.wish.deals, played.len());
    let count = all.last().map_or(0, |batch| batch.last);
    for batch in all {
        let later = later(world.now, count);
        store::write_twins(login, world, batch, later)
            .await
            .with_context(|| format!("twins {} to {}", batch.first, batch.last))?;
        let mut tx = store::begin(db, world, world.now, false).await?;
        for number in batch.first..=batch.last {
            let many = if number == batch.last {
                batch.deals_of_last
            } else {
                played.len()
            };
            let twins: Vec<OpportunityId> = played[..many]
                .iter()
                .map(|deal| OpportunityId(ending(deal.0, number)))
                .collect();
            so_far.deals += twins.len();
            so_far.events += store::events_of(&mut tx, &twins).await?;
            deals.extend(twins.chunks(proof::AT_ONCE).map(<[_]>::to_vec));
        }
        tell(so_far);
    }
    Ok(deals)
}

fn batches(wished: usize, played: usize) -> Vec<Twins> {
    let count = wished.div_ceil(played.max(1)).saturating_sub(1);
    let many = (AT_ONCE / played.max(1)).max(1);
    (1..=count)
        .step_by(many)
        .map(|first| {
            let last = (first + many - 1).min(count);
            Twins {
                first: first as u32,
                last: last as u32,
                deals_of_last: (wished - last * played).min(played),
            }
        })
        .collect()
}

/// By how much each is later than the one before: so that nothing leaves its day, nor today what has been of it.
fn later(now: DateTime<Utc>, count: u32) -> TimeDelta {
    let midnight = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    let room = LATER
        .min(now - midnight - TimeDelta::seconds(2))
        .max(TimeDelta::zero());
    room / i32::try_from(count.max(1)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deal_that_is_wished_for_is_played_or_written_once() {
        for wished in [10, 1_999, 2_000, 2_001, 4_001, 12_345, 100_000, 1_000_000] {
            let wish = Wish {
                name: "Counted".into(),
                deals: wished,
                played: 2_000,
                seed: 1,
            };
            let played = played(&wish);
            assert!(played <= 2_000);
            let mut deals = played;
            let mut next = 1;
            for batch in batches(wished, played) {
                assert_eq!(batch.first, next);
                assert!(batch.deals_of_last <= played && batch.deals_of_last > 0);
                deals += (batch.last - batch.first) as usize * played + batch.deals_of_last;
                next = batch.last + 1;
            }
            assert_eq!(deals, wished);
        }
    }

    #[test]
    fn no_twin_is_later_than_now() {
        for now in [
            "2026-11-28T00:00:01Z",
            "2026-11-28T00:01:00Z",
            "2026-11-28T18:00:00Z",
        ] {
            let now: DateTime<Utc> = now.parse().expect("a moment");
            let step = later(now, 49);
            let lapsed =
                now.date_naive().and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(1);
            assert!(step * 49 <= LATER && lapsed.min(now) + step * 49 <= now);
        }
    }
}
