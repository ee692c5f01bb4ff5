//! A list of deals as an address asks for it: what the board, the table and the exports begin with.

use super::{
    query::{Asked, Filter, Place},
    store::{self, Followed, Listed, Search, Worth},
    sums::Sums,
};
use crate::{
    database::Tx,
    ids::OpportunityId,
    journey::terms::Phase,
    opportunities::store::{self as opportunities, Owner},
    past::AsOf,
    people::Viewer,
    rates,
    web::FormErrors,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// What is asked for, understood, with the sums of all that fits. Four questions of the database, one more for an
/// account's name and one for words.
pub struct List {
    pub owners: Vec<Owner>,
    pub journeys: Vec<Followed>,
    pub filter: Filter,
    pub errors: FormErrors,
    pub sums: Sums,
    named: Option<Vec<Uuid>>,
    worth: Worth,
    now: DateTime<Utc>,
}

impl List {
    pub async fn of(
        tx: &mut Tx,
        viewer: &Viewer,
        when: &AsOf,
        asked: &Asked,
    ) -> sqlx::Result<Self> {
        let owners = opportunities::owners(tx, asked.owner(viewer)).await?;
        let journeys = store::journeys(tx).await?;
        let account = match asked.account().as_str() {
            "" => None,
            name => store::account_named(tx, name).await?,
        };
        let (filter, errors) = Filter::of(asked, viewer, &owners, &journeys, account);
        let rates = rates::store::rates(tx, viewer.currency).await?;
        let rates = rates.on(viewer.today(&when.app));
        let mut list = Self {
            owners,
            journeys,
            filter,
            errors,
            sums: Sums::new(rates.clone(), vec![]),
            named: None,
            worth: Worth::of(&rates),
            now: when.app.clock.now(),
        };
        // Names of the past are told by the ledger, and stand in no index.
        if when.moment.is_none() && !list.filter.words.is_empty() {
            list.named = store::named(tx, &list.filter.words).await?;
        }
        let sums = match list.filter.is_summed() {
            true => store::kept_sums(tx, &list.filter, when.latest()).await?,
            false => list.search(asked).sums(tx).await?,
        };
        list.sums = Sums::new(rates, sums);
        Ok(list)
    }

    /// The deals in the order asked for.
    pub fn search(&self, asked: &Asked) -> Search<'_> {
        Search {
            filter: &self.filter,
            named: self.named.as_deref(),
            sort: asked.sort(),
            worth: &self.worth,
            now: self.now,
        }
    }

    /// What was found, as lists show it.
    pub async fn listed(
        &self,
        tx: &mut Tx,
        found: Vec<(OpportunityId, Place)>,
    ) -> sqlx::Result<Vec<(Phase, Listed, Place)>> {
        let ids: Vec<OpportunityId> = found.iter().map(|(id, _)| *id).collect();
        let mut places: HashMap<OpportunityId, Place> = found.into_iter().collect();
        let listed = store::listed(tx, &ids).await?;
        let placed = listed.into_iter().filter_map(|deal| {
            let place = places.remove(&deal.id)?;
            Some((deal.phase, deal, place))
        });
        Ok(placed.collect())
    }
}
