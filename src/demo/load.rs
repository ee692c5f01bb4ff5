//! Writes the demo's workspace: every deal's events in one stream, each in a transaction of its own, at its own moment,
//! by the member who did it, and judged like any other.

mod otherwise;

use super::{
    afterwards::Afterwards,
    beginner,
    compose::compose,
    kept,
    player::{Followed, Player, Scene},
    script::{Company, Member, Script, company, day, deals},
    timetable::{Step, nights, steps},
    workspace,
};
use crate::database::{Database, Scope, Tx};
use crate::debriefs;
use crate::forecast;
use crate::ids::{LookId, MemberId, OpportunityId, WorkspaceId};
use crate::inbox::store as inbox;
use crate::journeys::store as journeys;
use crate::opportunities::{lapse, store::worded_verifiers};
use crate::people::{
    Role,
    setup::{self, NewPerson},
};
use crate::review;
use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::postgres::PgConnectOptions;
use std::collections::HashMap;
use uuid::Uuid;

/// For how many days nobody has looked into their inbox, or at the review.
const DAYS_AWAY: u64 = 12;

/// How far the loading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub steps: usize,
    pub deals: usize,
}

/// The demo's workspace, where it is there already. One that was never finished is put away.
pub async fn find(db: &Database, login: &PgConnectOptions) -> Result<Option<WorkspaceId>> {
    let company = company();
    let mut there = None;
    for found in workspace::find(db, &company.name, &company.members[0].email).await? {
        match found.in_rehearsal {
            true => workspace::abandon(db, login, found.workspace).await?,
            false => there = there.or(Some(found.workspace)),
        }
    }
    Ok(there)
}

/// Writes it as it looks at this moment, and beside it the workspace that has just begun. The login must be the one that
/// migrates.
pub async fn load(
    db: &Database,
    login: &PgConnectOptions,
    now: DateTime<Utc>,
    tell: impl FnMut(Progress),
) -> Result<WorkspaceId> {
    let today = now.date_naive();
    let scripts = [deals(today), compose(today)].concat();
    beginner::load(db, login, now).await?;
    play(db, login, &company(), &scripts, now, tell).await
}

/// Writes the workspace of a company and plays these deals in it. One that cannot be played is put away again.
pub async fn play(
    db: &Database,
    login: &PgConnectOptions,
    company: &Company,
    scripts: &[Script],
    now: DateTime<Utc>,
    tell: impl FnMut(Progress),
) -> Result<WorkspaceId> {
    let steps = steps(scripts, now);
    let founded = steps.first().map_or(now, |step| step.at) - Days::new(1);
    let workspace = workspace::begin(login, &company.name, &company.currency, founded).await?;
    let player = |script| player(script, company, now.date_naive());
    let mut troupe = Troupe {
        db,
        workspace,
        now,
        members: HashMap::new(),
        playbook: HashMap::new(),
        proposed: HashMap::new(),
        players: scripts.iter().map(player).collect::<Result<_>>()?,
    };
    let played = async {
        troupe.settle_in(company, founded).await?;
        troupe.play(company, &steps, tell).await?;
        let admin = troupe.member("ana")?;
        kept::keep(db, troupe.scope(None), admin, company, now).await?;
        troupe.look_through(company).await?;
        troupe.read_what_is_old().await
    };
    match played.await {
        Ok(()) => workspace::finish(login, workspace).await?,
        Err(refused) => {
            workspace::abandon(db, login, workspace).await?;
            return Err(refused);
        }
    }
    forecast::work_out(db, workspace, now).await?;
    Ok(workspace)
}

/// Everybody who plays, and what they play by.
struct Troupe<'a> {
    db: &'a Database,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
    members: HashMap<String, MemberId>,
    playbook: HashMap<String, Followed>,
    /// What was proposed and is still to be answered, by its place in the script.
    proposed: HashMap<usize, Uuid>,
    players: Vec<Player<'a>>,
}

impl<'a> Troupe<'a> {
    /// Makes the company's people, and the journeys that a new workspace starts with.
    async fn settle_in(&mut self, company: &Company, at: DateTime<Utc>) -> Result<()> {
        let mut tx = self.db.rehearsing(at).begin(self.scope(None)).await?;
        for member in &company.members {
            let role: Role = member.role.parse().map_err(anyhow::Error::msg)?;
            let id = setup::add_member(&mut tx, &person(member)?, role).await?;
            self.members.insert(member.key.clone(), id);
        }
        journeys::seed(&mut tx).await?;
        self.look_up(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Everybody knows by what they play.
    async fn look_up(&mut self, tx: &mut Tx) -> Result<()> {
        for offered in journeys::published(tx).await? {
            let no_deal = OpportunityId(Uuid::nil());
            let verifiers = worded_verifiers(tx, offered.id, no_deal).await?;
            let name = offered.name.clone();
            self.playbook.insert(name, Followed { offered, verifiers });
        }
        Ok(())
    }

    async fn play(
        &mut self,
        company: &Company,
        steps: &[Step<'a>],
        mut tell: impl FnMut(Progress),
    ) -> Result<()> {
        let mut progress = Progress {
            done: 0,
            steps: steps.len(),
            deals: self.players.len(),
        };
        let mut afterwards = Afterwards::new()?;
        let mut coming = steps.iter().peekable();
        for night in nights(steps, self.now) {
            let rehearsing = self.db.rehearsing(night);
            lapse::settle_in(&rehearsing, self.workspace).await?;
            debriefs::propose_in(&rehearsing, self.workspace).await?;
            let (workspace, until) = (self.workspace, self.now);
            afterwards.hold(self.db, workspace, (night, until)).await?;
            self.ask_otherwise(company.playbook, night).await?;
            while let Some(step) = coming.next_if(|s| s.at.date_naive() == night.date_naive()) {
                self.step(step).await?;
                progress.done += 1;
                tell(progress);
            }
        }
        Ok(())
    }

    async fn step(&mut self, step: &Step<'a>) -> Result<()> {
        let player = &self.players[step.deal];
        let actor = self.member(player.actor(&step.act))?;
        let owner = self.member(player.owner())?;
        let mut tx = self
            .db
            .rehearsing(step.at)
            .begin(self.scope(Some(actor)))
            .await?;
        let followed = self.playbook.get(player.journey());
        let followed = followed.with_context(|| format!("no journey {}", player.journey()))?;
        let mut scene = Scene {
            tx: &mut tx,
            on: step.at.date_naive(),
            today: self.now.date_naive(),
            members: &self.members,
        };
        self.players[step.deal]
            .play(&mut scene, &step.act, followed, owner)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Everybody has been to their inbox, though not in the last days.
    async fn read_what_is_old(&self) -> Result<()> {
        for member in self.members.values() {
            let scope = self.scope(Some(*member));
            let mut tx = self.db.rehearsing(self.now).begin(scope).await?;
            inbox::mark_all_read(&mut tx, self.now - Days::new(DAYS_AWAY)).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Whoever leads has gone through the review, though not in the last days.
    async fn look_through(&self, company: &Company) -> Result<()> {
        let leads = company.members.iter().filter(|member| member.role != "rep");
        for member in leads {
            let scope = self.scope(Some(self.member(&member.key)?));
            let at = self.now - Days::new(DAYS_AWAY);
            let mut tx = self.db.rehearsing(at).begin(scope).await?;
            review::keep_look(&mut tx, LookId::new()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    fn member(&self, key: &str) -> Result<MemberId> {
        let known = self.members.get(key).copied();
        known.with_context(|| format!("no member {key}"))
    }

    fn scope(&self, member: Option<MemberId>) -> Scope {
        Scope {
            workspace: self.workspace,
            member,
        }
    }
}

/// Who plays a deal, by the edition of its journey that was the newest when it was opened.
fn player<'a>(script: &'a Script, company: &Company, today: NaiveDate) -> Result<Player<'a>> {
    let opened = day(today, script.opened);
    let journey = company.playbook.asked(&script.journey, opened, today);
    let journey = journey.with_context(|| format!("no journey {}", script.journey))?;
    Ok(Player::new(script, journey))
}

/// Somebody who can only come by a sign-in link.
fn person(member: &Member) -> Result<NewPerson> {
    Ok(NewPerson {
        name: member.name.parse().map_err(anyhow::Error::msg)?,
        email: member.email.parse().map_err(anyhow::Error::msg)?,
        password: None,
        zone: member.time_zone.parse()?,
    })
}
