//! The days on which somebody proposed that a journey ask otherwise, and those on which the team made it so.

use super::Troupe;
use crate::database::Tx;
use crate::demo::{playbook::Playbook, player::Followed, script::day};
use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

/// So long after midnight journeys are changed.
const MADE: TimeDelta = TimeDelta::minutes(465);

impl Troupe<'_> {
    /// What the team makes of its journeys on a day, before anybody begins to work.
    pub(super) async fn ask_otherwise(
        &mut self,
        playbook: &'static Playbook,
        night: DateTime<Utc>,
    ) -> Result<()> {
        let (at, today) = (night + MADE, self.now.date_naive());
        if at > self.now {
            return Ok(());
        }
        let is_on = |days_ago: u16| day(today, days_ago) == night.date_naive();
        for (place, one) in playbook.proposals.iter().enumerate() {
            if is_on(one.days_ago) {
                let mut tx = self.rehearse(at, &one.by).await?;
                let followed = self.followed(&one.journey()?.name)?;
                let id = one.propose(&mut tx, followed).await?;
                tx.commit().await?;
                self.proposed.insert(place, id);
            }
            let answer = one.answer.as_ref().filter(|answer| is_on(answer.days_ago));
            if let (Some(answer), Some(id)) = (answer, self.proposed.get(&place)) {
                let mut tx = self.rehearse(at, &answer.by).await?;
                answer.give(&mut tx, *id).await?;
                tx.commit().await?;
            }
        }
        for edition in playbook
            .editions
            .iter()
            .filter(|one| is_on(one.made.days_ago))
        {
            let mut tx = self.rehearse(at, &edition.made.by).await?;
            let followed = self.followed(&edition.asks.name)?;
            edition.publish(&mut tx, followed).await?;
            self.look_up(&mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// What a member does at a moment.
    async fn rehearse(&self, at: DateTime<Utc>, by: &str) -> Result<Tx> {
        let scope = self.scope(Some(self.member(by)?));
        Ok(self.db.rehearsing(at).begin(scope).await?)
    }

    fn followed(&self, journey: &str) -> Result<&Followed> {
        let known = self.playbook.get(journey);
        known.with_context(|| format!("no journey {journey}"))
    }
}
