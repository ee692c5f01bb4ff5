//! What a script tells, done.

use super::{Followed, Player, Scene, once, team::counted};
use crate::accounts::{AccountName, store as accounts};
use crate::database::Tx;
use crate::demo::script::{self, Change, OwnVerifier, Verdict};
use crate::evidence::store::{self as evidence, NewEvidence};
use crate::ids::{ChallengeId, EvidenceId, MemberId, PassageId, TailoringId, VerifierId};
use crate::journey::{
    facts::{Bearing, Deal},
    gate::{Passage, Refusal},
    terms::OutcomeKind,
};
use crate::journeys::library::VerifierTemplate;
use crate::money::{Currency, Money};
use crate::opportunities::opportunity::Call;
use crate::opportunities::store::{
    self, Details, NewOpportunity, NewOutcome, NewTailoring, NewVerifier, WinNote,
};
use anyhow::{Context, Error, Result, anyhow, ensure};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

impl<'a> Player<'a> {
    pub(super) async fn open(
        &mut self,
        scene: &mut Scene<'_>,
        followed: &Followed,
        owner: MemberId,
    ) -> Result<()> {
        let script = self.script;
        let currency: Currency = script.currency.parse().map_err(Error::msg)?;
        let amount = amount(script.amount, currency)?;
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
        let account = AccountName::parse(&script.account.name).map_err(Error::msg)?;
        let (account, _) = accounts::find_or_create_account(scene.tx, &account).await?;
        let new = NewOpportunity {
            id: self.id,
            account,
            journey: followed.offered.journey,
            edition: followed.offered.id,
            details: details.clone(),
        };
        once(store::open(scene.tx, &new).await?)?;
        let templates = self
            .journey
            .stages
            .iter()
            .flat_map(|stage| &stage.verifiers);
        let ids = followed.verifiers.iter().map(|verifier| verifier.rule.id);
        self.verifiers = templates.map(|v| v.key.as_str()).zip(ids).collect();
        self.account = Some(account);
        self.details = Some(details);
        Ok(())
    }

    pub(super) async fn note_their_date(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        let Some(date) = &self.script.customer_date else {
            return Ok(());
        };
        let by = self.contact(scene.tx, &date.said_by).await?;
        let on = scene.today + TimeDelta::days(date.in_days.into());
        let said_on = scene.on;
        self.change(scene.tx, |details| {
            details.customer_date = Some(on);
            details.customer_date_by = Some(by);
            details.customer_date_said_on = Some(said_on);
        })
        .await
    }

    pub(super) async fn call(&mut self, scene: &mut Scene<'_>, call: &script::Call) -> Result<()> {
        let call = Call {
            stage: Some(call.stage.into()),
            date: Some(counted(scene.today, call.in_days)),
            odds: Some(call.percent.into()),
        };
        self.change(scene.tx, |details| details.call = call).await
    }

    pub(super) async fn reprice(&mut self, tx: &mut Tx, to: u32) -> Result<()> {
        let currency: Currency = self.script.currency.parse().map_err(Error::msg)?;
        let amount = amount(to, currency)?;
        self.change(tx, |details| details.amount = Some(amount))
            .await
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

    pub(super) async fn record(
        &mut self,
        scene: &mut Scene<'_>,
        said: &'a script::Evidence,
    ) -> Result<()> {
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

    pub(super) async fn pass(&mut self, tx: &mut Tx, on: NaiveDate, win: &WinNote) -> Result<()> {
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
        named
            .by_ref()
            .filter(|(_, id)| ids.contains(id))
            .map(|(key, _)| *key)
            .collect()
    }

    pub(super) async fn challenge(
        &mut self,
        tx: &mut Tx,
        challenge: &'a script::Challenge,
    ) -> Result<()> {
        let doubted = self.piece(&challenge.evidence)?;
        let id = ChallengeId::new();
        self.challenges.insert(&challenge.evidence, id);
        once(evidence::challenge(tx, self.id, doubted, id, &challenge.reason).await?)
    }

    pub(super) async fn answer(&mut self, tx: &mut Tx, answer: &'a script::Answer) -> Result<()> {
        let open = self.challenges.remove(answer.evidence.as_str());
        let open = open.context("nobody challenged it")?;
        let upheld = answer.verdict == Verdict::Upheld;
        once(evidence::answer(tx, self.id, open, upheld, &answer.why).await?)
    }

    pub(super) async fn tailor(&mut self, tx: &mut Tx, tailor: &'a script::Tailor) -> Result<()> {
        let (drops, adds) = match &tailor.change {
            Change::Drop { verifier } => (Some(verifier), None),
            Change::Reword {
                verifier,
                statement,
            } => {
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

    pub(super) async fn close(
        &mut self,
        scene: &mut Scene<'_>,
        outcome: &script::Outcome,
    ) -> Result<()> {
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
            comes_back_on: outcome.back_in_days.map(|days| counted(scene.today, days)),
        };
        self.outcome = Some(new.id);
        once(store::close(scene.tx, self.id, &new).await?)
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

/// So much, as scripts tell it: without its small parts.
fn amount(whole: u32, currency: Currency) -> Result<Money> {
    Money::parse(&whole.to_string(), currency).map_err(Error::msg)
}
