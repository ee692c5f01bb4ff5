//! Plays one deal's script, step by step, through the same commands as the pages.

use super::{
    script::{self, Change, Event, OwnVerifier, Script, Verdict},
    timetable::Act,
};
use crate::accounts::{AccountName, ContactName, store as accounts};
use crate::database::Tx;
use crate::evidence::store::{self as evidence, NewEvidence};
use crate::ids::{
    AccountId, ChallengeId, ContactId, EvidenceId, MemberId, OpportunityId, PassageId, TailoringId,
    VerifierId,
};
use crate::journey::{
    facts::{Bearing, Deal},
    gate::{Passage, Refusal},
    terms::OutcomeKind,
};
use crate::journeys::journey::Offered;
use crate::journeys::library::{self, JourneyTemplate, VerifierTemplate};
use crate::money::{Currency, Money};
use crate::opportunities::opportunity::{Call, WordedVerifier};
use crate::opportunities::store::{
    self, Details, NewOpportunity, NewOutcome, NewTailoring, NewVerifier, WinNote,
};
use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;
use uuid::Uuid;

/// One deal on its way, and how the script calls what is in it.
pub struct Player<'a> {
    script: &'a Script,
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
}

impl<'a> Player<'a> {
    pub fn new(script: &'a Script) -> Result<Self> {
        let journey = library::journey(&script.journey)
            .with_context(|| format!("{}: no journey {}", script.name, script.journey))?;
        Ok(Self {
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
        })
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
            Act::Open | Act::NoteTheirDate | Act::Call => None,
            Act::Event(event) => match event {
                Event::Evidence(evidence) => evidence.recorder.as_deref(),
                Event::Withdraw(withdraw) => withdraw.by.as_deref(),
                Event::Tailor(tailor) => tailor.by.as_deref(),
                Event::Challenge(challenge) => Some(challenge.by.as_str()),
                Event::Answer(answer) => Some(answer.by.as_str()),
                Event::Passage(_) | Event::Outcome(_) | Event::Reopen(_) => None,
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
            Act::Call => self.call(scene).await,
            Act::Event(event) => self.happen(scene, event).await,
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
            Event::Outcome(outcome) => self.close(scene, outcome).await,
            Event::Reopen(reopen) => {
                let outcome = self.outcome.take().context("it is not closed")?;
                once(store::reopen(scene.tx, self.id, outcome, &reopen.why).await?)
            }
        }
    }

    async fn open(
        &mut self,
        scene: &mut Scene<'_>,
        followed: &Followed,
        owner: MemberId,
    ) -> Result<()> {
        let script = self.script;
        let currency: Currency = script.currency.parse().map_err(anyhow::Error::msg)?;
        let amount = Money::parse(&script.amount.to_string(), currency);
        let amount = amount.map_err(anyhow::Error::msg)?;
        let details = Details {
            name: script.name.clone(),
            owner,
            amount: Some(amount),
            currency,
            customer_date: None,
            customer_date_by: None,
            customer_date_said_on: None,
            call: Call::default(),
        };
        let account = AccountName::parse(&script.account.name).map_err(anyhow::Error::msg)?;
        let (account, _) = accounts::find_or_create_account(scene.tx, &account).await?;
        let new = NewOpportunity {
            id: self.id,
            account,
            journey: followed.offered.journey,
            edition: followed.offered.id,
            details: details.clone(),
        };
        once(store::open(scene.tx, &new).await?)?;
        let templates = self.journey.stages.iter().flat_map(|stage| &stage.verifiers);
        let ids = followed.verifiers.iter().map(|verifier| verifier.rule.id);
        self.verifiers = templates.map(|v| v.key.as_str()).zip(ids).collect();
        self.account = Some(account);
        self.details = Some(details);
        Ok(())
    }

    async fn note_their_date(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        let Some(date) = &self.script.customer_date else {
            return Ok(());
        };
        let by = self.contact(scene.tx, &date.said_by).await?;
        let on = scene.today + chrono::TimeDelta::days(date.in_days.into());
        let said_on = scene.on;
        self.change(scene.tx, |details| {
            details.customer_date = Some(on);
            details.customer_date_by = Some(by);
            details.customer_date_said_on = Some(said_on);
        })
        .await
    }

    async fn call(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        let Some(call) = &self.script.call else {
            return Ok(());
        };
        let call = Call {
            stage: Some(call.stage.into()),
            date: Some(scene.today + Days::new(call.in_days.into())),
            odds: Some(call.percent.into()),
        };
        self.change(scene.tx, |details| details.call = call).await
    }

    async fn change(&mut self, tx: &mut Tx, change: impl FnOnce(&mut Details)) -> Result<()> {
        let details = self.details.as_mut().context("it is not open yet")?;
        change(details);
        ensure!(
            store::change(tx, self.id, self.version, details).await?,
            "somebody else changed it"
        );
        self.version += 1;
        Ok(())
    }

    async fn record(&mut self, scene: &mut Scene<'_>, said: &'a script::Evidence) -> Result<()> {
        let speaker = self.contact(scene.tx, &said.by).await?;
        let bearings = |keys: &[String], supports| -> Result<Vec<Bearing>> {
            let bearing = |key: &String| {
                let verifier = self.verifier(key)?;
                Ok(Bearing { verifier, supports })
            };
            keys.iter().map(bearing).collect()
        };
        let bearings = [
            bearings(&said.proves, true)?,
            bearings(&said.contradicts, false)?,
        ]
        .concat();
        let new = NewEvidence {
            id: EvidenceId::new(),
            opportunity: self.id,
            speaker,
            words: said.words.clone(),
            happened_on: scene.on,
            channel: said.channel,
            strength: said.strength(),
            link: String::new(),
            bearings,
        };
        if let Some(key) = &said.key {
            self.evidence.insert(key, new.id);
        }
        once(evidence::record(scene.tx, &new).await?)
    }

    async fn pass(&mut self, tx: &mut Tx, on: NaiveDate, win: &WinNote) -> Result<()> {
        let passage = self.passage(tx, on).await?;
        Ok(store::pass(tx, PassageId::new(), self.id, &passage, win).await?)
    }

    /// Asks the rule, as the page does.
    async fn passage(&self, tx: &mut Tx, on: NaiveDate) -> Result<Passage> {
        let found = store::find(tx, self.id).await?;
        let deal = found.context("it is not open yet")?;
        let mut facts = store::facts_of(tx, &[(self.id, deal.edition_id)]).await?;
        let facts = facts.remove(&self.id).unwrap_or_default();
        let judgement = Deal {
            stage: deal.stage,
            stages: i16::try_from(self.journey.stages.len())?,
            closed: deal.outcome.is_some(),
            verifiers: facts.verifiers,
            evidence: facts.evidence,
        }
        .judged_on(on);
        judgement.passage().map_err(|refusal| match refusal {
            Refusal::Closed => anyhow!("it is closed"),
            Refusal::Shut(missing) => anyhow!(
                "the gate of stage {} is shut: {:?} are missing",
                deal.stage,
                self.keys_of(&missing)
            ),
        })
    }

    fn keys_of(&self, ids: &[VerifierId]) -> Vec<&str> {
        let mut named = self.verifiers.iter();
        named.by_ref()
            .filter(|(_, id)| ids.contains(id))
            .map(|(key, _)| *key)
            .collect()
    }

    async fn challenge(&mut self, tx: &mut Tx, challenge: &'a script::Challenge) -> Result<()> {
        let doubted = self.piece(&challenge.evidence)?;
        let id = ChallengeId::new();
        self.challenges.insert(&challenge.evidence, id);
        once(evidence::challenge(tx, self.id, doubted, id, &challenge.reason).await?)
    }

    async fn answer(&mut self, tx: &mut Tx, answer: &'a script::Answer) -> Result<()> {
        let open = self.challenges.remove(answer.evidence.as_str());
        let open = open.context("nobody challenged it")?;
        let upheld = answer.verdict == Verdict::Upheld;
        once(evidence::answer(tx, self.id, open, upheld, &answer.why).await?)
    }

    async fn tailor(&mut self, tx: &mut Tx, tailor: &'a script::Tailor) -> Result<()> {
        let (drops, adds) = match &tailor.change {
            Change::Drop { verifier } => (Some(verifier), None),
            Change::Reword { verifier, statement } => {
                let (stage, template) = self.template(verifier)?;
                (Some(verifier), Some(reworded(template, stage, statement)))
            }
            Change::Replace { verifier, with } => {
                let (stage, _) = self.template(verifier)?;
                (Some(verifier), Some((with.key.as_str(), own(with, stage)?)))
            }
            Change::Add { stage, with } => {
                (None, Some((with.key.as_str(), own(with, (*stage).into())?)))
            }
        };
        let drops = drops.map(|key| self.verifier(key)).transpose()?;
        let adds = adds.map(|(key, verifier)| {
            self.verifiers.insert(key, verifier.id);
            verifier
        });
        let new = NewTailoring {
            id: TailoringId::new(),
            drops,
            adds,
            undoes: None,
            reason: tailor.reason.clone(),
        };
        once(store::tailor(tx, self.id, &new).await?)
    }

    async fn close(&mut self, scene: &mut Scene<'_>, outcome: &script::Outcome) -> Result<()> {
        if outcome.result == OutcomeKind::Won {
            let win = WinNote {
                reason: outcome.reason.clone(),
                note: outcome.note.clone(),
            };
            return self.pass(scene.tx, scene.on, &win).await;
        }
        let new = NewOutcome {
            id: Uuid::now_v7(),
            kind: outcome.result,
            reason: outcome.reason.clone(),
            note: outcome.note.clone(),
            rival: String::new(),
            comes_back_when: outcome.condition.clone().unwrap_or_default(),
            comes_back_on: None,
        };
        self.outcome = Some(new.id);
        once(store::close(scene.tx, self.id, &new).await?)
    }

    /// The person at the customer, put on record when they are first heard.
    async fn contact(&mut self, tx: &mut Tx, key: &'a str) -> Result<ContactId> {
        if let Some(known) = self.contacts.get(key) {
            return Ok(*known);
        }
        let account = self.account.context("it is not open yet")?;
        let contact = self.script.contacts.iter().find(|contact| contact.key == key);
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

fn reworded<'a>(
    template: &'a VerifierTemplate,
    stage: i16,
    statement: &str,
) -> (&'a str, NewVerifier) {
    let verifier = NewVerifier {
        id: VerifierId::new(),
        stage,
        statement: statement.to_owned(),
        dimension: template.dimension,
        least_strength: template.least_strength,
        fresh_days: template.fresh_days.and_then(|days| days.try_into().ok()),
        required: template.required,
        counts: template.counts.clone(),
        insisted: false,
    };
    (&template.key, verifier)
}

fn own(with: &OwnVerifier, stage: i16) -> Result<NewVerifier> {
    Ok(NewVerifier {
        id: VerifierId::new(),
        stage,
        statement: with.statement.clone(),
        dimension: with.dimension,
        least_strength: with.least_strength,
        fresh_days: with.fresh_days.map(i16::try_from).transpose()?,
        required: with.required,
        counts: String::new(),
        insisted: false,
    })
}
