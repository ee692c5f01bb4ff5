//! The rules: which reasons a deal gives to talk about it, and which deals come first. Pure.
//!
//! The weight of each rule says how much it counts when deals are put in order:
//!
//! | rule | weight |
//! |---|---|
//! | fell back | 40 |
//! | contradicted | 30 |
//! | a commitment dropped | 20 |
//! | on its way to do nothing, on its way to cannot decide | 3 |
//! | ageing on the way to lapse | 2 |
//! | called further than proved | 2 |
//! | one voice only | 2 |
//! | money never heard | 2 |
//! | quiet | 1 |
//!
//! What the customer did against the deal outweighs everything else together: a deal with evidence that moves against it
//! comes before one that is merely quiet. Among equals the one that is worth more comes first.

#[cfg(test)]
mod tests;

use super::{
    facts::{Facts, Period},
    reasons::Reason,
};
use crate::{
    ids::OpportunityId,
    journey::{leaning::Leaning, terms::Phase},
};

/// At most so many deals are talked about.
pub const MOST: usize = 10;

/// For each rule so many deals are looked at, the largest first.
pub const CANDIDATES: i64 = 25;

/// Nothing heard for so many days is quiet.
pub const QUIET_DAYS: i64 = 30;

/// One voice is only told of where at least so many pieces of evidence are from it: every deal begins with one.
pub const ONE_VOICE_PIECES: usize = 2;

/// From this phase on it matters that one person alone has spoken, and that the money has not: before it hardly anybody
/// has been asked to decide.
pub const DECIDING_FROM: Phase = Phase::Choose;

/// A reason to talk about a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    FellBack,
    Contradicted,
    Dropped,
    Lapsing,
    Quiet,
    CalledFurther,
    OneVoice,
    MoneyUnheard,
    NoDecision,
    CouldNotDecide,
}

impl Rule {
    /// In the order in which a sentence tells them.
    pub const ALL: &[Self] = &[
        Self::FellBack,
        Self::Contradicted,
        Self::Dropped,
        Self::Lapsing,
        Self::Quiet,
        Self::CalledFurther,
        Self::OneVoice,
        Self::MoneyUnheard,
        Self::NoDecision,
        Self::CouldNotDecide,
    ];

    /// How much it counts in the order of deals.
    pub const fn weight(self) -> u32 {
        match self {
            Self::FellBack => 40,
            Self::Contradicted => 30,
            Self::Dropped => 20,
            Self::NoDecision | Self::CouldNotDecide => 3,
            Self::Lapsing | Self::CalledFurther | Self::OneVoice | Self::MoneyUnheard => 2,
            Self::Quiet => 1,
        }
    }

    /// The customer did something against the deal.
    pub const fn is_against(self) -> bool {
        matches!(self, Self::FellBack | Self::Contradicted | Self::Dropped)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FellBack => "Fell back",
            Self::Contradicted => "Contradicted",
            Self::Dropped => "A commitment dropped",
            Self::Lapsing => "Ageing on the way to lapse",
            Self::Quiet => "Quiet",
            Self::CalledFurther => "Called further than proved",
            Self::OneVoice => "One voice only",
            Self::MoneyUnheard => "Money never heard",
            Self::NoDecision => "On its way to do nothing",
            Self::CouldNotDecide => "On its way to cannot decide",
        }
    }

    /// When it holds, in a sentence or two with its numbers.
    pub fn told(self) -> String {
        let deciding = DECIDING_FROM.heading();
        match self {
            Self::FellBack => "The deal fell back in the period, and has not moved on since.".into(),
            Self::Contradicted => "In the period the customer spoke against something the deal asks for, and has not taken that back. Told once: not where the deal fell back on the same words.".into(),
            Self::Dropped => "In the period somebody at the customer dropped what they had agreed to do.".into(),
            Self::Lapsing => "Something that the deal needs stands on evidence that has used up three quarters of its time. The day is the first on which it no longer stands.".into(),
            Self::Quiet => format!("Nothing from the customer was recorded for {QUIET_DAYS} days or more."),
            Self::CalledFurther => "The owner’s call names a later stage than the customer’s evidence proves.".into(),
            Self::OneVoice => format!("Everything that counts was said by one person, in {ONE_VOICE_PIECES} pieces of evidence or more. Only from {deciding} on: before that hardly anybody has been asked."),
            Self::MoneyUnheard => format!("Nobody who holds the money (budget holder, approver, finance controller or executive sponsor) has said anything that counts. Only from {deciding} on: before that nobody has to pay for a choice."),
            Self::NoDecision => "Of what was asked so far, two or more verifiers of progress stand, and none of change: they are busy with us, and content as they are.".into(),
            Self::CouldNotDecide => "Of what was asked so far, two or more verifiers of change stand, and none of safety: they want to leave the way things are, and no option looks safe.".into(),
        }
    }
}

/// Why this deal is worth talking about, in the order of the rules.
pub fn reasons(facts: &Facts, period: &Period) -> Vec<Reason> {
    let fell_back = fell_back(facts, period);
    let by = fell_back
        .as_ref()
        .and(facts.fall_back.as_ref())
        .and_then(|fall| fall.evidence);
    let mut reasons: Vec<Reason> = fell_back.into_iter().collect();
    reasons.extend(contradicted(facts, period).filter(|no| by.is_none() || no.evidence() != by));
    reasons.extend(dropped(facts, period));
    reasons.extend(lapsing(facts, period));
    reasons.extend(quiet(facts, period));
    reasons.extend(called_further(facts));
    reasons.extend(one_voice(facts));
    reasons.extend(money_unheard(facts));
    reasons.extend(leaning(facts));
    reasons
}

/// Puts deals with their reasons in order, and keeps the first [`MOST`]. Who gives no reason is not talked about. What a deal
/// is worth is said in one currency; none: nobody knows.
pub fn in_order(
    mut deals: Vec<(Facts, Vec<Reason>)>,
    worth: impl Fn(OpportunityId) -> Option<i64>,
) -> Vec<(Facts, Vec<Reason>)> {
    deals.retain(|(_, reasons)| !reasons.is_empty());
    deals.sort_by_key(|(facts, reasons)| {
        let weight: u32 = reasons.iter().map(|reason| reason.rule.weight()).sum();
        (std::cmp::Reverse((weight, worth(facts.deal))), facts.deal)
    });
    deals.truncate(MOST);
    deals
}

fn fell_back(facts: &Facts, period: &Period) -> Option<Reason> {
    let fall = facts.fall_back.as_ref()?;
    period
        .holds(fall.at)
        .then(|| Reason::fell_back(facts, fall, period))
}

fn contradicted(facts: &Facts, period: &Period) -> impl Iterator<Item = Reason> {
    let verifiers = facts.judgement.verifiers().iter();
    let mut against: Vec<_> = verifiers
        .filter_map(|judged| judged.standing.contradicted_by)
        .collect();
    against.sort();
    against.dedup();
    let said = facts.said.iter();
    said.filter(move |said| against.contains(&said.id) && period.holds(said.recorded_at))
        .take(1)
        .map(|said| Reason::contradicted(said, period))
}

fn dropped(facts: &Facts, period: &Period) -> Option<Reason> {
    let in_period = facts.dropped.iter().filter(|d| period.holds(d.at));
    in_period.max_by_key(|d| d.at).map(Reason::dropped)
}

/// What it stands on up to the present stage, as `journey` reckons it.
fn lapsing(facts: &Facts, period: &Period) -> Option<Reason> {
    let needed = facts.judgement.verifiers().iter();
    let ageing = needed
        .filter(|judged| judged.verifier.required && judged.verifier.stage <= facts.stage)
        .filter(|judged| judged.standing.ageing);
    let first = ageing
        .filter_map(|judged| Some((judged.standing.lapses_on?, judged.standing.rests_on.last()?)))
        .min();
    first.map(|(day, evidence)| Reason::lapsing(day, *evidence, period))
}

fn quiet(facts: &Facts, period: &Period) -> Option<Reason> {
    let days = (period.now - facts.heard_at).num_days();
    (days >= QUIET_DAYS).then(|| Reason::quiet(days, facts.said.iter().find(|said| said.counts)))
}

fn called_further(facts: &Facts) -> Option<Reason> {
    let call = facts.call_stage.filter(|call| *call > facts.stage)?;
    Some(Reason::called_further(facts, call))
}

fn one_voice(facts: &Facts) -> Option<Reason> {
    let counting: Vec<_> = facts.said.iter().filter(|said| said.counts).collect();
    let first = counting.first()?;
    let alone = counting.iter().all(|said| said.speaker == first.speaker);
    let tells = facts.phase >= DECIDING_FROM && counting.len() >= ONE_VOICE_PIECES;
    (tells && alone).then(|| Reason::one_voice(first))
}

fn money_unheard(facts: &Facts) -> Option<Reason> {
    let holders = facts.group.iter().filter(|part| part.role.holds_money());
    let holders: Vec<_> = holders.collect();
    let mut counting = facts.said.iter().filter(|said| said.counts);
    let heard = counting.any(|said| holders.iter().any(|part| part.contact == said.speaker));
    (facts.phase >= DECIDING_FROM && !heard).then(|| Reason::money_unheard(&holders))
}

fn leaning(facts: &Facts) -> Option<Reason> {
    let dimension = |id| facts.dimensions.get(&id).copied();
    let leaning = crate::journey::leaning::leaning(&facts.judgement, facts.stage, dimension)?;
    Some(Reason::leaning(match leaning {
        Leaning::NoDecision => Rule::NoDecision,
        Leaning::CouldNotDecide => Rule::CouldNotDecide,
    }))
}
