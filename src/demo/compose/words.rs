//! Who says what, and by when they want it: drawn from the book of quotes.

use super::{Book, Composer, Plan, Quote};
use crate::demo::script::{CustomerDate, Event};
use rand::{RngExt, seq::IndexedRandom};

/// The people of the house who doubt and record beside the owner.
const COLLEAGUES: [&str; 3] = ["jon", "mara", "tiago"];

impl<'a> Composer<'a> {
    /// Two deals in three know the customer's own day, from whoever spoke last.
    pub(super) fn customer_date(&mut self, plan: &Plan, events: &[Event]) -> Option<CustomerDate> {
        let told = self.rng.random_bool(0.66);
        let in_days = match plan.ending {
            Some(_) => self.rng.random_range(-30..20) - plan.long_ago(),
            None => self.rng.random_range(20..130),
        };
        let last = events.iter().rev().find_map(|event| match event {
            Event::Evidence(evidence) => Some(evidence),
            _ => None,
        })?;
        told.then(|| CustomerDate {
            in_days,
            said_by: last.by.clone(),
            days_ago: last.days_ago,
        })
    }

    /// The least used quote for this verifier; an earlier deal has some of its own.
    pub(super) fn quote(&mut self, plan: &Plan, verifier: &str) -> &'a Quote {
        let journey = &plan.journey;
        let said = |book: &'a Book| book.get(journey).and_then(|pool| pool.get(verifier));
        let earlier = said(&self.quotes.earlier).filter(|_| plan.past.is_some());
        let pools = [said(&self.quotes.quotes), earlier];
        let pool: Vec<&Quote> = pools.into_iter().flatten().flatten().collect();
        let uses = |quote: &Quote| self.told.get(quote.2.as_str()).copied().unwrap_or(0);
        let least = pool.iter().map(|quote| uses(quote)).min().unwrap_or(0);
        let fresh: Vec<&Quote> = pool
            .into_iter()
            .filter(|quote| uses(quote) == least)
            .collect();
        let quote: &'a Quote = fresh
            .choose(&mut self.rng)
            .unwrap_or_else(|| panic!("{journey}: nobody speaks of {verifier}"));
        *self.told.entry(&quote.2).or_default() += 1;
        quote
    }

    /// The words with which it began.
    pub(super) fn opening(&mut self, plan: &'a Plan) -> &'a Quote {
        *self.told.entry(&plan.said.2).or_default() += 1;
        &plan.said
    }

    /// Somebody of the house who is not the owner.
    pub(super) fn colleague(&mut self, owner: &str) -> String {
        let others: Vec<_> = COLLEAGUES.iter().filter(|one| **one != owner).collect();
        let chosen = others.choose(&mut self.rng);
        chosen.map_or_else(String::new, |member| (**member).to_owned())
    }

    pub(super) fn pick(&mut self, from: &'a [String]) -> &'a str {
        from.choose(&mut self.rng).map_or("", String::as_str)
    }
}
