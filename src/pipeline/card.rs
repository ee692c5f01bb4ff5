//! One deal as the board and the table show it: the customer's latest words, what is proved, and what deserves a look.

use super::store::{Listed, MOST_WORDS};
use crate::{
    database::Tx,
    ids::{EditionId, OpportunityId},
    journey::{
        facts::Deal,
        gate::{Judged, Judgement},
        standing::State,
        terms::OutcomeKind,
    },
    money::Money,
    opportunities::{mark::Mark, store as opportunities},
    people::viewer::initials,
    web::format,
};
use chrono::{DateTime, NaiveDate, Utc};

pub struct Card {
    pub id: String,
    pub name: String,
    pub account_id: String,
    pub account: String,
    pub amount: Option<Money>,
    pub stage: String,
    /// The customer's own date for deciding.
    pub customer_date: String,
    pub owner: String,
    pub owner_initials: String,
    pub owner_hue: i16,
    /// Empty: no word from them yet.
    pub words: String,
    /// The verifiers of the present stage.
    pub marks: Vec<Mark>,
    /// The most useful first.
    pub tags: Vec<Tag>,
}

/// A word or two about a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub words: String,
    /// The tag's class: proof, warn, lost or none.
    pub tone: &'static str,
}

impl Tag {
    fn new(words: impl Into<String>, tone: &'static str) -> Self {
        let words = words.into();
        Self { words, tone }
    }
}

/// How many tags a card has room for.
const MOST_TAGS: usize = 2;

/// For how many days nothing has to be recorded before a deal counts as quiet.
const QUIET: i64 = 30;

/// Draws deals as they stand now: three queries for all of them.
pub async fn cards(
    tx: &mut Tx,
    deals: Vec<Listed>,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Card>> {
    let ids: Vec<(OpportunityId, EditionId)> =
        deals.iter().map(|deal| (deal.id, deal.edition)).collect();
    let mut facts = opportunities::facts_of(tx, &ids).await?;
    let cards = deals.into_iter().map(|listed| {
        let facts = facts.remove(&listed.id).unwrap_or_default();
        let deal = Deal {
            stage: listed.stage,
            stages: listed.stages,
            closed: listed.outcome.is_some(),
            verifiers: facts.verifiers,
            evidence: facts.evidence,
        };
        card(listed, &deal.judged_on(now.date_naive()), now, today)
    });
    Ok(cards.collect())
}

fn card(deal: Listed, judgement: &Judgement, now: DateTime<Utc>, today: NaiveDate) -> Card {
    let marks = judgement
        .verifiers()
        .iter()
        .filter(|judged| judged.verifier.stage == deal.stage)
        .map(|judged| Mark::of(&judged.standing))
        .collect();
    Card {
        id: deal.id.to_string(),
        marks,
        tags: tags(&deal, judgement, now),
        owner_initials: initials(&deal.owner),
        customer_date: deal
            .customer_date
            .map_or(String::new(), |day| format::day(day, today)),
        words: deal.words.as_deref().map_or(String::new(), excerpt),
        name: deal.name,
        account_id: deal.account_id.to_string(),
        account: deal.account,
        amount: deal.amount,
        stage: deal.stage_name,
        owner: deal.owner,
        owner_hue: deal.owner_hue,
    }
}

/// What deserves a look, the most useful first.
fn tags(deal: &Listed, judgement: &Judgement, now: DateTime<Utc>) -> Vec<Tag> {
    let so_far = || {
        judgement
            .verifiers()
            .iter()
            .filter(|judged| judged.verifier.required && judged.verifier.stage <= deal.stage)
    };
    let has = |state| so_far().any(|judged: &Judged| judged.standing.state == state);
    let mut tags = vec![];
    if let Some(outcome) = deal.outcome {
        let tone = match outcome {
            OutcomeKind::Won => "proof",
            _ => "",
        };
        tags.push(Tag::new(outcome.label().to_lowercase(), tone));
        if outcome == OutcomeKind::Won && has(State::Contradicted) {
            tags.push(Tag::new("contradicted since", "lost"));
        }
        return tags;
    }
    if judgement.passage().is_ok() {
        tags.push(Tag::new("ready", "proof"));
    }
    if has(State::Contradicted) {
        tags.push(Tag::new("contradicted", "lost"));
    }
    if deal.fell_back {
        tags.push(Tag::new("fell back", "lost"));
    }
    if has(State::Challenged) {
        tags.push(Tag::new("challenged", "warn"));
    }
    if so_far().any(|judged| judged.standing.ageing) {
        tags.push(Tag::new("ageing", "warn"));
    }
    let silence = (now - deal.heard_at).num_days();
    if silence >= QUIET {
        tags.push(Tag::new(format!("quiet {}", format::days(silence)), ""));
    }
    if deal.call_stage.is_some_and(|call| call > deal.stage) {
        tags.push(Tag::new("called further", ""));
    }
    tags.truncate(MOST_TAGS);
    tags
}

/// The beginning of what they said, on one line, cut between words.
fn excerpt(words: &str) -> String {
    let is_whole = words.chars().count() < usize::try_from(MOST_WORDS).unwrap_or(usize::MAX);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.rsplit_once(' ') {
        Some((kept, _)) if !is_whole => format!("{}…", kept.trim_end_matches([',', ';', '.'])),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_they_said_is_cut_between_words() {
        assert_eq!(excerpt("We told\n  Labflow no. "), "We told Labflow no.");
        let long = "Weighting, ".repeat(20);
        let cut = excerpt(&long[..220]);
        assert!(cut.ends_with("Weighting…"), "{cut}");
    }
}
