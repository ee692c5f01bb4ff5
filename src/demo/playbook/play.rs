//! Makes editions and proposals through the rooms that keep them.

use super::{Answer, Edition, Proposal};
use crate::database::Tx;
use crate::demo::player::Followed;
use crate::journeys::{
    journey::{Stage, Verifier},
    store as journeys,
};
use crate::learn::{
    self,
    store::{self as proposals, NewProposal},
};
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl Edition {
    /// Makes it, as one makes it on the pages: a draft of the newest edition, changed and published.
    pub async fn publish(&self, tx: &mut Tx, followed: &Followed) -> Result<()> {
        let journey = journeys::take(tx, followed.offered.journey).await?;
        let journey = journey.context("no such journey")?;
        let number = journey.newest.context("it was never published")?;
        let newest = journeys::published_edition(tx, journey.id, number).await?;
        let stages = newest.context("no such edition")?.stages;
        let draft = journeys::begin(tx, &journey, &stages).await?;
        let copies = journeys::edition(tx, draft).await?.stages;
        for (stage, asked) in copies.iter().zip(&self.asks.stages) {
            for (place, asked) in (1..).zip(&asked.verifiers) {
                let asked = Verifier::from_template(place, asked);
                match stage.verifiers.iter().find(|one| one.position == place) {
                    Some(one) => change(tx, stage, one, asked).await?,
                    None => once(journeys::add_verifier(tx, draft, stage.id, &asked).await?)?,
                }
            }
        }
        Ok(journeys::publish(tx, draft).await?)
    }
}

/// Changes a verifier of a draft, where it is asked otherwise.
async fn change(tx: &mut Tx, stage: &Stage, one: &Verifier, asked: Verifier) -> Result<()> {
    let asked = Verifier {
        id: one.id,
        ..asked
    };
    if asked != *one {
        journeys::change_verifier(tx, stage.id, &asked).await?;
    }
    Ok(())
}

impl Proposal {
    /// Puts it on record with what closed deals told of the verifier on that day. The id under which it is kept.
    pub async fn propose(&self, tx: &mut Tx, followed: &Followed) -> Result<Uuid> {
        let asked = self.journey()?.verifier(&self.verifier);
        let (_, asked) = asked.with_context(|| format!("no verifier {}", self.verifier))?;
        let mut verifiers = followed.verifiers.iter();
        let verifier = verifiers.find(|one| one.statement == asked.statement);
        let journey = followed.offered.journey;
        let since = DateTime::<Utc>::UNIX_EPOCH;
        let finding = learn::finding_of(tx, journey, &asked.statement, since).await?;
        let new = NewProposal {
            id: Uuid::now_v7(),
            journey,
            verifier: verifier.context("not asked any more")?.rule.id,
            words: self.words.clone(),
            finding: finding.join("\n"),
        };
        once(proposals::propose(tx, &new).await?)?;
        Ok(new.id)
    }
}

impl Answer {
    /// Takes it up.
    pub async fn give(&self, tx: &mut Tx, proposal: Uuid) -> Result<()> {
        once(proposals::answer(tx, proposal, true, &self.words).await?)
    }
}

fn once(done: bool) -> Result<()> {
    ensure!(done, "it was done before");
    Ok(())
}
