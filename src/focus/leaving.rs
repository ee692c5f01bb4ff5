//! Deals one might leave: at least two signs that the customer will not decide for us, and what would change that. Pure.
//!
//! The signs are those of the deals to talk about that speak against a deal, looked at over a longer time, the customer's
//! own date when it has passed, and a chance that is small by this workspace's own history.

use super::whom::{People, Whom};
use crate::{
    forecast::{Listed, model::honesty::share, store::Lived},
    ids::VerifierId,
    journey::terms::Dimension,
    review::talk::{
        facts::{Facts, Period},
        reasons::{Reason, Told, told},
        rules::{Rule, reasons},
    },
    web::format,
};
use chrono::{NaiveDate, TimeDelta};
use std::{cmp::Reverse, collections::HashMap};

/// So many are shown.
pub const MOST: usize = 5;

/// So many signs make one think of leaving: one alone has many reasons.
pub const SIGNS: usize = 2;

/// Nothing heard for so many days is a sign. Less is only quiet.
pub const QUIET_DAYS: i64 = 60;

/// How far back what they did against it is looked for.
pub const LOOKS_BACK: TimeDelta = TimeDelta::days(90);

/// The customer's own date has passed by more than so many days.
pub const LATE_DAYS: i64 = 14;

/// A chance below this is a sign.
pub const SMALL_CHANCE: f64 = 0.05;

/// What is known beside the facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside {
    /// The day on which the customer wanted to decide.
    pub customer_date: Option<NaiveDate>,
    /// How often deals like it are won; none: too few to say.
    pub like_it: Option<Lived>,
}

/// One deal that one might leave.
#[derive(Clone, Debug)]
pub struct Leaving<'a> {
    pub facts: &'a Facts,
    pub signs: Vec<Told>,
    /// The word that would change it, and from whom; none: nothing is missing but our own act.
    pub change: Option<(VerifierId, Whom)>,
}

impl<'a> Leaving<'a> {
    /// None: too few signs.
    pub fn of(
        facts: &'a Facts,
        period: &Period,
        beside: Beside,
        people: &HashMap<VerifierId, People>,
    ) -> Option<Self> {
        let reasons: Vec<Reason> = reasons(facts, period)
            .into_iter()
            .filter(|reason| speaks_against(reason.rule, facts, period))
            .collect();
        let mut signs = told(facts, &reasons);
        signs.extend(more_signs(facts, period, beside));
        if signs.len() < SIGNS {
            return None;
        }
        let leans = |rule| reasons.iter().any(|reason| reason.rule == rule);
        let lacks = match (leans(Rule::NoDecision), leans(Rule::CouldNotDecide)) {
            (true, _) => Some(Dimension::Change),
            (_, true) => Some(Dimension::Safety),
            _ => None,
        };
        Some(Self {
            facts,
            signs,
            change: change(facts, lacks, people),
        })
    }
}

fn speaks_against(rule: Rule, facts: &Facts, period: &Period) -> bool {
    match rule {
        Rule::Quiet => (period.now - facts.heard_at).num_days() >= QUIET_DAYS,
        Rule::NoDecision | Rule::CouldNotDecide => true,
        rule => rule.is_against(),
    }
}

fn more_signs(facts: &Facts, period: &Period, beside: Beside) -> Vec<Told> {
    let today = period.today();
    let sign = |words, url| Told {
        words,
        quote: String::new(),
        url,
    };
    let late = beside
        .customer_date
        .filter(|day| (today - *day).num_days() > LATE_DAYS)
        .map(|day| {
            let words = format!(
                "the day they named, {}, has passed",
                format::day(day, today)
            );
            sign(words, format!("/opportunities/{}", facts.deal))
        });
    let small = beside
        .like_it
        .filter(|like_it| share(like_it.won) < SMALL_CHANCE)
        .map(|like_it| {
            let weeks = format::counted(like_it.weeks, "week");
            let words = format!(
                "of deals that stand like this, fewer than one in twenty is won ({weeks} lived)"
            );
            sign(words, Listed::Lived(like_it.state).url())
        });
    late.into_iter().chain(small).collect()
}

/// What is missing in the dimension that the deal lacks, nearest first, else what its stage waits for.
fn change(
    facts: &Facts,
    lacks: Option<Dimension>,
    people: &HashMap<VerifierId, People>,
) -> Option<(VerifierId, Whom)> {
    let verifiers = facts.judgement.verifiers().iter();
    let missing = verifiers.filter(|j| {
        j.verifier.required && j.verifier.stage <= facts.stage && !j.standing.carries()
    });
    let missing: Vec<_> = missing.collect();
    let dimension = |id: VerifierId| facts.dimensions.get(&id).copied();
    let first = missing
        .iter()
        .find(|j| lacks.is_some() && dimension(j.verifier.id) == lacks)
        .or(missing.first())?;
    let (id, nobody) = (first.verifier.id, People::default());
    let there = people.get(&id).unwrap_or(&nobody);
    let whom = Whom::of(there, first.standing.state, facts.phase, dimension(id));
    Some((id, whom))
}

/// The first [`MOST`]: the most signs first, then whoever was silent longest.
pub fn in_order(mut deals: Vec<Leaving>) -> Vec<Leaving> {
    deals.sort_by_key(|deal| {
        let (signs, heard, id) = (deal.signs.len(), deal.facts.heard_at, deal.facts.deal);
        (Reverse(signs), heard, id)
    });
    deals.truncate(MOST);
    deals
}
