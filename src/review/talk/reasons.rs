//! Reasons in words: parts of one sentence, each with what it rests on, so that a page can lead there.

use super::{
    facts::{Dropped, Facts, FallBack, Part, Period, Said},
    rules::Rule,
};
use crate::{ids::EvidenceId, web::format};
use chrono::NaiveDate;

/// One part of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub rule: Rule,
    /// "nothing heard for 41 days".
    pub words: String,
    /// The customer's own words behind it; empty where it rests on none.
    pub quote: String,
    pub rests_on: RestsOn,
}

/// What a reason rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestsOn {
    Evidence(EvidenceId),
    /// The verifiers of the present stage.
    Stage,
    /// The owner's call, and everything else at the top of the deal's page.
    Deal,
    Group,
    Commitments,
}

/// A reason as pages show it.
#[derive(Clone, Debug)]
pub struct Told {
    pub words: String,
    pub quote: String,
    pub url: String,
}

/// How much of the customer's words stands in a sentence.
const MOST_QUOTED: usize = 140;

impl Reason {
    /// The evidence it rests on.
    pub fn evidence(&self) -> Option<EvidenceId> {
        match self.rests_on {
            RestsOn::Evidence(id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn fell_back(facts: &Facts, fall: &FallBack, period: &Period) -> Self {
        let day = format::day(fall.at.date_naive(), period.today());
        let behind = fall.evidence.and_then(|id| facts.said(id));
        let speaker = behind.map_or("the customer", |said| said.name.as_str());
        let cause = match fall.cause.as_str() {
            "withdrawal" => format!("when what {speaker} had said was withdrawn"),
            "contradiction" => format!("when {speaker} said otherwise"),
            "challenge" => format!("when a doubt about what {speaker} said was upheld"),
            "lapse" => "when what they had said went out of date".into(),
            "tailoring" => "when what it is judged by was changed".into(),
            _ => "when it was reopened".into(),
        };
        let (from, to) = (
            facts.stage_name(fall.from_stage),
            facts.stage_name(fall.to_stage),
        );
        Self {
            rule: Rule::FellBack,
            words: format!("fell back from {from} to {to} on {day} {cause}"),
            quote: behind.map_or(String::new(), |said| quoted(&said.words)),
            rests_on: behind.map_or(RestsOn::Stage, |said| RestsOn::Evidence(said.id)),
        }
    }

    pub(super) fn contradicted(said: &Said, period: &Period) -> Self {
        let day = format::day(said.happened_on, period.today());
        Self {
            rule: Rule::Contradicted,
            words: format!("{} said otherwise on {day}", said.name),
            quote: quoted(&said.words),
            rests_on: RestsOn::Evidence(said.id),
        }
    }

    pub(super) fn dropped(dropped: &Dropped) -> Self {
        let what = dropped.what.trim_end_matches('.');
        let words = format!(
            "{} dropped what they had agreed to do ({what})",
            dropped.name
        );
        Self::plain(Rule::Dropped, words, RestsOn::Commitments)
    }

    pub(super) fn lapsing(day: NaiveDate, evidence: EvidenceId, period: &Period) -> Self {
        let day = format::day(day, period.today());
        let words = format!("what it stands on lapses on {day}");
        Self::plain(Rule::Lapsing, words, RestsOn::Evidence(evidence))
    }

    pub(super) fn quiet(days: i64, latest: Option<&Said>) -> Self {
        let rests_on = latest.map_or(RestsOn::Stage, |said| RestsOn::Evidence(said.id));
        let words = format!("nothing heard for {}", format::days(days));
        Self::plain(Rule::Quiet, words, rests_on)
    }

    pub(super) fn called_further(facts: &Facts, call: i16) -> Self {
        let (called, proved) = (facts.stage_name(call), facts.stage_name(facts.stage));
        let words = format!("called {called}, proved to {proved}");
        Self::plain(Rule::CalledFurther, words, RestsOn::Deal)
    }

    pub(super) fn one_voice(said: &Said) -> Self {
        let words = format!("only {} has ever spoken", said.name);
        Self::plain(Rule::OneVoice, words, RestsOn::Group)
    }

    pub(super) fn money_unheard(holders: &[&Part]) -> Self {
        let words = match holders {
            [one] => format!("{}, who holds the money, has never been heard", one.name),
            _ => "nobody has heard from whoever holds the money".into(),
        };
        Self::plain(Rule::MoneyUnheard, words, RestsOn::Group)
    }

    pub(super) fn leaning(rule: Rule) -> Self {
        let words = match rule {
            Rule::NoDecision => "strong on progress, empty on change: on its way to do nothing",
            _ => "wants to change, does not feel safe: on its way to cannot decide",
        };
        Self::plain(rule, words.into(), RestsOn::Stage)
    }

    fn plain(rule: Rule, words: String, rests_on: RestsOn) -> Self {
        Self {
            rule,
            words,
            quote: String::new(),
            rests_on,
        }
    }

    /// Where on the deal's page it can be seen.
    fn url(&self, facts: &Facts) -> String {
        let deal = facts.deal;
        let place = match self.rests_on {
            RestsOn::Evidence(id) => place_of(facts, id),
            RestsOn::Stage => Some("#stage".into()),
            RestsOn::Group => Some("#group".into()),
            RestsOn::Commitments => Some("#commitments".into()),
            RestsOn::Deal => None,
        };
        format!("/opportunities/{deal}{}", place.unwrap_or_default())
    }
}

/// Below the verifier it bears on, on the page of that one's stage.
fn place_of(facts: &Facts, id: EvidenceId) -> Option<String> {
    let under = facts.said(id)?.under?;
    let mut verifiers = facts.judgement.verifiers().iter();
    let stage = verifiers.find(|judged| judged.verifier.id == under)?;
    let stage = stage.verifier.stage;
    Some(format!("?stage={stage}#e-{under}-{id}"))
}

/// The parts of the sentence: the first begins with a capital letter.
pub fn told(facts: &Facts, reasons: &[Reason]) -> Vec<Told> {
    let part = |(index, reason): (usize, &Reason)| Told {
        words: match index {
            0 => format::capital(&reason.words),
            _ => reason.words.clone(),
        },
        quote: reason.quote.clone(),
        url: reason.url(facts),
    };
    reasons.iter().enumerate().map(part).collect()
}

/// The beginning of somebody's words, cut between two of them.
pub fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(MOST_QUOTED) else {
        return words;
    };
    let end = words[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &words[..end])
}
