//! Plays a script through a small, slow and independent telling of the rule, so that a script that could not have
//! happened is found before it reaches a database.

use super::playbook::playbook;
use super::script::{Change, Company, Event, Evidence, Outcome, Script, Verdict, company, day};
use crate::journey::terms::{OutcomeKind, Phase, Strength};
use crate::journeys::library::VerifierTemplate;
use chrono::{Days, NaiveDate};

/// How a deal stands when its script is over.
#[derive(Debug)]
pub struct Ending {
    /// From 0.
    pub stage: usize,
    pub phase: Phase,
    pub outcome: Option<OutcomeKind>,
    /// Required verifiers of the stage that do not stand.
    pub missing: Vec<String>,
    /// Whether somebody could press the button now.
    pub ready: bool,
    /// Whether evidence for the stage or before it is past three quarters of its days.
    pub ageing: bool,
    /// What pulled it back.
    pub falls: Vec<Cause>,
    pub challenged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Lapse,
    Withdrawal,
    Contradiction,
    Upheld,
    Tailoring,
}

struct Asked {
    key: String,
    least: Strength,
    fresh: Option<u16>,
    required: bool,
}

struct Piece {
    key: Option<String>,
    said: NaiveDate,
    strength: Strength,
    proves: Vec<String>,
    contradicts: Vec<String>,
    live: bool,
    doubted: bool,
}

struct Rehearsal<'a> {
    script: &'a Script,
    company: Company,
    phases: Vec<Phase>,
    stages: Vec<Vec<Asked>>,
    pieces: Vec<Piece>,
    stage: usize,
    outcome: Option<OutcomeKind>,
    falls: Vec<Cause>,
}

/// Plays the script up to today; says what could not have happened.
pub fn rehearse(script: &Script, today: NaiveDate) -> Result<Ending, String> {
    let opened = day(today, script.opened);
    let journey = playbook().asked(&script.journey, opened, today);
    let journey = journey.ok_or("an unknown journey")?;
    let asked = |verifier: &VerifierTemplate| Asked {
        key: verifier.key.clone(),
        least: verifier.least_strength,
        fresh: verifier.fresh_days,
        required: verifier.required,
    };
    let mut rehearsal = Rehearsal {
        script,
        company: company(),
        phases: journey.stages.iter().map(|stage| stage.phase).collect(),
        stages: journey
            .stages
            .iter()
            .map(|stage| stage.verifiers.iter().map(asked).collect())
            .collect(),
        pieces: Vec::new(),
        stage: 0,
        outcome: None,
        falls: Vec::new(),
    };
    rehearsal.check_the_frame(today)?;
    rehearsal.play(today)?;
    Ok(rehearsal.ending(today))
}

fn claim(holds: bool, complaint: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(complaint.into()) }
}

impl Rehearsal<'_> {
    fn check_the_frame(&self, today: NaiveDate) -> Result<(), String> {
        let script = self.script;
        self.member(&script.owner)?;
        claim(script.account.domain.ends_with(".example"), "a real domain")?;
        // It takes several kroner to make a euro.
        let most = match script.currency.as_str() {
            "EUR" => 1_400_000,
            _ => 10_000_000,
        };
        claim((8_000..=most).contains(&script.amount), "amount")?;
        claim(script.opened <= 640, "older than the demo’s company")?;
        if let Some(date) = &script.customer_date {
            self.contact(&date.said_by)?;
            claim(date.days_ago <= script.opened, "a date before the deal")?;
        }
        for call in &script.calls {
            let stages = 1..=self.stages.len();
            claim(stages.contains(&call.stage.into()), "the call's stage")?;
            claim(call.percent <= 100, "the call's odds")?;
        }
        let days: Vec<_> = script.events.iter().map(Event::days_ago).collect();
        claim(days.iter().rev().is_sorted(), "events out of order")?;
        claim(days.iter().all(|days| *days <= script.opened), "too early")?;
        claim(day(today, script.opened) <= today, "opened in the future")
    }

    fn play(&mut self, today: NaiveDate) -> Result<(), String> {
        let mut date = day(today, self.script.opened);
        let mut events = self.script.events.iter().peekable();
        while date <= today {
            self.settle(date, Cause::Lapse);
            while let Some(event) = events.next_if(|event| day(today, event.days_ago()) <= date) {
                self.apply(event, date)
                    .map_err(|complaint| format!("{} days ago: {complaint}", event.days_ago()))?;
            }
            date = date + Days::new(1);
        }
        Ok(())
    }

    fn apply(&mut self, event: &Event, date: NaiveDate) -> Result<(), String> {
        let reopens = matches!(event, Event::Reopen(_));
        let looks_back = matches!(event, Event::LookBack(_));
        claim(
            (reopens || looks_back) == self.outcome.is_some(),
            "a closed deal acts",
        )?;
        match event {
            Event::Evidence(evidence) => self.record(evidence, date)?,
            Event::Passage(_) => self.pass(date)?,
            Event::Withdraw(withdraw) => {
                claim(!withdraw.reason.is_empty(), "no reason")?;
                self.piece(&withdraw.evidence)?.live = false;
                self.settle(date, Cause::Withdrawal);
            }
            Event::Challenge(challenge) => {
                self.member(&challenge.by)?;
                let piece = self.piece(&challenge.evidence)?;
                claim(!piece.doubted, "challenged twice")?;
                piece.doubted = true;
            }
            Event::Answer(answer) => {
                self.member(&answer.by)?;
                let piece = self.piece(&answer.evidence)?;
                claim(piece.doubted, "an answer without a challenge")?;
                piece.doubted = false;
                piece.live = answer.verdict == Verdict::Dismissed;
                self.settle(date, Cause::Upheld);
            }
            Event::Tailor(tailor) => {
                self.change(&tailor.change)?;
                self.settle(date, Cause::Tailoring);
            }
            Event::Outcome(outcome) => self.close(outcome, date)?,
            Event::Reprice(reprice) => claim(reprice.amount > 0, "worth nothing")?,
            Event::LookBack(_) => {
                let left = self.outcome == Some(OutcomeKind::QualifiedOut);
                claim(left, "it was not left")?;
            }
            Event::Reopen(_) => {
                self.outcome = None;
                self.settle(date, Cause::Lapse);
            }
        }
        Ok(())
    }

    fn record(&mut self, evidence: &Evidence, date: NaiveDate) -> Result<(), String> {
        let by_hand = evidence.channel.is_chosen_by_hand();
        claim(by_hand, "the customer's own link")?;
        claim(
            evidence.strength() <= evidence.channel.highest_strength(),
            "stronger than its channel",
        )?;
        self.contact(&evidence.by)?;
        if let Some(recorder) = &evidence.recorder {
            self.member(recorder)?;
        }
        let left = evidence.words.contains(['{', '}']);
        claim(!left && !evidence.words.trim().is_empty(), "words")?;
        claim(evidence.words.chars().count() <= 500, "too long a quote")?;
        for key in evidence.proves.iter().chain(&evidence.contradicts) {
            claim(self.asked(key).is_some(), format!("no verifier {key}"))?;
            let twin = self.pieces.iter().any(|piece| {
                piece.said == date
                    && (piece.proves.contains(key) && evidence.contradicts.contains(key)
                        || piece.contradicts.contains(key) && evidence.proves.contains(key))
            });
            claim(!twin, format!("yes and no to {key} on one day"))?;
        }
        let bears = evidence.proves.len() + evidence.contradicts.len();
        claim(bears > 0, "evidence for nothing")?;
        if !evidence.contradicts.is_empty() {
            claim(evidence.strength() > Strength::Reported, "hearsay against")?;
        }
        self.pieces.push(Piece {
            key: evidence.key.clone(),
            said: date,
            strength: evidence.strength(),
            proves: evidence.proves.clone(),
            contradicts: evidence.contradicts.clone(),
            live: true,
            doubted: false,
        });
        self.settle(date, Cause::Contradiction);
        Ok(())
    }

    fn pass(&mut self, date: NaiveDate) -> Result<(), String> {
        claim(
            self.falls.last() != Some(&Cause::Lapse),
            "a passage after a lapse: only a sweep on the day itself would tell it the same way",
        )?;
        claim(self.stage + 1 < self.stages.len(), "the last stage is won")?;
        self.check_the_gate(date)?;
        self.stage += 1;
        Ok(())
    }

    fn close(&mut self, outcome: &Outcome, date: NaiveDate) -> Result<(), String> {
        let known = outcome.result.reason(&outcome.reason).is_some();
        claim(known, format!("no reason {}", outcome.reason))?;
        if outcome.result == OutcomeKind::Won {
            claim(self.stage + 1 == self.stages.len(), "won too early")?;
            self.check_the_gate(date)?;
        }
        if outcome.result == OutcomeKind::OnHold {
            claim(outcome.condition.is_some(), "on hold without a condition")?;
        }
        self.outcome = Some(outcome.result);
        Ok(())
    }

    fn check_the_gate(&self, date: NaiveDate) -> Result<(), String> {
        for stage in 0..=self.stage {
            let missing = self.missing(stage, date, stage == self.stage);
            claim(
                missing.is_empty(),
                format!("stage {} lacks {missing:?}", stage + 1),
            )?;
        }
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<(), String> {
        let own = |with: &super::script::OwnVerifier| Asked {
            key: with.key.clone(),
            least: with.least_strength,
            fresh: with.fresh_days,
            required: with.required,
        };
        if let Change::Drop { verifier }
        | Change::Reword { verifier, .. }
        | Change::Replace { verifier, .. } = change
        {
            let used = self.pieces.iter().any(|p| p.proves.contains(verifier));
            claim(!used, format!("{verifier} is tailored after its evidence"))?;
            claim(self.asked(verifier).is_some(), format!("no {verifier}"))?;
        }
        for asked in &mut self.stages {
            match change {
                Change::Drop { verifier } => asked.retain(|asked| asked.key != *verifier),
                Change::Replace { verifier, with } => {
                    if let Some(place) = asked.iter_mut().find(|asked| asked.key == *verifier) {
                        *place = own(with);
                    }
                }
                Change::Reword { .. } | Change::Add { .. } => {}
            }
        }
        if let Change::Add { stage, with } = change {
            self.stages[usize::from(*stage) - 1].push(own(with));
        }
        let required = |stage: &Vec<Asked>| stage.iter().filter(|asked| asked.required).count();
        claim(
            self.stages.iter().all(|s| (1..=4).contains(&required(s))),
            "a stage with no verifier or with too many",
        )
    }

    /// Back to the earliest stage whose verifiers no longer stand.
    fn settle(&mut self, date: NaiveDate, cause: Cause) {
        if self.outcome.is_some() {
            return;
        }
        let earliest = (0..self.stage).find(|s| !self.missing(*s, date, false).is_empty());
        if let Some(stage) = earliest {
            self.stage = stage;
            self.falls.push(cause);
        }
    }

    fn missing(&self, stage: usize, date: NaiveDate, doubt_counts: bool) -> Vec<String> {
        self.stages[stage]
            .iter()
            .filter(|asked| asked.required && !self.stands(asked, date, doubt_counts))
            .map(|asked| asked.key.clone())
            .collect()
    }

    fn stands(&self, asked: &Asked, date: NaiveDate, doubt_counts: bool) -> bool {
        self.pieces.iter().any(|piece| {
            let denied = self.pieces.iter().any(|other| {
                other.live && other.said > piece.said && other.contradicts.contains(&asked.key)
            });
            piece.live
                && !denied
                && !(doubt_counts && piece.doubted)
                && piece.strength >= asked.least
                && piece.proves.contains(&asked.key)
                && asked
                    .fresh
                    .is_none_or(|fresh| (date - piece.said).num_days() <= i64::from(fresh))
        })
    }

    fn ending(self, today: NaiveDate) -> Ending {
        let missing = self.missing(self.stage, today, true);
        let ages = |asked: &Asked| {
            asked.required
                && asked.fresh.is_some_and(|fresh| {
                    let newest = self.pieces.iter().filter(|p| p.proves.contains(&asked.key));
                    let age = newest.map(|p| (today - p.said).num_days()).min();
                    age.is_some_and(|age| age * 4 >= i64::from(fresh) * 3)
                })
        };
        Ending {
            stage: self.stage,
            phase: self.phases[self.stage],
            outcome: self.outcome,
            ready: missing.is_empty() && self.outcome.is_none(),
            missing,
            ageing: self.stages[..=self.stage].iter().flatten().any(ages),
            challenged: self.pieces.iter().any(|piece| piece.doubted),
            falls: self.falls,
        }
    }

    fn asked(&self, key: &str) -> Option<&Asked> {
        self.stages.iter().flatten().find(|asked| asked.key == key)
    }

    fn piece(&mut self, key: &str) -> Result<&mut Piece, String> {
        self.pieces
            .iter_mut()
            .find(|piece| piece.key.as_deref() == Some(key))
            .ok_or(format!("no evidence {key}"))
    }

    fn member(&self, key: &str) -> Result<(), String> {
        let known = self.company.members.iter().any(|member| member.key == key);
        claim(known, format!("no member {key}"))
    }

    fn contact(&self, key: &str) -> Result<(), String> {
        let known = self
            .script
            .contacts
            .iter()
            .any(|contact| contact.key == key);
        claim(known, format!("no contact {key}"))
    }
}
