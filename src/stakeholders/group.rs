//! The buying group of one deal: what the team says about it, and what the evidence does.

use super::{
    derived::{self, About, HangsOn, MoneyUnheard, Position, Word},
    stakeholder::{Influence, Stakeholder, Weight},
    store,
};
use crate::{
    database::Tx,
    evidence::evidence::Evidence,
    ids::{ContactId, EvidenceId},
    journey::terms::Strength,
    opportunities::{page::whole::Whole, store::Person},
    web::format,
};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// Everybody at the customer who matters to one deal. Two queries.
pub struct Group {
    /// Who decides first, then by name.
    pub members: Vec<Member>,
    /// People of the account without a part: who spoke latest first.
    pub others: Vec<Other>,
    pub lines: Vec<Influence>,
    pub concerns: Vec<Concern>,
}

/// Somebody with a part in the deal.
pub struct Member {
    pub who: Stakeholder,
    pub heard_on: Option<NaiveDate>,
    pub position: Position,
    /// What they did that suggests they make things happen.
    pub moved: Vec<EvidenceId>,
}

/// Somebody of the account who has no part yet.
pub struct Other {
    pub id: ContactId,
    pub name: String,
    pub title: String,
    pub heard_on: Option<NaiveDate>,
}

/// Something about the group worth a thought, with a way on.
pub struct Concern {
    pub sentence: String,
    pub way: &'static str,
    pub address: String,
}

impl Group {
    pub async fn load(tx: &mut Tx, whole: &Whole, today: NaiveDate) -> sqlx::Result<Self> {
        let stakeholders = store::of_opportunity(tx, whole.deal.id).await?;
        let lines = store::influence_in(tx, whole.deal.id).await?;
        let words = words(whole, today);
        Ok(Self {
            concerns: concerns(whole, &stakeholders, &words),
            others: others(&whole.people, &stakeholders, &words),
            members: members(stakeholders, &words, whole.deal.stage),
            lines,
        })
    }

    /// A member by the contact.
    pub fn member(&self, contact: ContactId) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| member.who.contact == contact)
    }
}

/// "last heard 6 Nov", or that nothing came from them yet.
pub fn heard(on: Option<NaiveDate>, today: NaiveDate) -> String {
    on.map_or("not heard on this deal yet".into(), |day| {
        format!("last heard {}", format::day(day, today))
    })
}

/// It came from them, and still counts: neither second hand, nor withdrawn, nor overruled.
pub fn counts(said: &Evidence) -> bool {
    said.strength > Strength::Reported && said.withdrawal.is_none() && !said.was_overruled()
}

fn words(whole: &Whole, today: NaiveDate) -> Vec<Word> {
    let about = |said: &Evidence| {
        let bearings = said.bearings.iter();
        bearings
            .filter_map(|bearing| {
                let verifier = whole.verifier(bearing.verifier)?;
                whole.judgement.standing_of(bearing.verifier)?;
                let age = (today - said.happened_on).num_days();
                let fresh = verifier.rule.fresh_days.map(i64::from);
                Some(About {
                    verifier: bearing.verifier,
                    stage: verifier.rule.stage,
                    dimension: verifier.dimension,
                    supports: bearing.supports,
                    lapsed: fresh.is_some_and(|fresh| age > fresh),
                })
            })
            .collect()
    };
    let counting = whole.evidence.iter().filter(|said| counts(said));
    counting
        .map(|said| Word {
            id: said.id,
            by: said.speaker.id,
            on: said.happened_on,
            ordinal: said.ordinal,
            strength: said.strength,
            about: about(said),
        })
        .collect()
}

fn members(stakeholders: Vec<Stakeholder>, words: &[Word], stage: i16) -> Vec<Member> {
    let mut members: Vec<Member> = stakeholders
        .into_iter()
        .map(|who| Member {
            heard_on: derived::last_heard(who.contact, words),
            position: derived::position(who.contact, words, stage),
            moved: derived::moved_things(who.contact, words),
            who,
        })
        .collect();
    // Within a weight they stay in the order of their names.
    members.sort_by_key(|member| Reverse(Weight::of(member.who.part.role)));
    members
}

fn others(people: &[Person], stakeholders: &[Stakeholder], words: &[Word]) -> Vec<Other> {
    let has_part = |person: &&Person| stakeholders.iter().any(|s| s.contact == person.id);
    let mut others: Vec<Other> = people
        .iter()
        .filter(|person| !has_part(person))
        .map(|person| Other {
            id: person.id,
            name: person.name.clone(),
            title: person.title.clone(),
            heard_on: derived::last_heard(person.id, words),
        })
        .collect();
    others.sort_by_key(|other| Reverse(other.heard_on));
    others
}

/// Of a deal that is still open: what is closed needs no second thought.
fn concerns(whole: &Whole, stakeholders: &[Stakeholder], words: &[Word]) -> Vec<Concern> {
    if whole.deal.outcome.is_some() {
        return vec![];
    }
    let deal = whole.deal.id;
    let record = format!("/opportunities/{deal}?record=any#record");
    let mut concerns = vec![];
    if let Some(sentence) = hangs_on(whole, words) {
        concerns.push(Concern {
            sentence,
            way: "Record what somebody else said",
            address: record.clone(),
        });
    }
    let roles: Vec<_> = stakeholders
        .iter()
        .map(|s| (s.contact, s.part.role))
        .collect();
    match derived::money_unheard(&roles, words).filter(|_| !roles.is_empty()) {
        Some(MoneyUnheard::NobodyNamed) => concerns.push(Concern {
            sentence: "Nobody in the group holds the money yet. Who there decides about it?".into(),
            way: "Add them to the group",
            address: format!("/opportunities/{deal}/group/new"),
        }),
        Some(MoneyUnheard::Silent(holders)) => concerns.push(Concern {
            sentence: silent(whole, &holders),
            way: "Record what they said",
            address: record,
        }),
        None => {}
    }
    concerns
}

fn hangs_on(whole: &Whole, words: &[Word]) -> Option<String> {
    let gate: Vec<EvidenceId> = match whole.judgement.gate_is_open() {
        true => whole
            .judgement
            .required_in(whole.deal.stage)
            .flat_map(|judged| judged.standing.rests_on.iter().copied())
            .collect(),
        false => vec![],
    };
    Some(match derived::hangs_on(words, &gate)? {
        HangsOn::ForAll(person) => format!(
            "All that we have heard comes from {}. Who else would have to live with it?",
            name(whole, person)
        ),
        HangsOn::ForTheGate(person) => format!(
            "What this stage asks for rests on {} alone. Who else would have to live with it?",
            name(whole, person)
        ),
    })
}

fn silent(whole: &Whole, holders: &[ContactId]) -> String {
    match holders {
        [one] => format!(
            "{} holds the money and has not been heard yet. What would they say?",
            name(whole, *one)
        ),
        [first @ .., last] => format!(
            "{} and {} hold the money, and none of them has been heard yet.",
            first
                .iter()
                .map(|person| name(whole, *person))
                .collect::<Vec<_>>()
                .join(", "),
            name(whole, *last)
        ),
        [] => String::new(),
    }
}

fn name(whole: &Whole, person: ContactId) -> &str {
    let people = whole.people.iter();
    let found = people.into_iter().find(|known| known.id == person);
    found.map_or("somebody there", |known| &known.name)
}
