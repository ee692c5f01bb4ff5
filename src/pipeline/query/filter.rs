//! Which deals are shown: whose, on which journey, and how they ended. Kept in the address, so that a view can be
//! bookmarked and sent to a colleague.

use super::store::Followed;
use crate::{
    ids::{JourneyId, MemberId},
    journey::terms::{OutcomeKind, Phase},
    opportunities::store::Owner,
    people::Viewer,
    web::choices::Choice,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// What an address asks for. What it says that we do not know narrows nothing, and the page shows that.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub owner: String,
    pub journey: String,
    pub outcome: String,
    /// Where lists begin: "choose.PLACE" for a column of the board, "PLACE" for the table.
    pub after: Vec<String>,
}

impl Asked {
    /// The member asked for, before it is known whether they are one of us.
    pub fn owner(&self, viewer: &Viewer) -> Option<MemberId> {
        match self.owner.as_str() {
            MINE => Some(viewer.member),
            id => id.parse().ok(),
        }
    }
}

const MINE: &str = "mine";
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
    pub owner: Option<MemberId>,
    pub journey: Option<JourneyId>,
    pub ending: Ending,
    /// The owner is the one who looks.
    is_mine: bool,
}

impl Filter {
    pub fn of(asked: &Asked, viewer: &Viewer, owners: &[Owner], journeys: &[Followed]) -> Self {
        let owner = asked
            .owner(viewer)
            .filter(|id| owners.iter().any(|owner| owner.id == *id));
        let journey = journeys
            .iter()
            .map(|journey| journey.id)
            .find(|id| id.to_string() == asked.journey);
        Self {
            owner,
            journey,
            ending: Ending::read(&asked.outcome),
            is_mine: owner == Some(viewer.member),
        }
    }

    /// Open deals only, whatever the address says.
    #[must_use]
    pub fn of_open_deals(self) -> Self {
        let ending = Ending::Open;
        Self { ending, ..self }
    }

    /// Whether it leaves any open deal out, or shows others.
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// An address with this filter and the places where lists begin.
    pub fn address(&self, path: &str, after: impl IntoIterator<Item = String>) -> String {
        let mut query = Serializer::new(String::new());
        match self.owner {
            Some(_) if self.is_mine => query.append_pair("owner", MINE),
            Some(owner) => query.append_pair("owner", &owner.to_string()),
            None => &mut query,
        };
        if let Some(journey) = self.journey {
            query.append_pair("journey", &journey.to_string());
        }
        if self.ending != Ending::Open {
            query.append_pair("outcome", self.ending.word());
        }
        for place in after {
            query.append_pair("after", &place);
        }
        match query.finish().as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
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
        std::iter::once(Choice::new(MINE, "Mine").chosen_if(self.is_mine))
            .chain(others)
            .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_only_what_narrows() {
        let mut filter = Filter::default();
        assert_eq!(filter.address("/pipeline", []), "/pipeline");
        filter.owner = Some(MemberId::new());
        filter.is_mine = true;
        filter.ending = Ending::As(OutcomeKind::OnHold);
        let address = filter.address("/pipeline/table", ["1.a".to_owned()]);
        assert_eq!(
            address,
            "/pipeline/table?owner=mine&outcome=on_hold&after=1.a"
        );
    }

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
}
