//! What happened in a composed deal: stage by stage, then the twist, then whatever had to be asked again to stay fresh.

use super::{Composer, Plan, Quote, Twist, days::bounds};
use crate::demo::script::{Answer, Challenge, Event, Evidence, Passage, Verdict, Withdraw};
use crate::journey::terms::{OutcomeKind, Strength};
use crate::journeys::library::{JourneyTemplate, StageTemplate, VerifierTemplate};
use rand::{RngExt, seq::IndexedRandom, seq::SliceRandom};

/// Working days move a date by two days at most; one more is kept in hand.
const MARGIN: u16 = 3;

/// One deal while it is being told.
pub(super) struct Tale<'c, 'a> {
    composer: &'c mut Composer<'a>,
    plan: &'a Plan,
    journey: &'static JourneyTemplate,
    /// The first days of the stages and the last day of all, in days before today, falling.
    bounds: Vec<u16>,
    events: Vec<Event>,
}

impl<'c, 'a> Tale<'c, 'a> {
    /// All that happened up to the outcome, oldest first.
    pub(super) fn tell(
        composer: &'c mut Composer<'a>,
        plan: &'a Plan,
        journey: &'static JourneyTemplate,
    ) -> Vec<Event> {
        let bounds = bounds(composer, plan, journey);
        let mut tale = Tale {
            composer,
            plan,
            journey,
            bounds,
            events: Vec::new(),
        };
        for (number, stage) in journey.stages[..plan.stage].iter().enumerate() {
            tale.live_through(number, stage);
        }
        let lapsing = tale.lapsing();
        tale.ask_again(lapsing);
        tale.twist();
        tale.events
            .sort_by_key(|event| std::cmp::Reverse(event.days_ago()));
        tale.events
    }

    fn is_present(&self, number: usize) -> bool {
        number + 1 == self.plan.stage
    }

    fn is_won(&self) -> bool {
        let ending = self.plan.ending.as_ref();
        ending.is_some_and(|ending| ending.result == OutcomeKind::Won)
    }

    /// One stage: its evidence, spread over its days, and the passage out of it.
    fn live_through(&mut self, number: usize, stage: &'static StageTemplate) {
        let (from, to) = (self.bounds[number], self.bounds[number + 1]);
        let proved = self.proved(number, stage);
        let past = self.plan.past.as_ref();
        let waits = past.is_some_and(|past| past.course.waits(&stage.verifiers));
        let steps = u16::try_from(proved.len()).unwrap_or(1).max(1);
        for (step, verifier) in (1..).zip(&proved) {
            let gone = (from - to) * (2 * step - 1) / (2 * steps);
            // Where one thing is waited for, the others are there soon.
            let gone = if waits && step < steps {
                gone.min(8 * step)
            } else {
                gone
            };
            let is_last = self.is_present(number) && step == steps;
            let days_ago = if is_last { to } else { from - gone };
            let opening = number == 0 && step == 1;
            self.record(verifier, if opening { from } else { days_ago }, opening);
        }
        if !self.is_present(number) {
            self.events.push(Event::Passage(Passage { days_ago: to }));
        }
    }

    /// What they have shown in a stage: everything in one behind us, a part in the present one.
    fn proved(
        &mut self,
        number: usize,
        stage: &'static StageTemplate,
    ) -> Vec<&'static VerifierTemplate> {
        let whole =
            !self.is_present(number) || self.is_won() || self.plan.twist == Some(Twist::Ready);
        let required = stage.verifiers.iter().filter(|verifier| verifier.required);
        let mut proved: Vec<_> = required.collect();
        if !whole {
            // A deal begins with its opening words; of the rest, one never knows what they say first, except that
            // signatures come last.
            let begins = usize::from(number == 0);
            let most = proved.len().max(2 + begins);
            let kept = self.composer.rng.random_range(1 + begins..most);
            proved[begins..].shuffle(&mut self.composer.rng);
            proved[begins..].sort_by_key(|verifier| verifier.least_strength == Strength::Confirmed);
            proved.truncate(kept);
        } else {
            let optional = stage.verifiers.iter().filter(|verifier| !verifier.required);
            let rng = &mut self.composer.rng;
            proved.extend(optional.filter(|_| rng.random_bool(0.4)));
        }
        if let Some(past) = &self.plan.past {
            past.course.arrange(&mut proved, &stage.verifiers, whole);
        }
        proved
    }

    fn record(&mut self, verifier: &VerifierTemplate, days_ago: u16, opening: bool) {
        let quote = match opening {
            true => self.composer.opening(self.plan),
            false => self.composer.quote(self.plan, &verifier.key),
        };
        let mut evidence = self.evidence(quote, verifier.least_strength, days_ago);
        evidence.proves = vec![verifier.key.clone()];
        let again = self.days_of(&verifier.key).is_some();
        evidence.key = (!again).then(|| verifier.key.clone());
        self.events.push(Event::Evidence(evidence));
    }

    fn evidence(&mut self, quote: &Quote, least: Strength, days_ago: u16) -> Evidence {
        let (by, channel, words) = quote;
        let helped = self.composer.rng.random_bool(0.12);
        Evidence {
            days_ago,
            key: None,
            by: by.clone(),
            recorder: helped.then(|| self.composer.colleague(&self.plan.owner)),
            channel: *channel,
            strength: Some(channel.usual_strength().max(least)),
            words: words.clone(),
            proves: Vec::new(),
            contradicts: Vec::new(),
        }
    }

    /// The days on which something was shown for this verifier, newest.
    fn days_of(&self, key: &str) -> Option<u16> {
        let days = self.events.iter().filter_map(|event| match event {
            Event::Evidence(evidence) if evidence.proves.iter().any(|k| k == key) => {
                Some(evidence.days_ago)
            }
            _ => None,
        });
        days.min()
    }

    /// The required verifiers of the stages behind the deal that have a date on them, and their days.
    fn perishable(&self) -> Vec<(&'static VerifierTemplate, u16)> {
        let behind = &self.journey.stages[..self.plan.stage - 1];
        let verifiers = behind.iter().flat_map(|stage| &stage.verifiers);
        verifiers
            .filter(|verifier| verifier.required)
            .filter_map(|verifier| verifier.fresh_days.map(|days| (verifier, days)))
            .collect()
    }

    /// The verifier that is left to grow old, and the day of its last evidence: the latest one that has had the time.
    fn lapsing(&mut self) -> Option<(&'static VerifierTemplate, u16)> {
        if self.plan.twist != Some(Twist::Lapse) {
            return None;
        }
        let passed = self.bounds[self.plan.stage - 1];
        let old = |(verifier, fresh): (&'static VerifierTemplate, u16)| {
            let spoken = self.days_of(&verifier.key)?;
            let since = spoken
                .checked_sub(fresh)?
                .min(30)
                .min(passed.checked_sub(MARGIN + 1)?);
            (since >= MARGIN).then_some((verifier, fresh + since))
        };
        let found = self.perishable().into_iter().rev().find_map(old);
        assert!(found.is_some(), "{}: too young to lapse", self.plan.name);
        found
    }

    /// Asks again in time for whatever would grow too old, except for the one that is left to.
    fn ask_again(&mut self, lapsing: Option<(&'static VerifierTemplate, u16)>) {
        let end = if self.plan.ending.is_some() {
            self.plan.last
        } else {
            0
        };
        for (verifier, fresh) in self.perishable() {
            let left_alone = lapsing.filter(|(left, _)| left.key == verifier.key);
            while let Some(spoken) = self.days_of(&verifier.key) {
                let enough = spoken <= end + fresh - MARGIN;
                let usual = spoken.saturating_sub(fresh * 4 / 5).max(self.plan.last);
                let next = match left_alone {
                    Some((_, last)) => usual.max(last),
                    None => usual,
                };
                if enough || next >= spoken {
                    break;
                }
                self.record(verifier, next, false);
            }
        }
    }

    fn twist(&mut self) {
        let late = self.plan.last.saturating_sub(2);
        match self.plan.twist {
            Some(Twist::Contradicted) => self.set_back(late),
            Some(Twist::Withdrawn) => {
                let reason = self
                    .composer
                    .pick(&self.composer.parts.withdrawals)
                    .to_owned();
                let evidence = self.lasting();
                self.events.push(Event::Withdraw(Withdraw {
                    days_ago: late,
                    evidence,
                    by: None,
                    reason,
                }));
            }
            Some(Twist::Upheld) => {
                let evidence = self.lasting();
                self.doubt(evidence, self.plan.last + 5, Some(late));
            }
            Some(Twist::Challenged) => {
                let evidence = self.newest();
                self.doubt(evidence, late, None);
            }
            Some(Twist::Ready | Twist::Lapse) | None => {}
        }
    }

    /// The customer takes back what stood in a stage behind.
    fn set_back(&mut self, days_ago: u16) {
        let quotes = self.composer.quotes;
        let behind = |key: &str| {
            self.journey
                .verifier(key)
                .is_some_and(|(at, _)| at + 1 < self.plan.stage)
        };
        let found = quotes.setbacks.get(&self.plan.journey);
        let found = found.and_then(|pool| pool.iter().find(|(key, _)| behind(key)));
        let (key, pool) = found.unwrap_or_else(|| panic!("{}: no setback", self.plan.name));
        let mut evidence = self.evidence(&pool[0], Strength::Heard, days_ago);
        evidence.contradicts = vec![key.clone()];
        self.events.push(Event::Evidence(evidence));
    }

    /// The one piece behind a verifier of the last stage behind us that never grows old.
    fn lasting(&self) -> String {
        let stage = &self.journey.stages[self.plan.stage - 2];
        let lasting = |v: &&VerifierTemplate| v.required && v.fresh_days.is_none();
        let found = stage.verifiers.iter().find(lasting);
        found.map_or_else(String::new, |verifier| verifier.key.clone())
    }

    /// The newest piece for the present stage.
    fn newest(&self) -> String {
        let keys = self.events.iter().rev().filter_map(|event| match event {
            Event::Evidence(evidence) => evidence.key.clone(),
            _ => None,
        });
        let here = |key: &String| {
            let found = self.journey.verifier(key);
            found.is_some_and(|(at, _)| at + 1 == self.plan.stage)
        };
        keys.into_iter().find(here).unwrap_or_default()
    }

    fn doubt(&mut self, evidence: String, days_ago: u16, upheld: Option<u16>) {
        let doubt = self.composer.quotes.doubts.choose(&mut self.composer.rng);
        let doubt = doubt.unwrap_or_else(|| panic!("nobody doubts"));
        let by = self.composer.colleague(&self.plan.owner);
        self.events.push(Event::Challenge(Challenge {
            days_ago,
            evidence: evidence.clone(),
            by,
            reason: doubt.reason.clone(),
        }));
        if let Some(days_ago) = upheld {
            self.events.push(Event::Answer(Answer {
                days_ago,
                evidence,
                by: self.plan.owner.clone(),
                verdict: Verdict::Upheld,
                why: doubt.upheld.clone(),
            }));
        }
    }
}
