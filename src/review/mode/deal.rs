//! One deal as it is talked about: why, what changed, what is missing with its coaching question, what stands.

use crate::{
    commitments::store as commitments,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, VerifierId},
    opportunities::{
        mark::Mark,
        page::{
            history::{Line, lines},
            needs,
            whole::Whole,
        },
        store::history,
    },
    people::Viewer,
    review::talk::{
        facts::{Facts, Period},
        reasons::{Told, told},
        rules,
    },
    stakeholders::store as stakeholders,
    web::format,
};

/// How many events are looked through for what changed.
const EVENTS: i64 = 40;

/// How many of the customer's latest words are shown.
const LATEST: usize = 3;

pub struct DealTold {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub amount: String,
    pub owner: String,
    pub stage: String,
    pub question: String,
    pub customer_date: String,
    /// How it ended meanwhile; empty: it is open.
    pub ended: String,
    pub reasons: Vec<Told>,
    pub changed: Vec<Line>,
    pub missing: Vec<Missing>,
    pub stands: Vec<Stands>,
    pub latest: Vec<Quote>,
    /// "Ines Baptista (project lead), Rui Antunes (legal)".
    pub group: String,
}

/// A verifier that the gate waits for.
pub struct Missing {
    pub id: VerifierId,
    pub statement: String,
    pub mark: Mark,
    pub needs: String,
    pub counts: String,
    pub coaching: String,
}

/// A verifier that stands, with the latest words it rests on.
pub struct Stands {
    pub statement: String,
    pub mark: Mark,
    pub quote: Option<Quote>,
}

/// Somebody's words.
pub struct Quote {
    pub words: String,
    pub speaker: String,
    pub day: String,
}

impl DealTold {
    /// Tells a deal that was loaded. Three more queries.
    pub async fn of(
        tx: &mut Tx,
        viewer: &Viewer,
        whole: &Whole,
        period: &Period,
    ) -> Result<Self, AppError> {
        let deal = &whole.deal;
        let today = period.today();
        let group = stakeholders::of_opportunity(tx, deal.id).await?;
        let agreed = commitments::of_opportunity(tx, deal.id).await?;
        let facts = Facts::of_whole(whole, &group, &agreed);
        let reasons = match deal.outcome {
            None => rules::reasons(&facts, period),
            Some(_) => vec![],
        };
        let mut events = history(tx, deal.id, None, EVENTS).await?;
        events.retain(|event| period.holds(event.at));
        let parts: Vec<_> = group
            .iter()
            .map(|s| format!("{} ({})", s.name, s.part.role.label().to_lowercase()))
            .collect();
        let stage = whole.stage(deal.stage);
        Ok(Self {
            id: deal.id,
            name: deal.name.clone(),
            account: deal.account.clone(),
            amount: deal.amount.map_or(String::new(), |money| money.to_string()),
            owner: deal.owner.clone(),
            stage: whole.stage_name(deal.stage).to_owned(),
            question: stage.map_or(String::new(), |stage| stage.question.clone()),
            customer_date: deal
                .customer_date
                .as_ref()
                .map_or(String::new(), |date| format::day(date.on, today)),
            ended: deal
                .outcome
                .map_or(String::new(), |kind| kind.label().to_lowercase()),
            reasons: told(&facts, &reasons),
            changed: lines(whole, &events, viewer.zone, period.now),
            missing: missing(whole, period),
            stands: stands(whole, period),
            latest: latest(whole, period),
            group: parts.join(", "),
        })
    }
}

fn missing(whole: &Whole, period: &Period) -> Vec<Missing> {
    let missing = whole.judgement.missing_in(whole.deal.stage).into_iter();
    let missing = missing.filter_map(|judged| {
        let verifier = whole.verifier(judged.verifier.id)?;
        let stage = whole.stage(verifier.rule.stage);
        Some(Missing {
            id: verifier.rule.id,
            statement: verifier.statement.clone(),
            mark: Mark::of(&judged.standing),
            needs: needs(whole, verifier, &judged.standing, period.today()),
            counts: verifier.counts.clone(),
            coaching: match verifier.coaching.as_str() {
                "" => stage.map_or(String::new(), |stage| stage.coaching.clone()),
                own => own.to_owned(),
            },
        })
    });
    missing.collect()
}

fn stands(whole: &Whole, period: &Period) -> Vec<Stands> {
    let upto = whole.deal.stage;
    let judged = whole.judgement.verifiers().iter();
    let standing = judged.filter(|j| j.verifier.stage <= upto && j.standing.stands());
    let stands = standing.filter_map(|judged| {
        let verifier = whole.verifier(judged.verifier.id)?;
        let rests_on = judged.standing.rests_on.last();
        let said = whole
            .evidence
            .iter()
            .find(|said| Some(&said.id) == rests_on);
        Some(Stands {
            statement: verifier.statement.clone(),
            mark: Mark::of(&judged.standing),
            quote: said.map(|said| quote(said, period)),
        })
    });
    stands.collect()
}

fn latest(whole: &Whole, period: &Period) -> Vec<Quote> {
    let counting = whole
        .evidence
        .iter()
        .filter(|said| said.withdrawal.is_none());
    let latest = counting.take(LATEST);
    latest.map(|said| quote(said, period)).collect()
}

fn quote(said: &crate::evidence::evidence::Evidence, period: &Period) -> Quote {
    Quote {
        words: said.words.clone(),
        speaker: said.speaker.name.clone(),
        day: format::day(said.happened_on, period.today()),
    }
}
