//! Whether every deal stands where its evidence stands, and what there is in all.

use super::{crew, store, world::World};
use crate::{
    database::Database,
    ids::OpportunityId,
    journey::terms::{OutcomeKind, Phase},
};
use anyhow::Result;
use std::{fmt, sync::Arc};

/// How many deals are judged in one question.
pub const AT_ONCE: usize = 200;

/// What the guard said of every deal, at the end.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    pub deals: usize,
    pub elsewhere: Vec<OpportunityId>,
}

impl Proof {
    /// No deal stands anywhere else than where its evidence does.
    pub fn holds(&self) -> bool {
        self.elsewhere.is_empty()
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.elsewhere.first() {
            None => write!(
                f,
                "all {} deals stand where their evidence does",
                self.deals
            ),
            Some(first) => write!(
                f,
                "{} of {} deals stand elsewhere than their evidence, the first is {first}",
                self.elsewhere.len(),
                self.deals
            ),
        }
    }
}

/// Judges every one of these deals again, at the present of the tale.
pub async fn of(
    db: &Database,
    world: &Arc<World>,
    deals: Vec<Vec<OpportunityId>>,
) -> Result<Proof> {
    let count = deals.iter().map(Vec::len).sum();
    let elsewhere = crew::side_by_side(db, world, deals, |db, world, deals| async move {
        let mut tx = store::begin(&db, &world, world.now, false).await?;
        Ok(store::standing_elsewhere(&mut tx, &deals).await?)
    })
    .await?;
    Ok(Proof {
        deals: count,
        elsewhere: elsewhere.concat(),
    })
}

/// What there is in the workspace.
#[derive(Clone, Debug)]
pub struct Sum {
    /// Open deals by phase, in order.
    pub open: Vec<(Phase, i64)>,
    /// Closed ones by how they ended.
    pub closed: Vec<(OutcomeKind, i64)>,
    pub accounts: i64,
    pub contacts: i64,
    pub evidence: i64,
    pub fall_backs: i64,
    pub events: i64,
}

/// Counts it.
pub async fn sum(db: &Database, world: &World) -> Result<Sum> {
    let mut tx = store::begin(db, world, world.now, false).await?;
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for count in store::deals(&mut tx).await? {
        match (count.phase.and_then(Phase::from_code), count.outcome) {
            (Some(phase), _) => open.push((phase, count.deals)),
            (None, Some(outcome)) => closed.push((outcome.parse()?, count.deals)),
            (None, None) => {}
        }
    }
    let amounts = store::amounts(&mut tx).await?;
    Ok(Sum {
        open,
        closed,
        accounts: amounts.accounts,
        contacts: amounts.contacts,
        evidence: amounts.evidence,
        fall_backs: amounts.fall_backs,
        events: amounts.events,
    })
}
