//! Tells one deal from its first day on, by the rule itself: what is told could have happened, and the database's guard
//! judges it again.

mod act;
mod around;
mod doubts;
mod ends;
mod hearing;
mod tailoring;

pub use act::{Act, What};

use super::{
    customers::{self, Account},
    fate::Fate,
    twins::own,
    world::{Followed, World},
};
use crate::ids::{ContactId, MemberId, OpportunityId, PassageId, TailoringId, VerifierId};
use crate::journey::{
    facts::{self, Verifier},
    gate::Judgement,
    terms::{Dimension, OutcomeKind},
};
use act::Details;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use doubts::Doubted;
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use std::collections::HashSet;
use uuid::Uuid;

/// Tells the deal with this number: its id and what happened, in order.
pub fn tell(
    world: &World,
    number: usize,
    owner: MemberId,
    account: &Account,
) -> (OpportunityId, Vec<Act>) {
    let mut dice = world.wish.dice(number as u64);
    let fate = Fate::of(number, world.today(), &mut dice);
    let mut tale = Tale::new(world, fate, owner, account, dice);
    tale.open();
    tale.go_on();
    (tale.id, tale.acts)
}

/// One deal on its way.
struct Tale<'a> {
    world: &'a World,
    fate: Fate,
    account: &'a Account,
    journey: &'a Followed,
    dice: StdRng,
    id: OpportunityId,
    /// Those of its account who are heard on it, the one who speaks most first.
    people: Vec<ContactId>,
    details: Details,
    facts: facts::Deal,
    /// How far it is meant to come by today or its end, unless it is won.
    aim: i16,
    acts: Vec<Act>,
    day: NaiveDate,
    clock: DateTime<Utc>,
    said: HashSet<String>,
    doubted: Option<Doubted>,
    tailored: Option<(TailoringId, Vec<Verifier>)>,
    outcome: Option<Uuid>,
    comes_back_on: Option<NaiveDate>,
}

impl<'a> Tale<'a> {
    fn new(
        world: &'a World,
        fate: Fate,
        owner: MemberId,
        account: &'a Account,
        mut dice: StdRng,
    ) -> Self {
        // Considered purchase, renewal, tender, short purchase.
        let journey = match dice.random_range(0..20) {
            0..8 => 0,
            8..12 => 1,
            12..14 => 2,
            _ => 3,
        };
        let journey = &world.playbook[journey % world.playbook.len()];
        let heard = dice.random_range(1..=account.contacts.len());
        let verifiers = journey.verifiers.iter().map(|v| v.rule.clone()).collect();
        let amount = amount(&mut dice);
        Self {
            aim: dice
                .random_range(1..=journey.stages)
                .max(dice.random_range(1..=2)),
            people: account.contacts.iter().map(|c| c.id).take(heard).collect(),
            details: Details {
                owner,
                amount,
                day: None,
                person: None,
                said_on: None,
                call_stage: None,
                call_date: None,
                call_odds: None,
            },
            facts: facts::Deal {
                stage: 1,
                stages: journey.stages,
                closed: false,
                verifiers,
                evidence: Vec::new(),
            },
            id: OpportunityId(own()),
            acts: Vec::new(),
            day: fate.opened,
            clock: world.founded,
            said: HashSet::new(),
            doubted: None,
            tailored: None,
            outcome: None,
            comes_back_on: None,
            world,
            fate,
            account,
            journey,
            dice,
        }
    }

    fn open(&mut self) {
        let currency = match self.dice.random_range(0..100) {
            0..78 => "EUR",
            78..87 => "USD",
            87..93 => "GBP",
            93..97 => "CHF",
            _ => "SEK",
        };
        let name = customers::subject(&mut self.dice);
        self.act(What::Open {
            account: self.account.id,
            name,
            owner: self.details.owner,
            amount: self.details.amount,
            currency,
            journey: self.journey.journey,
            edition: self.journey.edition,
        });
        if self.dice.random_ratio(1, 5) {
            self.say_who_has_a_part();
        }
    }

    /// Until its end, or today.
    fn go_on(&mut self) {
        loop {
            let next = self.next_day();
            let quiet = self.fate.quiet_from.is_some_and(|from| next >= from);
            if next > self.fate.until || quiet {
                break;
            }
            self.settle_until(next);
            self.day = next;
            self.happen();
            if self.facts.closed {
                return;
            }
        }
        self.settle_until(self.fate.until);
        self.end();
        self.settle_until(self.world.today());
    }

    fn next_day(&mut self) -> NaiveDate {
        let days = self.dice.random_range(1..=2 * self.fate.pace);
        let next = self.day + Days::new(days);
        self.workday(next)
    }

    fn workday(&self, day: NaiveDate) -> NaiveDate {
        match day.weekday() {
            Weekday::Sat => day + Days::new(2),
            Weekday::Sun => day + Days::new(1),
            _ => day,
        }
    }

    /// One of many things, most of them a step forward.
    fn happen(&mut self) {
        if self
            .doubted
            .as_ref()
            .is_some_and(|d| d.answered_on <= self.day)
        {
            self.answer();
        }
        let done = match self.dice.random_range(0..100) {
            0..4 => self.hear_otherwise(),
            4..7 => self.take_back(),
            7..12 => self.doubt(),
            12..22 => self.hear_too_little(),
            22..32 => self.change_details(),
            32..34 => self.tailor(),
            34..38 => self.note_around(),
            _ => false,
        };
        if !done {
            self.advance();
        }
    }

    /// Hears what is missing, and passes the gate where it is open and the deal is meant to go on.
    fn advance(&mut self) {
        if !self.pass() {
            self.hear_what_is_missing();
            if self.dice.random_ratio(3, 5) {
                self.pass();
            }
        }
    }

    fn pass(&mut self) -> bool {
        let won = self.fate.end == Some(OutcomeKind::Won);
        if !won && self.facts.stage >= self.aim {
            return false;
        }
        let Ok(passage) = self.judged().passage() else {
            return false;
        };
        if passage.to().is_none() && !won {
            return false;
        }
        let word = match passage.to() {
            None => self.reason(OutcomeKind::Won),
            Some(_) => "",
        };
        self.act(What::Passage {
            id: PassageId(own()),
            stage: passage.from(),
            word,
            note: "",
        });
        match passage.to() {
            Some(stage) => self.facts.stage = stage,
            None => self.facts.closed = true,
        }
        true
    }

    fn judged(&self) -> Judgement {
        self.facts.judged_on(self.day)
    }

    /// Lets the deal fall back where it must, as the guard does after every word.
    fn fall(&mut self) {
        if let Some(stage) = self.judged().fall_back() {
            self.facts.stage = stage;
        }
    }

    /// Whatever lapses up to a day is settled on the day on which it does.
    fn settle_until(&mut self, day: NaiveDate) {
        while !self.facts.closed
            && let Some(due) = self.judged().lapses_on().filter(|due| *due <= day)
        {
            self.day = due;
            let at = due.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(1);
            self.acts.push(self.done_by(at, None, What::Settle));
            self.fall();
        }
        self.day = self.day.max(day);
    }

    /// Its owner does it, today, after what was done before.
    fn act(&mut self, what: What) {
        let owner = self.details.owner;
        self.act_by(owner, what);
    }

    fn act_by(&mut self, member: MemberId, what: What) {
        let morning = self.day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(7);
        self.clock = match self.clock < morning {
            true => morning + TimeDelta::seconds(self.dice.random_range(0..28_000)),
            false => self.clock + TimeDelta::seconds(self.dice.random_range(60..900)),
        };
        let act = self.done_by(self.clock, Some(member), what);
        self.acts.push(act);
    }

    fn done_by(&self, at: DateTime<Utc>, member: Option<MemberId>, what: What) -> Act {
        Act {
            at,
            member,
            deal: self.id,
            what,
        }
    }

    fn someone(&mut self) -> ContactId {
        // The first speaks most.
        let place = self.dice.random_range(0..self.people.len());
        self.people[place.min(self.dice.random_range(0..self.people.len()))]
    }

    fn colleague(&mut self) -> MemberId {
        let any = self.world.owners.choose(&mut self.dice);
        match self.dice.random_ratio(1, 3) {
            true => self.world.manager,
            false => any.copied().unwrap_or(self.world.manager),
        }
    }

    fn dimension(&self, verifier: VerifierId) -> Dimension {
        let known = self
            .journey
            .verifiers
            .iter()
            .find(|v| v.rule.id == verifier);
        // A verifier made for this deal alone is about safety.
        known.map_or(Dimension::Safety, |v| v.dimension)
    }
}

/// Many small ones and few large ones: from 8 000 to 1.4 million, in cents.
fn amount(dice: &mut StdRng) -> i64 {
    let size = 9.0 + 5.15 * (dice.random::<f64>() + dice.random::<f64>()) / 2.0;
    (size.exp() / 500.0).round() as i64 * 50_000
}
