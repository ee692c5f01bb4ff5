//! What the team noted, done through the rooms that keep it.

use super::{Player, Scene, once};
use crate::alternatives::{
    alternative::{AlternativeName, LetGo, Way},
    store::{self as alternatives, NewView},
};
use crate::commitments::{
    commitment::Said,
    store::{self as commitments, NewCommitment, NewTurn},
};
use crate::conversation::{
    about::{About, Kind},
    mentions,
    message::{self, NewMessage, Words},
    store as conversation,
};
use crate::database::Tx;
use crate::demo::script::{self, Noted, Saying, Team};
use crate::ids::{
    AlternativeId, CommitmentId, MessageId, ObstacleId, PlayId, RiskViewId, StakeholderId,
};
use crate::obstacles::store::{self as obstacles, NewObstacle};
use crate::plays::store::{self as plays, NewPlay, NewResult};
use crate::stakeholders::{
    stakeholder::{Influence, Part},
    store as stakeholders,
};
use anyhow::{Context, Error, Result};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

impl<'a> Player<'a> {
    pub(super) async fn note(&mut self, scene: &mut Scene<'_>, team: &'a Team) -> Result<()> {
        match &team.what {
            Noted::Stakeholder(part) => self.stakeholder(scene.tx, part).await,
            Noted::Influence(line) => {
                let from = self.contact(scene.tx, &line.from).await?;
                let to = self.contact(scene.tx, &line.to).await?;
                let line = Influence { from, to };
                once(stakeholders::draw_line(scene.tx, self.id, line).await?)
            }
            Noted::Alternative(other) => {
                let id = AlternativeId::new();
                self.things.insert((Kind::Alternative, &other.key), id.0);
                let name = AlternativeName::parse(&other.name).map_err(Error::msg)?;
                once(alternatives::add(scene.tx, self.id, id, other.sort, &name).await?)
            }
            Noted::View(view) => self.view(scene.tx, view).await,
            Noted::LetGo(gone) => {
                let id = AlternativeId(self.thing(Kind::Alternative, &gone.alternative)?);
                let evidence = gone.evidence.as_deref();
                let why = LetGo {
                    reason: gone.reason.clone(),
                    evidence: evidence.map(|key| self.piece(key)).transpose()?,
                };
                once(alternatives::let_go(scene.tx, self.id, id, &why).await?)
            }
            Noted::Obstacle(obstacle) => self.obstacle(scene.tx, obstacle).await,
            Noted::Turn(turn) => {
                let id = ObstacleId(self.thing(Kind::Obstacle, &turn.obstacle)?);
                let (new, state) = (Uuid::now_v7(), turn.state);
                once(obstacles::turn(scene.tx, self.id, id, new, state, &turn.words).await?)
            }
            Noted::Play(play) => self.try_out(scene, play).await,
            Noted::Result(end) => self.end_play(scene.tx, end).await,
            Noted::Commitment(promise) => self.promise(scene, promise).await,
            Noted::Kept(end) => self.end_promise(scene, end).await,
            Noted::Message(message) => self.say(scene.tx, message).await,
            Noted::Became(became) => {
                let message = self.messages.get(became.message.as_str()).copied();
                let message = message.with_context(|| format!("no message {}", became.message))?;
                let thing = self.about(&became.thing)?;
                Ok(conversation::became(scene.tx, self.id, message, thing).await?)
            }
            Noted::Session(_) => Ok(()), // is played turn by turn
        }
    }

    async fn stakeholder(&mut self, tx: &mut Tx, told: &'a script::Stakeholder) -> Result<()> {
        let contact = self.contact(tx, &told.who).await?;
        let known = self.script.contacts.iter().find(|c| c.key == told.who);
        let part = Part {
            role: known.context("no such contact")?.role,
            to_change: told.to_change,
            to_us: told.to_us,
            reach: told.reach,
        };
        let key = (Kind::Stakeholder, told.who.as_str());
        if let Some(id) = self.things.get(&key).copied() {
            let all = stakeholders::of_opportunity(tx, self.id).await?;
            let found = all.iter().find(|one| one.id.0 == id);
            let version = found.context("taken out")?.version;
            let id = StakeholderId(id);
            return once(stakeholders::change(tx, self.id, id, version, part).await?);
        }
        let id = StakeholderId::new();
        self.things.insert(key, id.0);
        once(stakeholders::add(tx, self.id, id, contact, part).await?)
    }

    async fn view(&mut self, tx: &mut Tx, view: &'a script::View) -> Result<()> {
        let way = match view.way.as_str() {
            "do_nothing" => Way::DoNothing,
            "us" => Way::Us,
            other => Way::Alternative(AlternativeId(self.thing(Kind::Alternative, other)?)),
        };
        let person = match &view.who {
            Some(who) => Some(self.contact(tx, who).await?),
            None => None,
        };
        let evidence = view.evidence.as_deref();
        let new = NewView {
            id: RiskViewId::new(),
            way,
            person,
            risk: view.risk,
            words: view.words.clone(),
            evidence: evidence.map(|key| self.piece(key)).transpose()?,
        };
        once(alternatives::say(tx, self.id, &new).await?)
    }

    async fn obstacle(&mut self, tx: &mut Tx, told: &'a script::Obstacle) -> Result<()> {
        let mut people = Vec::new();
        for who in &told.people {
            people.push(self.contact(tx, who).await?);
        }
        let verifiers = told.verifiers.iter().map(|key| self.verifier(key));
        let new = NewObstacle {
            id: ObstacleId::new(),
            opportunity: self.id,
            kind: told.sort,
            words: told.words.clone(),
            verifiers: verifiers.collect::<Result<_>>()?,
            people,
        };
        self.things.insert((Kind::Obstacle, &told.key), new.id.0);
        once(obstacles::add(tx, &new).await?)
    }

    async fn try_out(&mut self, scene: &mut Scene<'_>, told: &'a script::Play) -> Result<()> {
        let person = match &told.from {
            Some(who) => Some(self.contact(scene.tx, who).await?),
            None => None,
        };
        let obstacle = told.obstacle.as_deref();
        let obstacle = obstacle.map(|key| self.thing(Kind::Obstacle, key));
        let new = NewPlay {
            id: PlayId::new(),
            opportunity: self.id,
            verifier: self.verifier(&told.verifier)?,
            person,
            obstacle: obstacle.transpose()?.map(ObstacleId),
            what: told.words.clone(),
            by_on: counted(scene.today, told.in_days),
        };
        self.things.insert((Kind::Play, &told.key), new.id.0);
        once(plays::plan(scene.tx, &new).await?)
    }

    async fn end_play(&mut self, tx: &mut Tx, told: &'a script::PlayEnd) -> Result<()> {
        let evidence = told.evidence.as_deref();
        let new = NewResult {
            id: Uuid::now_v7(),
            play: PlayId(self.thing(Kind::Play, &told.play)?),
            result: told.result,
            note: told.note.clone(),
            evidence: evidence.map(|key| self.piece(key)).transpose()?,
        };
        once(plays::answer(tx, self.id, &new).await?)
    }

    async fn promise(&mut self, scene: &mut Scene<'_>, told: &'a script::Commitment) -> Result<()> {
        let new = NewCommitment {
            id: CommitmentId::new(),
            opportunity: self.id,
            person: self.contact(scene.tx, &told.who).await?,
            what: told.words.clone(),
            by_on: counted(scene.today, told.in_days),
            said: Said::On(scene.on, told.channel),
        };
        self.things.insert((Kind::Commitment, &told.key), new.id.0);
        once(commitments::add(scene.tx, &new).await?)
    }

    async fn end_promise(
        &mut self,
        scene: &mut Scene<'_>,
        told: &'a script::CommitmentEnd,
    ) -> Result<()> {
        let new = NewTurn {
            id: Uuid::now_v7(),
            commitment: CommitmentId(self.thing(Kind::Commitment, &told.commitment)?),
            turn: told.turn,
            moved_to: told.in_days.map(|days| counted(scene.today, days)),
            words: told.words.clone(),
        };
        once(commitments::turn(scene.tx, self.id, &new).await?)
    }

    async fn say(&mut self, tx: &mut Tx, told: &'a script::Message) -> Result<()> {
        let about = told.about.as_deref().map(|thing| self.about(thing));
        let members = conversation::members(tx).await?;
        let words = Words::parse(&told.words).map_err(Error::msg)?;
        let new = NewMessage {
            id: MessageId::new(),
            about: about.transpose()?,
            kind: match told.sort {
                Saying::Question => message::Kind::Question,
                Saying::Note | Saying::Decision => message::Kind::Note,
            },
            mentions: mentions::in_message(words.as_str(), &members),
            words,
        };
        if let Some(key) = &told.key {
            self.messages.insert(key, new.id);
        }
        once(conversation::post(tx, self.id, &new).await?)?;
        if told.sort == Saying::Decision {
            conversation::mean(tx, self.id, new.id, message::Kind::Decision).await?;
        }
        Ok(())
    }

    /// A thing by its kind and key: “verifier:option-let-go”.
    fn about(&self, thing: &str) -> Result<About> {
        let (kind, key) = thing.split_once(':').context("no kind")?;
        let kind: Kind = kind.parse().map_err(|()| Error::msg("no such kind"))?;
        let id = match kind {
            Kind::Verifier => self.verifier(key)?.0,
            Kind::Evidence => self.piece(key)?.0,
            _ => self.thing(kind, key)?,
        };
        Ok(About { kind, id })
    }

    fn thing(&self, kind: Kind, key: &str) -> Result<Uuid> {
        let known = self.things.get(&(kind, key)).copied();
        known.with_context(|| format!("no {} {key}", kind.name()))
    }
}

/// So many days from today, or before it.
pub(super) fn counted(today: NaiveDate, in_days: i16) -> NaiveDate {
    today + TimeDelta::days(in_days.into())
}
