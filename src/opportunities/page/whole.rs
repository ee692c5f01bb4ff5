//! Everything that the shared page of one deal shows, loaded in one snapshot.

use crate::{
    alternatives::{alternative::Alternative, store as alternatives},
    database::Tx,
    error::AppError,
    evidence::{evidence::Evidence, store as evidence},
    ids::{OpportunityId, VerifierId},
    journey::{
        facts::{Deal, Tailoring, tailored},
        gate::Judgement,
    },
    opportunities::{
        opportunity::{Opportunity, Stage, TailoringShown, WordedVerifier},
        store::{self, Event, FallBack, OutcomeShown, Person},
    },
};
use chrono::NaiveDate;

/// How many events of the deal's history its page shows.
const HISTORY: i64 = 6;

/// One deal with everything about it. Eleven queries, whatever its size.
pub struct Whole {
    pub deal: Opportunity,
    pub stages: Vec<Stage>,
    /// Every verifier that ever counted, tailored away or not.
    pub verifiers: Vec<WordedVerifier>,
    pub tailorings: Vec<TailoringShown>,
    pub evidence: Vec<Evidence>,
    pub people: Vec<Person>,
    /// What else they could do, let go or not.
    pub alternatives: Vec<Alternative>,
    pub outcome: Option<OutcomeShown>,
    pub fall_back: Option<FallBack>,
    pub history: Vec<Event>,
    /// The rule's judgement on the day of loading.
    pub judgement: Judgement,
}

impl Whole {
    /// Loads a deal and lets the rule judge it on a day (in UTC). What is not in this workspace is not found.
    pub async fn load(tx: &mut Tx, id: OpportunityId, today: NaiveDate) -> Result<Self, AppError> {
        let deal = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
        let stages = store::stages(tx, deal.edition_id).await?;
        let verifiers = store::worded_verifiers(tx, deal.edition_id, id).await?;
        let tailorings = store::tailorings(tx, id).await?;
        let evidence = evidence::of_opportunity(tx, id).await?;
        let people = store::people_at(tx, deal.account_id).await?;
        let alternatives = alternatives::of_opportunity(tx, id).await?;
        let outcome = match deal.outcome {
            Some(_) => store::outcome_of(tx, id).await?,
            None => None,
        };
        let fall_back = match deal.fell_back_at {
            Some(_) => store::latest_fall_back(tx, id).await?,
            None => None,
        };
        let history = store::history(tx, id, None, HISTORY).await?;
        let judgement = judge(&deal, &stages, &verifiers, &tailorings, &evidence, today);
        Ok(Self {
            deal,
            stages,
            verifiers,
            tailorings,
            evidence,
            people,
            alternatives,
            outcome,
            fall_back,
            history,
            judgement,
        })
    }

    /// A stage by its position.
    pub fn stage(&self, position: i16) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.position == position)
    }

    /// A stage's name, for sentences.
    pub fn stage_name(&self, position: i16) -> &str {
        self.stage(position)
            .map_or("the journey’s end", |stage| &stage.name)
    }

    /// A verifier by its id, whether it still counts or not.
    pub fn verifier(&self, id: VerifierId) -> Option<&WordedVerifier> {
        self.verifiers
            .iter()
            .find(|verifier| verifier.rule.id == id)
    }

    /// Where a piece of evidence stands on the deal's page: below the first verifier it bears on.
    pub fn place_of(&self, said: &Evidence) -> String {
        let deal = self.deal.id;
        let mut borne_on = said.bearings.iter().map(|bearing| bearing.verifier);
        let verifier = borne_on.find_map(|id| self.verifier(id));
        verifier.map_or(format!("/opportunities/{deal}"), |verifier| {
            let (stage, id) = (verifier.rule.stage, verifier.rule.id);
            format!("/opportunities/{deal}?stage={stage}#e-{id}-{}", said.id)
        })
    }

    /// The verifiers of a stage that count, in the page's order.
    pub fn counting_in(&self, stage: i16) -> impl Iterator<Item = &WordedVerifier> {
        self.verifiers.iter().filter(move |verifier| {
            verifier.rule.stage == stage && self.judgement.standing_of(verifier.rule.id).is_some()
        })
    }
}

fn judge(
    deal: &Opportunity,
    stages: &[Stage],
    verifiers: &[WordedVerifier],
    tailorings: &[TailoringShown],
    evidence: &[Evidence],
    today: NaiveDate,
) -> Judgement {
    let (made_for_deal, of_edition): (Vec<_>, Vec<_>) = verifiers
        .iter()
        .partition(|verifier| verifier.made_for_deal);
    let tailorings: Vec<Tailoring> = tailorings
        .iter()
        .map(|t| Tailoring {
            id: t.id,
            drops: t.drops,
            adds: t.adds,
            undoes: t.undoes,
        })
        .collect();
    let rules = |verifiers: Vec<&WordedVerifier>| {
        verifiers
            .into_iter()
            .map(|verifier| verifier.rule.clone())
            .collect::<Vec<_>>()
    };
    Deal {
        stage: deal.stage,
        stages: stages.len().try_into().unwrap_or(i16::MAX),
        closed: deal.outcome.is_some(),
        verifiers: tailored(rules(of_edition), rules(made_for_deal), &tailorings),
        evidence: evidence.iter().map(Evidence::fact).collect(),
    }
    .judged_on(today)
}
