//! The conversations after the end: a week after somebody was proposed, three of four have been held.

use crate::{
    database::{Database, Scope},
    debriefs::store::{self, Listed, NewAnswer, Which},
    ids::{DebriefAnswerId, OutcomeId, WorkspaceId},
    journey::terms::OutcomeKind,
    opportunities::page::whole::Whole,
};
use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, Days, TimeDelta, Utc, Weekday};
use serde::Deserialize;
use std::collections::BTreeSet;

/// So long after the proposal somebody has talked with the customer.
const A_WEEK: Days = Days::new(7);

/// So long after midnight they are noted, before anybody else begins to work.
const NOTED: TimeDelta = TimeDelta::minutes(460);

/// How many proposals are looked through.
const MOST: i64 = 50;

/// What customers can say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    said: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    kind: OutcomeKind,
    reason: String,
    words: String,
    helped: String,
    /// How often it was said.
    #[serde(skip)]
    told: u32,
}

/// What can still be said, and which conversations were thought of.
pub struct Afterwards {
    book: Book,
    thought_of: BTreeSet<OutcomeId>,
}

impl Afterwards {
    pub fn new() -> Result<Self> {
        let book = toml::from_str(include_str!("afterwards.toml"))
            .context("what customers said afterwards cannot be read")?;
        Ok(Self {
            book,
            thought_of: BTreeSet::new(),
        })
    }

    /// Holds the conversations of a day, if it has begun and people work on it.
    pub async fn hold(
        &mut self,
        db: &Database,
        workspace: WorkspaceId,
        (night, now): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        let at = night + NOTED;
        if at > now || matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
            return Ok(());
        }
        let nobody = Scope {
            workspace,
            member: None,
        };
        let mut tx = db.rehearsing(at).begin(nobody).await?;
        let waiting = store::listed(&mut tx, Which::Waiting, None, MOST).await?;
        drop(tx);
        for listed in waiting
            .iter()
            .rev()
            .filter(|listed| listed.at + A_WEEK <= at)
        {
            if self.thought_of.insert(listed.outcome) && !self.thought_of.len().is_multiple_of(4) {
                self.talk(db, workspace, at, listed).await?;
            }
        }
        Ok(())
    }

    async fn talk(
        &mut self,
        db: &Database,
        workspace: WorkspaceId,
        at: DateTime<Utc>,
        listed: &Listed,
    ) -> Result<()> {
        let fitting = self.book.said.iter_mut();
        let fitting = fitting.filter(|said| said.kind == listed.kind && said.told < 2);
        // Most often we were right.
        let Some(said) = fitting.min_by_key(|said| (said.reason != listed.reason, said.told))
        else {
            return Ok(());
        };
        said.told += 1;
        let scope = Scope {
            workspace,
            member: Some(listed.member),
        };
        let mut tx = db.rehearsing(at).begin(scope).await?;
        let whole = Whole::load(&mut tx, listed.deal, at.date_naive()).await?;
        let Some(latest) = whole.evidence.first() else {
            return Ok(());
        };
        let reason = listed.kind.reason(&said.reason);
        let new = NewAnswer {
            id: DebriefAnswerId::new(),
            outcome: listed.outcome,
            person: latest.speaker.id,
            talked_on: at.date_naive() - Days::new(1),
            reason: reason.context("no such reason")?.code,
            words: said.words.clone(),
            said: [
                String::new(),
                String::new(),
                String::new(),
                said.helped.clone(),
                String::new(),
            ],
        };
        store::answer(&mut tx, listed.deal, &new).await?;
        Ok(tx.commit().await?)
    }
}
