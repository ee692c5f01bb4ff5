//! Which deals are shown.

use super::asked::{Asked, MINE, YES};
use crate::{
    ids::{AccountId, JourneyId, MemberId},
    journey::terms::{OutcomeKind, Phase},
    money::{Currency, Money},
    opportunities::store::Owner,
    people::Viewer,
    pipeline::store::Followed,
    web::{FormErrors, choices::Choice, format, written},
};
use chrono::{Datelike, NaiveDate};

const ALL: &str = "all";

/// Open deals, those that ended in one way, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    #[default]
    Open,
    As(OutcomeKind),
    All,
}

impl Ending {
    fn read(word: &str) -> Self {
        match word {
            ALL => Self::All,
            word => word.parse().map_or(Self::Open, Self::As),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::As(kind) => kind.name(),
            Self::All => ALL,
        }
    }

    /// The lists it takes to show these deals. Each is in the order of one index.
    pub fn shelves(self) -> Vec<Shelf> {
        let open = Phase::ALL.iter().copied().map(Shelf::Open);
        let ended = OutcomeKind::ALL.iter().copied().map(Shelf::Ended);
        match self {
            Self::Open => open.collect(),
            Self::As(kind) => vec![Shelf::Ended(kind)],
            Self::All => open.chain(ended).collect(),
        }
    }

    /// "43 open deals", "1 deal won".
    pub fn counted(self, deals: i64) -> String {
        let noun = if deals == 1 { "deal" } else { "deals" };
        let deals = format::number(deals);
        match self {
            Self::Open => format!("{deals} open {noun}"),
            Self::As(kind) => format!("{deals} {noun} {}", kind.label().to_lowercase()),
            Self::All => format!("{deals} {noun}, open and ended"),
        }
    }
}

/// Deals that stand together: open in one phase, or ended in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    Open(Phase),
    Ended(OutcomeKind),
}

/// The filter in force: nobody and nothing in it is unknown here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, all of which stand in the names of deal or account. In lower case.
    pub words: Vec<String>,
    pub owner: Option<MemberId>,
    pub account: Option<AccountId>,
    pub journey: Option<JourneyId>,
    /// A stage of that journey.
    pub stage: Option<i16>,
    /// Any of these; none named: all.
    pub phases: Vec<Phase>,
    pub ending: Ending,
    /// At least and at most worth this, in the workspace's currency.
    pub least: Option<Money>,
    pub most: Option<Money>,
    /// The customer's own date lies between these days, both included.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub ageing: bool,
    pub quiet: Option<u16>,
    pub tailored: bool,
    pub further: bool,
}

/// The longest silence one can ask for, in days.
const LONGEST_QUIET: u16 = 3_650;

/// How many words are looked for.
const MOST_WORDS: usize = 8;

impl Filter {
    /// What is meant by an address, and a sentence beside each field that means nothing: such a one narrows nothing.
    pub fn of(
        asked: &Asked,
        viewer: &Viewer,
        owners: &[Owner],
        journeys: &[Followed],
        account: Option<AccountId>,
    ) -> (Self, FormErrors) {
        let mut errors = FormErrors::default();
        if account.is_none() && !asked.account().is_empty() {
            errors.add("account", "No account has this name.");
        }
        let known = |id: &MemberId| owners.iter().any(|owner| owner.id == *id);
        let journey = journeys
            .iter()
            .find(|journey| journey.id.to_string() == asked.journey);
        let phases = asked.phase.iter().filter_map(|word| word.parse().ok());
        let (currency, words) = (viewer.currency, written::line(&asked.q).to_lowercase());
        let filter = Self {
            words: words
                .split(' ')
                .filter(|word| !word.is_empty())
                .take(MOST_WORDS)
                .map(str::to_owned)
                .collect(),
            owner: asked.owner(viewer).filter(known),
            account,
            journey: journey.map(|journey| journey.id),
            stage: journey.and_then(|journey| stage(&asked.stage, journey)),
            phases: sorted(phases.collect()),
            ending: Ending::read(&asked.outcome),
            least: amount("least", &asked.least, currency, &mut errors),
            most: amount("most", &asked.most, currency, &mut errors),
            from: day("from", &asked.from, &mut errors),
            until: day("until", &asked.until, &mut errors),
            ageing: asked.ageing == YES,
            quiet: quiet(&asked.quiet, &mut errors),
            tailored: asked.tailored == YES,
            further: asked.further == YES,
        };
        (filter, errors)
    }

    /// Whether it leaves any open deal out, or shows others.
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// Whether it narrows by nothing but what sums are kept by: whose, on which journey, in which phase, how it ended.
    pub fn is_summed(&self) -> bool {
        let kept = Self {
            owner: self.owner,
            journey: self.journey,
            phases: self.phases.clone(),
            ending: self.ending,
            ..Self::default()
        };
        *self == kept
    }

    /// Whether deals of a phase are shown.
    pub fn lets_through(&self, phase: Phase) -> bool {
        self.phases.is_empty() || self.phases.contains(&phase)
    }

    /// The lists it takes to show these deals.
    pub fn shelves(&self) -> Vec<Shelf> {
        let mut shelves = self.ending.shelves();
        shelves.retain(|shelf| match shelf {
            Shelf::Open(phase) => self.lets_through(*phase),
            Shelf::Ended(_) => true,
        });
        shelves
    }

    /// The viewer first, then everybody else by name.
    pub fn owner_choices(&self, viewer: &Viewer, owners: &[Owner]) -> Vec<Choice> {
        let others = owners
            .iter()
            .filter(|owner| owner.id != viewer.member)
            .map(|owner| {
                Choice::new(owner.id.to_string(), owner.name.clone())
                    .chosen_if(self.owner == Some(owner.id))
            });
        let mine = Choice::new(MINE, "Mine").chosen_if(self.owner == Some(viewer.member));
        std::iter::once(mine).chain(others).collect()
    }

    pub fn journey_choices(&self, journeys: &[Followed]) -> Vec<Choice> {
        journeys
            .iter()
            .map(|journey| {
                Choice::new(journey.id.to_string(), journey.name.clone())
                    .chosen_if(self.journey == Some(journey.id))
            })
            .collect()
    }

    /// The stages of the journey asked for; without one there are none to choose from.
    pub fn stage_choices(&self, journeys: &[Followed]) -> Vec<Choice> {
        let journey = journeys
            .iter()
            .find(|journey| Some(journey.id) == self.journey);
        let stages = journey.into_iter().flat_map(|journey| &journey.stages);
        stages
            .zip(1_i16..)
            .map(|((_, name), position)| {
                Choice::new(position.to_string(), name.clone())
                    .chosen_if(self.stage == Some(position))
            })
            .collect()
    }

    pub fn phase_choices(&self) -> Vec<Choice> {
        let choice = |phase: &Phase| {
            Choice::new(phase.name(), phase.heading()).chosen_if(self.phases.contains(phase))
        };
        Phase::ALL.iter().map(choice).collect()
    }

    pub fn ending_choices(&self) -> Vec<Choice> {
        OutcomeKind::ALL
            .iter()
            .map(|kind| (Ending::As(*kind), kind.label()))
            .chain([(Ending::All, "All")])
            .map(|(ending, label)| {
                Choice::new(ending.word(), label).chosen_if(self.ending == ending)
            })
            .collect()
    }
}

fn sorted(mut phases: Vec<Phase>) -> Vec<Phase> {
    phases.sort();
    phases.dedup();
    phases
}

fn stage(text: &str, journey: &Followed) -> Option<i16> {
    let stages = i16::try_from(journey.stages.len()).unwrap_or(i16::MAX);
    text.parse()
        .ok()
        .filter(|stage| (1..=stages).contains(stage))
}

fn amount(
    field: &'static str,
    text: &str,
    currency: Currency,
    errors: &mut FormErrors,
) -> Option<Money> {
    if text.trim().is_empty() {
        return None;
    }
    match Money::parse(text, currency) {
        Ok(money) => Some(money),
        Err(sentence) => {
            errors.add(field, sentence);
            None
        }
    }
}

fn day(field: &'static str, text: &str, errors: &mut FormErrors) -> Option<NaiveDate> {
    if text.trim().is_empty() {
        return None;
    }
    let day = text.trim().parse::<NaiveDate>().ok();
    let day = day.filter(|day| (1990..=2199).contains(&day.year()));
    if day.is_none() {
        errors.add(field, "A day looks like 2026-11-03.");
    }
    day
}

fn quiet(text: &str, errors: &mut FormErrors) -> Option<u16> {
    if text.trim().is_empty() {
        return None;
    }
    let days = text.trim().parse().ok();
    let days = days.filter(|days| (1..=LONGEST_QUIET).contains(days));
    if days.is_none() {
        errors.add(
            "quiet",
            format!("A number of days, from 1 to {LONGEST_QUIET}."),
        );
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_people_speak() {
        assert_eq!(Ending::Open.counted(1), "1 open deal");
        assert_eq!(Ending::As(OutcomeKind::Won).counted(2), "2 deals won");
        assert_eq!(Ending::All.counted(3), "3 deals, open and ended");
    }

    #[test]
    fn an_unknown_outcome_shows_the_open_deals() {
        assert_eq!(Ending::read("?"), Ending::Open);
        for ending in [
            Ending::Open,
            Ending::All,
            Ending::As(OutcomeKind::NoDecision),
        ] {
            assert_eq!(Ending::read(ending.word()), ending);
        }
    }

    #[test]
    fn what_means_nothing_is_told_beside_its_field_and_narrows_nothing() {
        let mut errors = FormErrors::default();
        assert_eq!(quiet("a while", &mut errors), None);
        assert_eq!(day("from", "soon", &mut errors), None);
        assert_eq!(
            amount(
                "least",
                "a lot",
                "EUR".parse().expect("a currency"),
                &mut errors
            ),
            None
        );
        for field in ["quiet", "from", "least"] {
            assert!(!errors.of(field).is_empty(), "{field}");
        }
        assert_eq!(quiet(" 30 ", &mut FormErrors::default()), Some(30));
    }

    #[test]
    fn sums_are_kept_for_a_few_things_alone() {
        let mut filter = Filter {
            owner: Some(MemberId::new()),
            phases: vec![Phase::Choose],
            ..Filter::default()
        };
        assert!(filter.is_summed());
        filter.ageing = true;
        assert!(!filter.is_summed());
    }
}
