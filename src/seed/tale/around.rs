//! What stands beside the evidence: the details, who has a part, what is in the way, what was agreed.

use super::{Tale, What, doubts::pick};
use crate::ids::{CommitmentId, ObstacleId, StakeholderId};
use crate::journey::terms::{
    Channel, CommitmentTurn, ObstacleKind, ObstacleState, Reach, StakeholderRole, ToChange, ToUs,
};
use crate::seed::{twins::own, words};
use chrono::Days;
use rand::{RngExt, seq::IndexedRandom};

const IN_THE_WAY: [&str; 4] = [
    "Nobody at {} has time for it before the summer.",
    "The new head at {} wants to see other offers first.",
    "The systems at {} cannot take the data yet.",
    "At {} they fear for the work of three people.",
];

const PAST_IT: [&str; 3] = [
    "They started with one site only.",
    "Somebody who had done it told them how it went.",
    "We waived the first three months.",
];

const AGREED: [&str; 4] = [
    "Sends the figures from {}",
    "Invites the people at {} to a test",
    "Asks the lawyers at {} for their list",
    "Shows the plan for {} to the board",
];

impl Tale<'_> {
    /// The amount grows or shrinks, their date is named or moves, the deal goes to another owner, or its owner says how
    /// far they believe it is: mostly ahead of the evidence.
    pub(super) fn change_details(&mut self) -> bool {
        let by = self.details.owner;
        match self.dice.random_range(0..10) {
            0..3 => {
                let part = self.dice.random_range(70..=150);
                let changed = self.details.amount / 100 * part;
                self.details.amount = (changed / 50_000).max(1) * 50_000;
            }
            3..6 => {
                let from = self.details.day.map_or(self.day, |day| day.max(self.day));
                let days = self.dice.random_range(20..150);
                self.details.day = Some(from + Days::new(days));
                self.details.person = Some(self.someone());
                self.details.said_on = Some(self.day);
            }
            6 => {
                let new = self.world.owners.choose(&mut self.dice).copied();
                self.details.owner = new.unwrap_or(by);
            }
            _ => {
                let ahead = self.dice.random_range(0..3);
                let stage = (self.facts.stage + ahead).min(self.journey.stages);
                self.details.call_stage = Some(stage);
                self.details.call_date =
                    Some(self.day + Days::new(self.dice.random_range(15..120)));
                self.details.call_odds = Some(self.dice.random_range(1..20) * 5);
            }
        }
        self.act_by(by, What::Details(self.details.clone()));
        true
    }

    /// One in five deals has these.
    pub(super) fn say_who_has_a_part(&mut self) {
        for person in self.people.clone() {
            let all = StakeholderRole::ALL.choose(&mut self.dice);
            let role = all.copied().unwrap_or(StakeholderRole::Unknown);
            let change = ToChange::ALL
                .choose(&mut self.dice)
                .map_or("unknown", |s| s.name());
            let us = ToUs::ALL
                .choose(&mut self.dice)
                .map_or("unknown", |s| s.name());
            let reach = Reach::ALL
                .choose(&mut self.dice)
                .map_or("not_yet", |r| r.name());
            self.act(What::Stakeholder {
                id: StakeholderId(own()),
                person,
                word: role.name(),
                name: change,
                note: us,
                words: reach,
            });
        }
    }

    /// Something in the way, or something that was agreed, and sometimes what became of it.
    pub(super) fn note_around(&mut self) -> bool {
        let site = words::site(&mut self.dice);
        let is_over = self.dice.random_ratio(1, 2);
        if self.dice.random_ratio(1, 2) {
            let id = ObstacleId(own());
            let kind = ObstacleKind::ALL.choose(&mut self.dice);
            let word = kind.map_or("no_urgency", |kind| kind.name());
            let words = pick(&IN_THE_WAY, self).replace("{}", &site);
            self.act(What::Obstacle { id, word, words });
            if is_over {
                let words = pick(&PAST_IT, self);
                self.act(What::ObstacleTurn {
                    id: own(),
                    about: id,
                    word: ObstacleState::Gone.name(),
                    words,
                });
            }
        } else {
            let id = CommitmentId(own());
            let words = pick(&AGREED, self).replace("{}", &site);
            let person = self.someone();
            let day = self.day + Days::new(self.dice.random_range(3..40));
            self.act(What::Commitment {
                id,
                person,
                words,
                day,
                said_on: self.day,
                word: Channel::Phone.name(),
            });
            if is_over {
                self.act(What::CommitmentTurn {
                    id: own(),
                    about: id,
                    word: CommitmentTurn::Kept.name(),
                    words: "",
                });
            }
        }
        true
    }
}
