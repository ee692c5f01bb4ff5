//! What an address of the review asks for, as text.

use super::line::Listed;
use crate::{
    ids::{JourneyId, MemberId},
    journey::terms::Phase,
    opportunities::store::Owner,
    people::Viewer,
    pipeline::Followed,
    review::store::Scope,
    web::choices::Choice,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// What an address asks for. What it says that we do not know narrows nothing, and the page shows that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// "look", "week", "month", "quarter", or a day.
    pub since: String,
    /// What `since` was before a form asked for a day: holds where no day was given.
    pub was: String,
    /// A day; empty: now.
    pub until: String,
    /// "mine", or a member's id.
    pub owner: String,
    pub journey: String,
    /// A phase: only deals that have come there.
    pub proved: String,
    /// "week", "month", "quarter": which past the picture of where the money stands is held against.
    pub outline: String,
    /// Which deals a list shows.
    pub line: String,
    pub phase: String,
    /// Where a list begins.
    pub after: String,
    /// The moment that is looked at; none: now.
    pub at: String,
}

/// Where the review is, and the deals behind its numbers.
pub const REVIEW: &str = "/review";
pub const DEALS: &str = "/review/deals";

const MINE: &str = "mine";

impl Asked {
    /// What `since` means, also where a form left it empty.
    pub fn since(&self) -> &str {
        match self.since.trim() {
            "" => self.was.trim(),
            since => since,
        }
    }

    /// The member asked for, before it is known whether they are one of us.
    pub fn owner(&self, viewer: &Viewer) -> Option<MemberId> {
        match self.owner.as_str() {
            MINE => Some(viewer.member),
            id => id.parse().ok(),
        }
    }

    /// Whose deals, and which. Nobody and nothing in it is unknown.
    pub fn scope(&self, viewer: &Viewer, owners: &[Owner], journeys: &[Followed]) -> Scope {
        let owner = self.owner(viewer);
        let journey: Option<JourneyId> = self.journey.parse().ok();
        Scope {
            owner: owner.filter(|id| owners.iter().any(|owner| owner.id == *id)),
            journey: journey.filter(|id| journeys.iter().any(|journey| journey.id == *id)),
            proved: self.proved.parse().ok(),
        }
    }

    /// The list that is asked for; none: there is no such list.
    pub fn listed(&self) -> Option<Listed> {
        Listed::read(&self.line, self.phase.parse().ok())
    }

    /// The address of a page about the same.
    pub fn address(&self, path: &str) -> String {
        let mut query = Serializer::new(String::new());
        let pairs: [(&str, &str); 10] = [
            ("since", self.since()),
            ("until", &self.until),
            ("owner", &self.owner),
            ("journey", &self.journey),
            ("proved", &self.proved),
            ("outline", &self.outline),
            ("line", &self.line),
            ("phase", &self.phase),
            ("after", &self.after),
            ("at", &self.at),
        ];
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.trim().is_empty()));
        match query.finish().as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The same with something changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = self.clone();
        change(&mut asked);
        asked
    }

    /// The page itself.
    pub fn page_url(&self) -> String {
        let page = self.with(|asked| {
            for field in [&mut asked.line, &mut asked.phase, &mut asked.after] {
                field.clear();
            }
        });
        page.address(REVIEW)
    }

    /// The deals of a list.
    pub fn list_url(&self, listed: Listed) -> String {
        let (word, phase) = listed.word();
        let list = self.with(|asked| {
            word.clone_into(&mut asked.line);
            asked.phase = phase.map_or(String::new(), |phase| phase.name().to_owned());
            asked.after.clear();
            asked.outline.clear();
        });
        list.address(DEALS)
    }

    /// The pipeline's table of the same owner, journey and phases, with one more filter.
    pub fn table_url(&self, scope: Scope, more: &[(&str, &str)], at: &str) -> String {
        let mut query = Serializer::new(String::new());
        let kept: [(&str, &str); 2] = [("owner", self.owner.as_str()), ("journey", &self.journey)];
        query.extend_pairs(
            kept.iter()
                .chain(more)
                .filter(|(_, value)| !value.is_empty()),
        );
        let phases = Phase::ALL
            .iter()
            .filter(|phase| scope.proved.is_some_and(|least| **phase >= least));
        query.extend_pairs(phases.map(|phase| ("phase", phase.name())));
        if !at.is_empty() {
            query.append_pair("at", at);
        }
        format!("/pipeline/table?{}", query.finish())
    }

    /// The viewer first, then everybody else by name.
    pub fn owner_choices(&self, viewer: &Viewer, owners: &[Owner]) -> Vec<Choice> {
        let chosen = self.owner(viewer);
        let mine = Choice::new(MINE, "Mine").chosen_if(chosen == Some(viewer.member));
        let others = owners.iter().filter(|owner| owner.id != viewer.member);
        let others = others.map(|owner| {
            Choice::new(owner.id.to_string(), owner.name.clone())
                .chosen_if(chosen == Some(owner.id))
        });
        std::iter::once(mine).chain(others).collect()
    }

    pub fn journey_choices(&self, journeys: &[Followed]) -> Vec<Choice> {
        let choice = |journey: &Followed| {
            let id = journey.id.to_string();
            let chosen = id == self.journey;
            Choice::new(id, journey.name.clone()).chosen_if(chosen)
        };
        journeys.iter().map(choice).collect()
    }

    pub fn proved_choices(&self) -> Vec<Choice> {
        let choice = |phase: &Phase| {
            Choice::new(phase.name(), format!("{} or further", phase.heading()))
                .chosen_if(phase.name() == self.proved)
        };
        Phase::ALL.iter().map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::line::Line, *};

    #[test]
    fn an_address_says_only_what_is_asked_for_and_a_form_without_a_day_changes_nothing() {
        assert_eq!(Asked::default().address(REVIEW), "/review");
        let asked: Asked =
            serde_html_form::from_str("since=&was=month&until=&owner=mine&journey=&proved=frame")
                .expect("it reads");
        assert_eq!(asked.since(), "month");
        assert_eq!(
            asked.page_url(),
            "/review?since=month&owner=mine&proved=frame"
        );
        assert_eq!(
            asked.list_url(Listed::Line(Line::Grown)),
            "/review/deals?since=month&owner=mine&proved=frame&line=grown"
        );
    }
}
