//! One deal as the board and the table show it: the customer's latest words, what is proved, and what deserves a look.

use super::store::{Listed, MOST_WORDS};
use crate::{
    database::Tx,
    ids::{EditionId, OpportunityId},
    journey::{
        facts::Deal,
        gate::Judgement,
        standing::{Standing, State},
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
    pub journey: String,
    /// How long it has stood there; empty: it has ended.
    pub in_stage: String,
    /// When the customer was heard last; empty: not yet.
    pub heard: String,
    /// The stage that the owner believes it to be at; empty: nothing said.
    pub call: String,
    /// The customer's own date for deciding.
    pub customer_date: String,
    pub owner: String,
    pub owner_initials: String,
    pub owner_hue: i16,
    /// Empty: no word from them yet.
    pub words: String,
    /// Who said them.
    pub speaker: String,
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
        heard: deal.words.as_ref().map_or(String::new(), |_| {
            format::distance(deal.heard_at.date_naive(), today)
        }),
        words: deal.words.as_deref().map_or(String::new(), excerpt),
        speaker: deal.speaker.unwrap_or_default(),
        name: deal.name,
        account_id: deal.account_id.to_string(),
        account: deal.account,
        amount: deal.amount,
        in_stage: match deal.outcome {
            None => format::days((now - deal.stage_since).num_days()),
            Some(_) => String::new(),
        },
        call: deal.called.unwrap_or_default(),
        stage: deal.stage_name,
        journey: deal.journey,
        owner: deal.owner,
        owner_hue: deal.owner_hue,
    }
}

/// What deserves a look, the most useful first.
fn tags(deal: &Listed, judgement: &Judgement, now: DateTime<Utc>) -> Vec<Tag> {
    let so_far: Vec<&Standing> = judgement
        .verifiers()
        .iter()
        .filter(|judged| judged.verifier.required && judged.verifier.stage <= deal.stage)
        .map(|judged| &judged.standing)
        .collect();
    let has = |state| so_far.iter().any(|standing| standing.state == state);
    if let Some(outcome) = deal.outcome {
        return ended(outcome, has(State::Contradicted));
    }
    let silence = (now - deal.heard_at).num_days();
    let mut tags: Vec<Tag> = [
        (judgement.passage().is_ok(), Tag::new("ready", "proof")),
        (has(State::Contradicted), Tag::new("contradicted", "lost")),
        (deal.fell_back, Tag::new("fell back", "lost")),
        (has(State::Challenged), Tag::new("challenged", "warn")),
        (
            so_far.iter().any(|standing| standing.ageing),
            Tag::new("ageing", "warn"),
        ),
        (
            silence >= QUIET,
            Tag::new(format!("quiet {}", format::days(silence)), ""),
        ),
        (
            deal.call_stage.is_some_and(|call| call > deal.stage),
            Tag::new("called further", ""),
        ),
    ]
    .into_iter()
    .filter_map(|(applies, tag)| applies.then_some(tag))
    .collect();
    tags.truncate(MOST_TAGS);
    tags
}

/// How a deal ended. A won one does not fall back; what they say against it since is shown on it.
fn ended(outcome: OutcomeKind, contradicted: bool) -> Vec<Tag> {
    let label = outcome.label().to_lowercase();
    match outcome {
        OutcomeKind::Won if contradicted => vec![
            Tag::new(label, "proof"),
            Tag::new("contradicted since", "lost"),
        ],
        OutcomeKind::Won => vec![Tag::new(label, "proof")],
        _ => vec![Tag::new(label, "")],
    }
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
