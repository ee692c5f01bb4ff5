//! Brings the deals, asks the rules, and words what they choose.

use super::{
    known::Known,
    leaving::{self, Beside, Leaving},
    lift_line::LiftLine,
    next_word::{self, Lift, NextWord},
    store,
    whom::Whom,
};
use crate::{
    database::Tx,
    forecast::model::honesty::share,
    ids::{MemberId, OpportunityId, VerifierId},
    journey::terms::Strength,
    money::{DayRates, Money, Totals},
    review::talk::{
        facts::{Facts, Period},
        reasons::{Told, quoted},
        store::{Shown, facts},
    },
    web::format,
};
use chrono::{DateTime, Utc};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What the first page shows of a deal.
pub struct Card {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub value: String,
    pub owner: String,
}

/// A word to hear, and from whom.
pub struct Word {
    /// "They rank the options on their own criteria".
    pub statement: String,
    /// "Ines Baptista".
    pub from: String,
    /// "who spoke of it on 3 Sep".
    pub why_them: String,
    /// "written or stronger".
    pub strength: String,
    pub coaching: String,
    /// Where it is recorded.
    pub url: String,
}

/// A deal whose next word would count.
pub struct Next {
    pub card: Card,
    /// "One word away from Choosing."
    pub away: String,
    /// None: everything is said.
    pub word: Option<Word>,
    /// The customer's latest word that counts.
    pub said: Option<Said>,
    /// None: too few to say.
    pub lift: Option<LiftLine>,
}

/// The customer's own words.
pub struct Said {
    pub words: String,
    /// "Ines Baptista, 3 Sep".
    pub by: String,
}

/// A deal that one might leave.
pub struct Leave {
    pub card: Card,
    pub signs: Vec<Told>,
    pub word: Option<Word>,
}

/// What the rules choose among the deals of one owner, or of all.
pub async fn choose(
    tx: &mut Tx,
    owner: Option<MemberId>,
    rates: &Arc<DayRates>,
    now: DateTime<Utc>,
) -> sqlx::Result<(Vec<Next>, Vec<Leave>)> {
    let period = Period {
        since: now - leaving::LOOKS_BACK,
        now,
    };
    let candidates = store::candidates(tx, owner, rates).await?;
    let (deals, shown) = facts(tx, &candidates, &period).await?;
    let known = Known::of(tx, &deals).await?;
    let ground = Ground {
        deals: &deals,
        shown: &shown,
        known: &known,
        period: &period,
    };
    let leaving = ground.leaving();
    let leaves: HashSet<_> = leaving.iter().map(|leave| leave.card.id).collect();
    Ok((ground.next_words(rates, &leaves), leaving))
}

/// Everything the wording needs.
struct Ground<'a> {
    deals: &'a [Facts],
    shown: &'a HashMap<OpportunityId, Shown>,
    known: &'a Known,
    period: &'a Period,
}

impl Ground<'_> {
    /// Never of a deal that stands among those one might leave: the page would say both of it.
    fn next_words(&self, rates: &Arc<DayRates>, leaves: &HashSet<OpportunityId>) -> Vec<Next> {
        let none = HashMap::new();
        let deals = self.deals.iter();
        let words = deals.filter(|f| !leaves.contains(&f.deal)).map(|facts| {
            let people = self.known.people.get(&facts.deal).unwrap_or(&none);
            NextWord::of(facts, people, self.money(facts, rates), self.lift(facts))
        });
        let words = next_word::in_order(words.collect()).into_iter();
        words.filter_map(|word| self.next(&word)).collect()
    }

    fn leaving(&self) -> Vec<Leave> {
        let none = HashMap::new();
        let leaving = self.deals.iter().filter_map(|facts| {
            let people = self.known.people.get(&facts.deal).unwrap_or(&none);
            let money = self.known.money.get(&facts.deal);
            let beside = Beside {
                customer_date: money.and_then(|money| money.customer_date),
                like_it: self.known.ahead.get(&facts.deal).map(|ahead| ahead.here),
            };
            Leaving::of(facts, self.period, beside, people)
        });
        let leaving = leaving::in_order(leaving.collect()).into_iter();
        leaving
            .filter_map(|deal| {
                Some(Leave {
                    card: self.card(deal.facts)?,
                    word: deal.change.and_then(|w| self.word(deal.facts, &w)),
                    signs: deal.signs,
                })
            })
            .collect()
    }

    /// After the last stage it is won.
    fn lift(&self, facts: &Facts) -> Option<Lift> {
        let ahead = self.known.ahead.get(&facts.deal)?;
        let further = match is_last(facts) {
            true => 1.0,
            false => share(ahead.further?.won),
        };
        Some(Lift {
            here: share(ahead.here.won),
            further,
        })
    }

    fn lift_line(&self, facts: &Facts) -> Option<LiftLine> {
        let ahead = self.known.ahead.get(&facts.deal)?;
        LiftLine::of(ahead, is_last(facts))
    }

    /// In the workspace's currency; what nobody knows, or has no rate, counts for nothing.
    fn money(&self, facts: &Facts, rates: &Arc<DayRates>) -> f64 {
        let mut worth = Totals::new(rates);
        if let Some(money) = self.known.money.get(&facts.deal) {
            worth.extend(money.amount.map(|minor| Money {
                minor,
                currency: money.currency,
            }));
        }
        worth.about()
    }

    fn card(&self, facts: &Facts) -> Option<Card> {
        let shown = self.shown.get(&facts.deal)?;
        Some(Card {
            id: facts.deal,
            name: shown.name.clone(),
            account: shown.account.clone(),
            value: shown.amount.map_or(String::new(), |amount| amount.short()),
            owner: shown.owner.clone(),
        })
    }

    fn next(&self, word: &NextWord) -> Option<Next> {
        let facts = word.facts;
        Some(Next {
            card: self.card(facts)?,
            away: away(facts, word.missing),
            word: word
                .wanted
                .as_ref()
                .and_then(|w| self.word(facts, w))
                .map(begins),
            said: facts.said.iter().find(|s| s.counts).map(|s| Said {
                words: quoted(&s.words),
                by: format!(
                    "{}, {}",
                    s.name,
                    format::day(s.happened_on, self.period.today())
                ),
            }),
            lift: self.lift_line(facts),
        })
    }

    fn word(&self, facts: &Facts, wanted: &(VerifierId, Whom)) -> Option<Word> {
        let (id, whom) = wanted;
        let asked = self.known.asked.get(id)?;
        let mut judged = facts.judgement.verifiers().iter();
        let judged = judged.find(|j| j.verifier.id == *id)?;
        let stage = judged.verifier.stage;
        Some(Word {
            statement: asked.statement.clone(),
            from: whom.name().to_owned(),
            why_them: whom.why(self.period.today()),
            strength: strength(judged.verifier.least_strength),
            coaching: asked.coaching.clone(),
            url: format!("/opportunities/{}?stage={stage}#v-{id}", facts.deal),
        })
    }
}

/// The person stands first in the sentence.
fn begins(word: Word) -> Word {
    Word {
        from: format::capital(&word.from),
        ..word
    }
}

fn strength(least: Strength) -> String {
    match least {
        Strength::Confirmed => "confirmed".into(),
        least => format!("{least} or stronger"),
    }
}

fn is_last(facts: &Facts) -> bool {
    usize::try_from(facts.stage).is_ok_and(|stage| stage >= facts.stages.len())
}

/// How far a deal is from its next stage.
fn away(facts: &Facts, missing: usize) -> String {
    let next = facts.stage_name(facts.stage + 1);
    match (missing, is_last(facts)) {
        (0, true) => "Everything is said: it can be won now".into(),
        (0, false) => format!("Everything is said: it can move to {next} now"),
        (1, true) => "One word away from being won".into(),
        (1, false) => format!("One word away from {next}"),
        (some, true) => format!("{some} words away from being won"),
        (some, false) => format!("{some} words away from {next}"),
    }
}
