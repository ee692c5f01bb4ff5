//! Which deals a page shows, and in which order. The only SQL that is put together at run time: every piece is written
//! here, and what a person typed is only ever bound.

mod lane;
mod narrow;
mod rows;

use super::Worth;
use crate::{
    database::Tx,
    ids::OpportunityId,
    pipeline::{
        query::{Filter, Order, Place, Shelf, Sort},
        sums::Sum,
    },
};
use chrono::{DateTime, Utc};
use lane::push_shelf;
use narrow::Named;
use rows::{Found, Summed};
use sqlx::{Postgres, QueryBuilder, Result};
use uuid::Uuid;

/// Deals that stand together in the order of an index, and behind which of them to begin.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Lists are runs, one after the other; lanes of one run are merged.
    run: i16,
    shelf: Option<Shelf>,
    part: Part,
    after: Option<Place>,
}

/// What a lane takes of its shelf, and by what it is in order.
#[derive(Clone, Copy, Debug)]
enum Part {
    Heard,
    Since,
    Account,
    Owner,
    Dated,
    Undated,
    /// Worth something, in the currency of this number in the list of rates.
    Valued(usize),
    /// No amount, or no rate for its currency.
    Unvalued,
}

/// A list of deals as it is asked for.
pub struct Search<'a> {
    pub filter: &'a Filter,
    /// The deals that can hold the filter's words, where it is known.
    pub named: Option<&'a [Uuid]>,
    pub sort: Sort,
    pub worth: &'a Worth,
    pub now: DateTime<Utc>,
}

impl Search<'_> {
    /// The lanes of a list that begins behind `after`.
    pub fn lanes(&self, after: Option<&Place>) -> Vec<Lane> {
        let shelves = self.filter.shelves();
        let mut lanes: Vec<Lane> = match self.sort.order {
            Order::Heard => each(&shelves, |_| 0, Part::Heard),
            Order::Phase => {
                let descends = self.sort.descends();
                each(&shelves, |shelf| run_of(shelf, descends), Part::Heard)
            }
            Order::Since => self.in_one(&[(0, Part::Since)]),
            Order::Account => self.in_one(&[(0, Part::Account)]),
            Order::Owner => self.in_one(&[(0, Part::Owner)]),
            Order::Date => self.in_one(&[(0, Part::Dated), (1, Part::Undated)]),
            Order::Value => {
                let currencies = 0..self.worth.0.len();
                let mut parts: Vec<_> = currencies.map(|i| (0, Part::Valued(i))).collect();
                parts.push((1, Part::Unvalued));
                self.in_one(&parts)
            }
        };
        if let Some(place) = after {
            lanes.retain(|lane| lane.run >= place.run);
            for lane in lanes.iter_mut().filter(|lane| lane.run == place.run) {
                lane.after = Some(place.clone());
            }
        }
        lanes
    }

    /// Open deals of every phase together, and ended ones by outcome.
    fn in_one(&self, parts: &[(i16, Part)]) -> Vec<Lane> {
        let shelves = self.filter.shelves();
        let ended = shelves.iter().filter(|s| matches!(s, Shelf::Ended(_)));
        let open = shelves.iter().any(|s| matches!(s, Shelf::Open(_)));
        let shelves = open
            .then_some(None)
            .into_iter()
            .chain(ended.copied().map(Some));
        shelves
            .flat_map(|shelf| {
                parts.iter().map(move |(run, part)| Lane {
                    run: *run,
                    shelf,
                    part: *part,
                    after: None,
                })
            })
            .collect()
    }

    /// The first `each` deals of every lane, and of those the first `altogether`, with their places in the list.
    pub async fn found(
        &self,
        tx: &mut Tx,
        lanes: &[Lane],
        each: i64,
        altogether: i64,
    ) -> Result<Vec<(OpportunityId, Place)>> {
        if lanes.is_empty() {
            return Ok(vec![]);
        }
        let way = self.way();
        let mut sql = QueryBuilder::new("with ");
        let mut runs: Vec<i16> = lanes.iter().map(|lane| lane.run).collect();
        runs.sort_unstable();
        runs.dedup();
        for (place, run) in runs.iter().enumerate() {
            let lanes = lanes.iter().filter(|lane| lane.run == *run);
            self.push_run(&mut sql, tx.workspace().0, (place, lanes), each, altogether);
        }
        sql.push("select f.id, f.run, f.moment, f.day, f.words, f.number::text as number from (");
        sql.push(all_of(runs.len(), "*"));
        sql.push(format!(
            ") as f order by f.run, f.number {way}, f.day {way}, f.words {way}, f.moment {way}, f.id {way} limit "
        ));
        sql.push_bind(altogether);
        let found: Vec<Found> = sql.build_query_as().fetch_all(&mut **tx).await?;
        found.into_iter().map(Found::placed).collect()
    }

    /// One run: its lanes together. It is not gone through where those before it fill the page.
    fn push_run<'l>(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        workspace: Uuid,
        (place, lanes): (usize, impl Iterator<Item = &'l Lane>),
        each: i64,
        altogether: i64,
    ) {
        let comma = if place == 0 { "" } else { ", " };
        sql.push(format!(
            "{comma}run_{place} as materialized (select * from ("
        ));
        for (index, lane) in lanes.enumerate() {
            sql.push(if index == 0 { "(" } else { ") union all (" });
            self.push_lane(sql, workspace, lane, each);
        }
        sql.push(")) as l");
        if place > 0 {
            let before = all_of(place, "id");
            sql.push(format!(
                " limit case when (select count(*) from ({before}) as before) >= "
            ));
            sql.push_bind(altogether).push(" then 0 end");
        }
        sql.push(") ");
    }

    /// How many deals the list holds where, and for how much: of all of them, wherever its pages begin.
    pub async fn sums(&self, tx: &mut Tx) -> Result<Vec<Sum>> {
        let mut sql = QueryBuilder::new(
            "select case when o.outcome is null then o.phase end as phase, o.currency, count(*) as deals,
                count(*) filter (where o.amount is null) as without_amount, coalesce(sum(o.amount), 0)::text as amount
            from opportunity o where o.workspace_id = ",
        );
        sql.push_bind(tx.workspace().0).push(" and (");
        let shelves = self.filter.shelves();
        if shelves.is_empty() {
            sql.push("false");
        }
        for (index, shelf) in shelves.iter().enumerate() {
            if index > 0 {
                sql.push(" or ");
            }
            push_shelf(&mut sql, *shelf);
        }
        sql.push(")");
        self.push_filter(&mut sql, tx.workspace().0, Named::LookedUp);
        sql.push(" group by 1, 2");
        let summed: Vec<Summed> = sql.build_query_as().fetch_all(&mut **tx).await?;
        summed.into_iter().map(Summed::sum).collect()
    }

    fn way(&self) -> &'static str {
        if self.sort.descends() { "desc" } else { "asc" }
    }
}

/// What so many runs have found.
fn all_of(runs: usize, columns: &str) -> String {
    let found = (0..runs).map(|place| format!("select {columns} from run_{place}"));
    found.collect::<Vec<_>>().join(" union all ")
}

/// A lane for every shelf.
fn each(shelves: &[Shelf], run: impl Fn(&Shelf) -> i16, part: Part) -> Vec<Lane> {
    let lane = |shelf: &Shelf| Lane {
        run: run(shelf),
        shelf: Some(*shelf),
        part,
        after: None,
    };
    shelves.iter().map(lane).collect()
}

/// The further the earlier, or the other way round; what has ended comes last.
fn run_of(shelf: &Shelf, descends: bool) -> i16 {
    match shelf {
        Shelf::Open(phase) if descends => -phase.code(),
        Shelf::Open(phase) => phase.code(),
        Shelf::Ended(_) => i16::MAX,
    }
}

/// Board lanes begin each where its own column does.
pub fn column_lanes(places: impl IntoIterator<Item = (Shelf, Option<Place>)>) -> Vec<Lane> {
    let lane = |(shelf, after)| Lane {
        run: 0,
        shelf: Some(shelf),
        part: Part::Heard,
        after,
    };
    places.into_iter().map(lane).collect()
}
