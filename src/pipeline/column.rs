//! One column of the board: the deals that stand in a phase, twenty at a time.

use super::{
    card::Card,
    query::{Asked, Filter, Place, Shelf},
    store::Followed,
    sums::{Sums, Total},
};
use crate::{journey::terms::Phase, web::format};

pub const BOARD: &str = "/pipeline";

/// How many cards a column shows at once.
const CARDS: usize = 20;

/// How many deals to look for: one more than is shown tells whether there are more.
pub const ENOUGH: i64 = CARDS as i64 + 1;

/// … in all columns together.
pub const MOST: i64 = ENOUGH * Phase::ALL.len() as i64;

pub struct Column {
    /// The phase's word: the column's name in addresses.
    pub word: &'static str,
    pub heading: String,
    /// "2 deals".
    pub count: String,
    pub total: Total,
    pub cards: Vec<Card>,
    /// Its deals stand in stages of different names, so each card says which.
    pub names_stages: bool,
    /// What stands there instead of cards.
    pub empty: &'static str,
    /// Where the column begins again, and where it goes on; empty where it does not.
    pub top_url: String,
    pub more_url: String,
    pub more: String,
}

/// Where the columns begin, for those that do not begin at their top.
pub struct Places(Vec<(Phase, Place)>);

impl Places {
    /// Reads "choose.PLACE"; what names no place moves no column.
    pub fn read(after: &[String]) -> Self {
        let places = after.iter().filter_map(|text| {
            let (word, place) = text.split_once('.')?;
            Some((word.parse().ok()?, place.parse().ok()?))
        });
        Self(places.collect())
    }

    fn of(&self, phase: Phase) -> Option<Place> {
        let mut of_phase = self.0.iter().filter(|(of, _)| *of == phase);
        of_phase.next().map(|(_, place)| place.clone())
    }

    /// Every phase that is shown, and where its column begins.
    pub fn shelves(&self, filter: &Filter) -> Vec<(Shelf, Option<Place>)> {
        let phases = Phase::ALL.iter().copied();
        phases
            .filter(|phase| filter.lets_through(*phase))
            .map(|phase| (Shelf::Open(phase), self.of(phase)))
            .collect()
    }

    /// The board's address with one column beginning elsewhere; the others stay where they are.
    fn address(&self, asked: &Asked, moved: Phase, to: Option<Place>) -> String {
        let others = self.0.iter().filter(|(phase, _)| *phase != moved).cloned();
        let after = others
            .chain(to.map(|place| (moved, place)))
            .map(|(phase, place)| format!("{phase}.{place}"));
        format!("{}#phase-{moved}", asked.address(BOARD, after))
    }
}

/// How many of the deals found one column shows, and where it goes on.
pub struct Deck {
    phase: Phase,
    cards: usize,
    more_from: Option<Place>,
}

/// Sorts what was found into columns: the columns in order, and their deals one column after the other.
pub fn deal_out<T: Clone>(found: &[(Phase, T, Place)]) -> (Vec<Deck>, Vec<T>) {
    let mut decks = vec![];
    let mut shown = vec![];
    for phase in Phase::ALL.iter().copied() {
        let mut deals: Vec<_> = found.iter().filter(|(of, ..)| *of == phase).collect();
        let has_more = deals.len() > CARDS;
        deals.truncate(CARDS);
        decks.push(Deck {
            phase,
            cards: deals.len(),
            more_from: deals
                .last()
                .filter(|_| has_more)
                .map(|(.., place)| place.clone()),
        });
        shown.extend(deals.into_iter().map(|(_, deal, _)| deal.clone()));
    }
    (decks, shown)
}

/// The columns in order. A chosen journey heads them with its own stages; a phase that it lacks is left out, unless a
/// deal on an older edition still stands there.
pub fn columns(
    decks: Vec<Deck>,
    cards: Vec<Card>,
    (asked, filter): (&Asked, &Filter),
    journeys: &[Followed],
    sums: &Sums,
    places: &Places,
) -> Vec<Column> {
    let journey = journeys.iter().find(|j| Some(j.id) == filter.journey);
    let mut cards = cards.into_iter();
    let mut columns = vec![];
    for deck in decks {
        let cards: Vec<Card> = cards.by_ref().take(deck.cards).collect();
        let total = sums.of(deck.phase);
        let stages = journey.map_or(vec![], |journey| stages_in(journey, deck.phase));
        let is_foreign = journey.is_some() && stages.is_empty() && total.deals == 0;
        if is_foreign || !filter.lets_through(deck.phase) {
            continue;
        }
        let further = Phase::ALL.iter().filter(|phase| **phase > deck.phase);
        let any_further = further.map(|phase| sums.of(*phase).deals).sum::<i64>() > 0;
        columns.push(column(
            deck,
            cards,
            total,
            &stages,
            any_further,
            asked,
            places,
        ));
    }
    columns
}

fn stages_in(journey: &Followed, phase: Phase) -> Vec<&str> {
    let stages = journey.stages.iter();
    stages
        .filter(|(of, _)| *of == phase)
        .map(|(_, name)| name.as_str())
        .collect()
}

fn column(
    deck: Deck,
    cards: Vec<Card>,
    total: Total,
    stages: &[&str],
    any_further: bool,
    asked: &Asked,
    places: &Places,
) -> Column {
    let phase = deck.phase;
    let from = places.of(phase);
    let left = total.deals - i64::try_from(cards.len()).unwrap_or(0);
    let more = match &from {
        None => left.min(CARDS as i64).to_string(),
        Some(_) => String::new(),
    };
    Column {
        word: phase.name(),
        heading: match stages {
            [] => phase.heading().to_owned(),
            stages => stages.join(", "),
        },
        count: format::counted(total.deals, "deal"),
        names_stages: stages.len() > 1 || cards.windows(2).any(|two| two[0].stage != two[1].stage),
        empty: match (from.is_some(), any_further) {
            (true, _) => "No more deals here.",
            (false, true) => "No deal stands here now.",
            (false, false) => "No deal has come this far yet.",
        },
        top_url: from.map_or(String::new(), |_| places.address(asked, phase, None)),
        more_url: deck.more_from.map_or(String::new(), |place| {
            places.address(asked, phase, Some(place))
        }),
        more: format!("{more} more").trim_start().to_owned(),
        total,
        cards,
    }
}
