//! Plays one deal's script, step by step, through the same commands as the pages.

mod acts;
mod session;
mod team;

use super::{
    script::{Event, Script},
    timetable::Act,
};
use crate::accounts::{ContactName, store as accounts};
use crate::conversation::about::Kind;
use crate::database::Tx;
use crate::evidence::store as evidence;
use crate::ids::{
    AccountId, ChallengeId, ContactId, EvidenceId, IdeaId, MemberId, MessageId, OpportunityId,
    StrategySessionId, VerifierId,
};
use crate::journeys::journey::Offered;
use crate::journeys::library::{JourneyTemplate, VerifierTemplate};
use crate::learn::store as learn;
use crate::opportunities::opportunity::WordedVerifier;
use crate::opportunities::store::{self, Details, WinNote};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// One deal on its way, and how the script calls what is in it.
pub struct Player<'a> {
    script: &'a Script,
    /// As it was when the deal began.
    journey: &'static JourneyTemplate,
    id: OpportunityId,
    account: Option<AccountId>,
    details: Option<Details>,
    version: i32,
    contacts: HashMap<&'a str, ContactId>,
    verifiers: HashMap<&'a str, VerifierId>,
    evidence: HashMap<&'a str, EvidenceId>,
    /// Open ones, by the evidence that they doubt.
    challenges: HashMap<&'a str, ChallengeId>,
    outcome: Option<Uuid>,
    messages: HashMap<&'a str, MessageId>,
    /// What the team noted, by what it is and how the script calls it.
    things: HashMap<(Kind, &'a str), Uuid>,
    /// The latest one, and what was written in it.
    session: Option<StrategySessionId>,
    ideas: HashMap<&'a str, IdeaId>,
}

/// A journey in this workspace: the edition that is offered, and its verifiers in the template's order.
pub struct Followed {
    pub offered: Offered,
    pub verifiers: Vec<WordedVerifier>,
}

/// What a step is played in.
pub struct Scene<'t> {
    pub tx: &'t mut Tx,
    /// The day on which it happens.
    pub on: NaiveDate,
    /// The real one, from which scripts count.
    pub today: NaiveDate,
    /// By their keys.
    pub members: &'t HashMap<String, MemberId>,
}

impl<'a> Player<'a> {
    pub fn new(script: &'a Script, journey: &'static JourneyTemplate) -> Self {
        Self {
            script,
            journey,
            id: OpportunityId::new(),
            account: None,
            details: None,
            version: 1,
            contacts: HashMap::new(),
            verifiers: HashMap::new(),
            evidence: HashMap::new(),
            challenges: HashMap::new(),
            outcome: None,
            messages: HashMap::new(),
            things: HashMap::new(),
            session: None,
            ideas: HashMap::new(),
        }
    }

    /// The library's name of the journey it follows.
    pub fn journey(&self) -> &'static str {
        &self.journey.name
    }

    /// The key of the member whose deal it is.
    pub fn owner(&self) -> &'a str {
        &self.script.owner
    }

    /// The key of the member who acts.
    pub fn actor(&self, act: &Act<'a>) -> &'a str {
        let by = match act {
            Act::Open | Act::NoteTheirDate | Act::Call(_) => None,
            Act::Team(team) => team.by.as_deref(),
            Act::Turn(team, _, turn) => turn.by().or(team.by.as_deref()),
            Act::Event(event) => match event {
                Event::Evidence(evidence) => evidence.recorder.as_deref(),
                Event::Withdraw(withdraw) => withdraw.by.as_deref(),
                Event::Tailor(tailor) => tailor.by.as_deref(),
                Event::Challenge(challenge) => Some(challenge.by.as_str()),
                Event::Answer(answer) => Some(answer.by.as_str()),
                Event::Passage(_)
                | Event::Outcome(_)
                | Event::Reopen(_)
                | Event::Reprice(_)
                | Event::LookBack(_) => None,
            },
        };
        by.unwrap_or(&self.script.owner)
    }

    /// Plays one step. A refusal is an error: the script tells what cannot have happened.
    pub async fn play(
        &mut self,
        scene: &mut Scene<'_>,
        act: &Act<'a>,
        followed: &Followed,
        owner: MemberId,
    ) -> Result<()> {
        let played = match act {
            Act::Open => self.open(scene, followed, owner).await,
            Act::NoteTheirDate => self.note_their_date(scene).await,
            Act::Call(call) => self.call(scene, call).await,
            Act::Event(event) => self.happen(scene, event).await,
            Act::Team(team) => self.note(scene, team).await,
            Act::Turn(_, session, turn) => self.turn(scene, session, *turn).await,
        };
        played.with_context(|| {
            let Script { name, account, .. } = self.script;
            format!("“{name}” at {}, on {}: {act:?}", account.name, scene.on)
        })
    }

    async fn happen(&mut self, scene: &mut Scene<'_>, event: &'a Event) -> Result<()> {
        match event {
            Event::Evidence(said) => self.record(scene, said).await,
            Event::Passage(_) => self.pass(scene.tx, scene.on, &WinNote::default()).await,
            Event::Withdraw(withdraw) => {
                let taken = self.piece(&withdraw.evidence)?;
                let done = evidence::withdraw(scene.tx, self.id, taken, &withdraw.reason).await?;
                once(done)
            }
            Event::Challenge(challenge) => self.challenge(scene.tx, challenge).await,
            Event::Answer(answer) => self.answer(scene.tx, answer).await,
            Event::Tailor(tailor) => self.tailor(scene.tx, tailor).await,
            Event::Outcome(outcome) if outcome.in_session => Ok(()),
            Event::Outcome(outcome) => self.close(scene, outcome).await,
            Event::Reopen(reopen) => {
                let outcome = self.outcome.take().context("it is not closed")?;
                once(store::reopen(scene.tx, self.id, outcome, &reopen.why).await?)
            }
            Event::Reprice(reprice) => self.reprice(scene.tx, reprice.amount).await,
            Event::LookBack(back) => {
                let ending = self.outcome.context("it is not closed")?;
                once(learn::say(scene.tx, (self.id, ending), Uuid::now_v7(), &back.words).await?)
            }
        }
    }

    /// The person at the customer, put on record when they are first heard.
    async fn contact(&mut self, tx: &mut Tx, key: &'a str) -> Result<ContactId> {
        if let Some(known) = self.contacts.get(key) {
            return Ok(*known);
        }
        let account = self.account.context("it is not open yet")?;
        let contact = self
            .script
            .contacts
            .iter()
            .find(|contact| contact.key == key);
        let contact = contact.with_context(|| format!("no contact {key}"))?;
        let name = ContactName::parse(&contact.name).map_err(anyhow::Error::msg)?;
        let title = Some(contact.title.as_str());
        let (id, _) = accounts::find_or_create_contact(tx, account, &name, title, None).await?;
        self.contacts.insert(key, id);
        Ok(id)
    }

    fn verifier(&self, key: &str) -> Result<VerifierId> {
        let known = self.verifiers.get(key).copied();
        known.with_context(|| format!("no verifier {key}"))
    }

    fn piece(&self, key: &str) -> Result<EvidenceId> {
        let known = self.evidence.get(key).copied();
        known.with_context(|| format!("no evidence {key}"))
    }

    /// A shipped verifier and the position of its stage.
    fn template(&self, key: &str) -> Result<(i16, &'static VerifierTemplate)> {
        let (stage, template) = self
            .journey
            .verifier(key)
            .with_context(|| format!("no verifier {key}"))?;
        Ok((i16::try_from(stage)? + 1, template))
    }
}

/// A new row was written, not one that was there before.
fn once(done: bool) -> Result<()> {
    match done {
        true => Ok(()),
        false => bail!("it was done before"),
    }
}
