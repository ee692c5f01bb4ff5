//! One turn of a strategy session, done as its page does it.

use super::{Player, Scene, team::counted};
use crate::demo::script::{self, Session, Turn, Voice};
use crate::ids::{IdeaId, StrategySessionId};
use crate::sessions::{
    session,
    store::{self, NewSession, NewTry},
    trying,
    words::{Decision, Hidden, step_at},
};
use anyhow::{Context, Result, bail, ensure};
use uuid::Uuid;

impl<'a> Player<'a> {
    pub(super) async fn turn(
        &mut self,
        scene: &mut Scene<'_>,
        told: &'a Session,
        turn: Turn<'a>,
    ) -> Result<()> {
        if matches!(turn, Turn::Start) {
            return self.start(scene, told).await;
        }
        let id = self.session.context("no session began")?;
        let session = store::find(scene.tx, self.id, id).await?;
        let session = session.context("no such session")?;
        store::take_part(scene.tx, self.id, id).await?;
        let tx = &mut *scene.tx;
        match turn {
            Turn::Start => Ok(()),
            Turn::Before(voice) => {
                self.odds(scene, &session, Hidden::OddsBefore, voice.before)
                    .await
            }
            Turn::After(voice) => {
                self.odds(scene, &session, Hidden::OddsAfter, voice.after)
                    .await
            }
            Turn::Step(step) => Ok(store::go_to(tx, id, step, step_at(step).minutes).await?),
            Turn::Note(card) => {
                Ok(store::note(tx, &session, Uuid::now_v7(), card.under, &card.words).await?)
            }
            Turn::Idea(idea) => {
                let new = IdeaId::new();
                self.ideas.insert(&idea.key, new);
                Ok(store::write_idea(tx, id, new, idea.under, &idea.words).await?)
            }
            Turn::Ready(_) => Ok(store::say_ready(tx, id, true).await?),
            Turn::Merge(idea) => {
                let into = idea.into.as_deref().unwrap_or_default();
                let (one, other) = (self.idea(&idea.key)?, self.idea(into)?);
                Ok(store::merge(tx, &session, one, other).await?)
            }
            Turn::Doubt(doubt) => {
                let idea = self.idea(&doubt.idea)?;
                Ok(store::doubt(tx, &session, Uuid::now_v7(), idea, &doubt.reason).await?)
            }
            Turn::Vote(voice) => self.vote(scene, id, voice).await,
            Turn::Decide(decision) => self.decide(scene, &session, decision).await,
            Turn::Dissent(voice) => {
                let words = voice.dissent.as_deref().unwrap_or_default();
                Ok(store::dissent(tx, &session, words).await?)
            }
            Turn::Try(told) => self.add_try(scene, &session, told).await,
            Turn::End => self.end(scene, &session).await,
        }
    }

    async fn start(&mut self, scene: &mut Scene<'_>, told: &'a Session) -> Result<()> {
        let member = |key: &String| {
            let known = scene.members.get(key).copied();
            known.with_context(|| format!("no member {key}"))
        };
        let new = NewSession {
            id: StrategySessionId::new(),
            about: told.about.clone(),
            planned_for: None,
            unhurried: true,
            invited: told.invited.iter().map(member).collect::<Result<_>>()?,
        };
        self.session = Some(new.id);
        self.ideas.clear();
        super::once(store::start(scene.tx, self.id, &new).await?)
    }

    async fn odds(
        &self,
        scene: &mut Scene<'_>,
        session: &session::Session,
        asked: Hidden,
        odds: Option<i16>,
    ) -> Result<()> {
        let Some(odds) = odds else { return Ok(()) };
        store::give_odds(scene.tx, session.id, asked, odds, session.shows(asked)).await?;
        let people = store::people(scene.tx, session.id).await?;
        let is_in = |one: &session::Someone| match asked {
            Hidden::OddsBefore => one.gave_before,
            _ => one.gave_after,
        };
        if session::all(&people, is_in) {
            store::show(scene.tx, session.id, asked).await?;
        }
        Ok(())
    }

    async fn vote(
        &self,
        scene: &mut Scene<'_>,
        id: StrategySessionId,
        voice: &'a Voice,
    ) -> Result<()> {
        ensure!(voice.dots.len() == 3, "three dots each");
        for (place, key) in voice.dots.iter().enumerate() {
            if voice.dots[..place].contains(key) {
                continue;
            }
            let dots = voice.dots.iter().filter(|other| *other == key).count();
            let idea = self.idea(key)?;
            store::put_dots(scene.tx, id, idea, i16::try_from(dots)?).await?;
        }
        Ok(store::say_voted(scene.tx, id, true).await?)
    }

    async fn decide(
        &mut self,
        scene: &mut Scene<'_>,
        session: &session::Session,
        told: &'a script::Decision,
    ) -> Result<()> {
        let decision = Decision::named(&told.sort);
        let decision = decision.with_context(|| format!("no decision {}", told.sort))?;
        let outcome = match decision {
            Decision::Hold | Decision::QualifyOut => {
                let outcome = self.script.outcome_decided_together();
                self.close(scene, outcome.context("no outcome to close it with")?)
                    .await?;
                self.outcome
            }
            Decision::HandOver => bail!("nobody hands over in the demo"),
            _ => None,
        };
        let why = &told.why;
        super::once(store::decide(scene.tx, session, decision, why, outcome, None).await?)
    }

    async fn add_try(
        &mut self,
        scene: &mut Scene<'_>,
        session: &session::Session,
        told: &'a script::Try,
    ) -> Result<()> {
        let person = match &told.from {
            Some(who) => Some(self.contact(scene.tx, who).await?),
            None => None,
        };
        let new = NewTry {
            id: Uuid::now_v7(),
            verifier: self.verifier(&told.verifier)?,
            person,
            by_day: counted(scene.today, told.in_days),
            what: told.words.clone(),
        };
        Ok(store::add_try(scene.tx, session, &new).await?)
    }

    /// Everybody sees the odds; what the session means to try becomes the deal's plays, unless it closed it.
    async fn end(&self, scene: &mut Scene<'_>, session: &session::Session) -> Result<()> {
        store::show(scene.tx, session.id, Hidden::OddsAfter).await?;
        trying::plan(scene.tx, session).await?;
        Ok(store::end(scene.tx, session.id).await?)
    }

    fn idea(&self, key: &str) -> Result<IdeaId> {
        let known = self.ideas.get(key).copied();
        known.with_context(|| format!("no idea {key}"))
    }
}
