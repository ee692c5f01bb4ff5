//! Who speaks: one person for each slot at each account, with a name that nobody else in the demo bears.

use super::{Names, Parts, Plan, Slot};
use crate::demo::script::Contact;
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom, seq::SliceRandom};
use std::collections::BTreeMap;

/// One in so many people comes from elsewhere.
const FROM_ELSEWHERE: u32 = 6;

/// Given and family name.
type Name<'a> = (&'a str, &'a str);

/// All the people of the composed deals.
pub(super) struct Cast<'a> {
    slots: &'a [Slot],
    elsewhere: Vec<Name<'a>>,
    /// Names that are still free, by region, in the order in which they are given out.
    free: BTreeMap<&'a str, Vec<Name<'a>>>,
    /// Who plays what, by account and slot.
    playing: BTreeMap<(&'a str, String), (Name<'a>, Contact)>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(parts: &'a Parts, rng: &mut StdRng) -> Self {
        let mut free = BTreeMap::new();
        for (region, names) in &parts.names {
            let mut pairs = pairs(names);
            pairs.shuffle(rng);
            free.insert(region.as_str(), pairs);
        }
        let split = |name: &'a String| name.split_once(' ').unwrap_or((name, ""));
        let mut elsewhere: Vec<_> = parts.elsewhere.iter().map(split).collect();
        elsewhere.shuffle(rng);
        Self {
            slots: &parts.slots,
            elsewhere,
            free,
            playing: BTreeMap::new(),
        }
    }

    /// The person in this slot at the plan's account; the same one each time.
    pub(super) fn contact(&mut self, plan: &'a Plan, slot: &str, rng: &mut StdRng) -> Contact {
        let account = plan.account.name.as_str();
        let place = (account, slot.to_owned());
        if let Some((_, contact)) = self.playing.get(&place) {
            return contact.clone();
        }
        let found = self.slots.iter().find(|known| known.key == slot);
        let found = found.unwrap_or_else(|| panic!("{account}: no slot {slot}"));
        let moved_here = rng.random_ratio(1, FROM_ELSEWHERE);
        let name = match self.elsewhere.pop_if(|_| moved_here) {
            Some(name) => name,
            None => self.name(account, &plan.names),
        };
        let contact = Contact {
            key: slot.to_owned(),
            name: format!("{} {}", name.0, name.1),
            title: found.titles.choose(rng).cloned().unwrap_or_default(),
            role: found.role,
        };
        self.playing.insert(place, (name, contact.clone()));
        contact
    }

    /// A free name that shares neither part with a colleague's.
    fn name(&mut self, account: &str, region: &str) -> Name<'a> {
        let colleagues: Vec<Name<'a>> = self
            .playing
            .iter()
            .filter(|((at, _), _)| *at == account)
            .map(|(_, (name, _))| *name)
            .collect();
        let free = self.free.get_mut(region);
        let free = free.unwrap_or_else(|| panic!("{account}: no names {region}"));
        let own = |name: &Name<'a>| colleagues.iter().all(|c| c.0 != name.0 && c.1 != name.1);
        let place = free.iter().position(own).unwrap_or(0);
        free.remove(place)
    }
}

fn pairs(names: &Names) -> Vec<Name<'_>> {
    let families = |given| {
        names
            .family
            .iter()
            .map(move |family| (given, family.as_str()))
    };
    let given = names.given.iter().map(String::as_str);
    given.flat_map(families).collect()
}
