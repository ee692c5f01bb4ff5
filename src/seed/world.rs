//! The company whose workspace it is: who works there, and by which journeys.

use super::{customers, fate, words::Language};
use crate::{
    database::{Database, Scope, Tx},
    ids::{EditionId, JourneyId, MemberId, OpportunityId, WorkspaceId},
    inbox::store as inbox,
    journeys::store as journeys,
    opportunities::{opportunity::WordedVerifier, store::worded_verifiers},
    people::{
        Role,
        setup::{self, NewPerson},
    },
};
use anyhow::{Error, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use rand::{SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// For how many days nobody has looked into their inbox.
const DAYS_AWAY: u64 = 12;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Of the workspace.
    pub name: String,
    /// All deals, of which about six in ten are open.
    pub deals: usize,
    /// How many of them are played through the guard, at most. The others are twins of these.
    pub played: usize,
    pub seed: u64,
}

/// Somebody who works here.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub name: String,
    pub email: String,
    pub role: &'static str,
}

/// The workspace, while it is being written.
pub struct World {
    pub workspace: WorkspaceId,
    pub wish: Wish,
    pub now: DateTime<Utc>,
    pub founded: DateTime<Utc>,
    pub admin: MemberId,
    pub manager: MemberId,
    /// Whose deals they are.
    pub owners: Vec<MemberId>,
    pub playbook: Vec<Followed>,
    colleagues: Vec<Colleague>,
}

/// A journey in this workspace: its edition and what that asks for.
pub struct Followed {
    pub journey: JourneyId,
    pub edition: EditionId,
    pub stages: i16,
    pub verifiers: Vec<WordedVerifier>,
}

impl Wish {
    /// About one owner for a hundred deals.
    pub fn owners(&self) -> usize {
        (self.deals / 100).clamp(8, 400)
    }

    /// The day before the first deal.
    pub fn founded(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - Days::new(fate::DAYS + 10)
    }

    /// The same numbers for the same part of the same wish.
    pub fn dice(&self, part: u64) -> StdRng {
        StdRng::seed_from_u64(self.seed.rotate_left(40) ^ part)
    }

    /// By whose address the workspace is found again.
    pub fn admin(&self) -> Colleague {
        self.colleague("Ada Falk", "admin")
    }

    fn colleague(&self, name: &str, role: &'static str) -> Colleague {
        let place = customers::plain(&self.name, '-');
        Colleague {
            name: name.to_owned(),
            email: format!("{}@{place}.saidso.example", customers::plain(name, '.')),
            role,
        }
    }

    /// The admin, the manager, then everybody who has deals.
    fn colleagues(&self) -> Vec<Colleague> {
        let mut dice = self.dice(u64::MAX);
        let mut all = vec![self.admin(), self.colleague("Milan Roth", "manager")];
        while all.len() < self.owners() + 2 {
            let (given, family) = customers::person_name(Language::English, &mut dice);
            let one = self.colleague(&format!("{given} {family}"), "rep");
            if all.iter().all(|known| known.email != one.email) {
                all.push(one);
            }
        }
        all
    }
}

impl World {
    /// Makes the people, and the journeys that a new workspace starts with.
    pub async fn settle(
        db: &Database,
        workspace: WorkspaceId,
        wish: Wish,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let founded = wish.founded(now);
        let scope = Scope {
            workspace,
            member: None,
        };
        let mut tx = db.rehearsing(founded).begin(scope).await?;
        let colleagues = wish.colleagues();
        let mut members = Vec::new();
        for colleague in &colleagues {
            let role: Role = colleague.role.parse().map_err(Error::msg)?;
            members.push(setup::add_member(&mut tx, &person(colleague)?, role).await?);
        }
        journeys::seed(&mut tx).await?;
        let playbook = playbook(&mut tx).await?;
        tx.commit().await?;
        Ok(Self {
            workspace,
            now,
            founded,
            admin: members[0],
            manager: members[1],
            owners: members.split_off(2),
            playbook,
            colleagues,
            wish,
        })
    }

    /// The day up to which is told.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// For Saidso itself, or one of the members.
    pub fn scope(&self, member: Option<MemberId>) -> Scope {
        Scope {
            workspace: self.workspace,
            member,
        }
    }

    /// The admin, the manager and one who has deals.
    pub fn ways_in(&self) -> &[Colleague] {
        &self.colleagues[..3]
    }

    /// Everybody has been to their inbox, though not in the last days.
    pub async fn read_what_is_old(&self, db: &Database) -> Result<()> {
        for member in self.owners.iter().chain([&self.manager, &self.admin]) {
            let scope = self.scope(Some(*member));
            let mut tx = db.rehearsing(self.now).begin(scope).await?;
            inbox::mark_all_read(&mut tx, self.now - Days::new(DAYS_AWAY)).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

async fn playbook(tx: &mut Tx) -> Result<Vec<Followed>> {
    let mut playbook = Vec::new();
    for offered in journeys::published(tx).await? {
        let no_deal = OpportunityId(Uuid::nil());
        playbook.push(Followed {
            journey: offered.journey,
            edition: offered.id,
            stages: i16::try_from(offered.stages.len())?,
            verifiers: worded_verifiers(tx, offered.id, no_deal).await?,
        });
    }
    Ok(playbook)
}

/// Somebody who can only come by a sign-in link.
fn person(colleague: &Colleague) -> Result<NewPerson> {
    Ok(NewPerson {
        name: colleague.name.parse().map_err(Error::msg)?,
        email: colleague.email.parse().map_err(Error::msg)?,
        password: None,
        zone: chrono_tz::UTC,
    })
}
