//! What is known of the deals that are looked at, beside the facts of the rules.

use super::{next_word::Asked, store, whom::People};
use crate::{
    database::Tx,
    forecast::store::{self as forecast, Ahead},
    ids::{OpportunityId, VerifierId},
    review::talk::facts::Facts,
};
use std::collections::HashMap;
use uuid::Uuid;

/// What is asked of the database beside the facts of the rules.
pub struct Known {
    pub money: HashMap<OpportunityId, store::Money>,
    pub asked: HashMap<VerifierId, Asked>,
    pub people: HashMap<OpportunityId, HashMap<VerifierId, People>>,
    pub ahead: HashMap<OpportunityId, Ahead>,
}

impl Known {
    /// Six questions.
    pub async fn of(tx: &mut Tx, deals: &[Facts]) -> sqlx::Result<Self> {
        let ids: Vec<Uuid> = deals.iter().map(|facts| facts.deal.0).collect();
        let open = |facts: &Facts| -> Vec<Uuid> {
            let judged = facts.judgement.verifiers().iter();
            let upto = judged.filter(|j| j.verifier.stage <= facts.stage && !j.standing.carries());
            upto.map(|j| j.verifier.id.0).collect()
        };
        let open: Vec<Uuid> = deals.iter().flat_map(open).collect();
        Ok(Self {
            money: store::money(tx, &ids).await?,
            asked: store::asked(tx, &open).await?,
            people: people(tx, deals, &ids, &open).await?,
            ahead: forecast::ahead(tx, &ids).await?,
        })
    }
}

async fn people(
    tx: &mut Tx,
    deals: &[Facts],
    ids: &[Uuid],
    open: &[Uuid],
) -> sqlx::Result<HashMap<OpportunityId, HashMap<VerifierId, People>>> {
    let known = deals.iter().flat_map(|facts| {
        let group = facts.group.iter().map(|part| part.contact.0);
        group.chain(facts.said.iter().map(|said| said.speaker.0))
    });
    let known: Vec<Uuid> = known.collect();
    let left = store::left(tx, &known).await?;
    let mut people = HashMap::new();
    for facts in deals {
        let there = facts.group.iter().filter(|p| !left.contains(&p.contact));
        let heard = facts.said.iter().filter(|s| s.counts);
        let heard = heard.filter(|s| !left.contains(&s.speaker));
        let there = People {
            group: there.map(|p| (p.contact, p.name.clone(), p.role)).collect(),
            heard: heard.map(|s| (s.speaker, s.name.clone())).collect(),
            ..People::default()
        };
        let judged = facts.judgement.verifiers().iter();
        let each = judged.map(|j| (j.verifier.id, there.clone()));
        people.insert(facts.deal, each.collect::<HashMap<_, _>>());
    }
    for (deal, verifier, name, on) in store::spoke(tx, ids, open).await? {
        if let Some(there) = people.get_mut(&deal).and_then(|p| p.get_mut(&verifier)) {
            there.spoke = Some((name, on));
        }
    }
    // The next day comes last, and stays.
    for (deal, verifier, name) in store::planned(tx, ids).await? {
        if let Some(there) = people.get_mut(&deal).and_then(|p| p.get_mut(&verifier)) {
            there.planned = Some(name);
        }
    }
    Ok(people)
}
