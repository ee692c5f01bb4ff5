//! Writes many deals side by side. Each deal is one worker's, so that no two wait for one another.
//!
//! A worker takes the deals of one owner and goes through their tales in rounds: a few acts of each deal, in one
//! transaction. That is few transactions, and none that rewrites one deal's row more often than the database likes.

use super::{
    customers::{self, Account},
    store,
    tale::{self, Act},
    twins,
    world::World,
};
use crate::{database::Database, demo::workspace, ids::OpportunityId};
use anyhow::{Context, Result};
use sqlx::postgres::PgConnectOptions;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed},
    },
    thread::available_parallelism,
};
use tokio::task::JoinSet;

/// How many acts of one deal go into a transaction.
const ROUND: usize = 4;

/// How many deals a worker takes at a time; the first of them fewer, so that soon there is something to plan by.
const FEW: usize = 20;
const MOST: usize = 200;

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub deals: usize,
    pub of: usize,
    pub events: i64,
}

/// Some deals of one owner, by their numbers.
struct Share {
    owner: usize,
    first: usize,
    count: usize,
}

/// What is done so far, and who is told of it.
struct Done<T> {
    shares: AtomicUsize,
    deals: AtomicUsize,
    events: AtomicI64,
    tell: Arc<T>,
}

/// Tells and plays the deals; gives their ids, share by share.
pub async fn work(
    db: &Database,
    login: &PgConnectOptions,
    world: &Arc<World>,
    tell: Arc<impl Fn(Progress) + Send + Sync + 'static>,
) -> Result<(Vec<Vec<OpportunityId>>, Progress)> {
    let done = Arc::new(Done {
        shares: AtomicUsize::new(0),
        deals: AtomicUsize::new(0),
        events: AtomicI64::new(0),
        tell,
    });
    let (login, doing) = (login.clone(), done.clone());
    let deals = side_by_side(db, world, shares(world), move |db, world, share| {
        let (done, login) = (doing.clone(), login.clone());
        async move {
            let (deals, events) = write(&db, &world, &share).await?;
            done.deals.fetch_add(deals.len(), Relaxed);
            done.events.fetch_add(events, Relaxed);
            (done.tell)(done.progress(&world));
            // The guard's questions are planned by what the tables held when they were last looked over: nothing, at
            // first.
            let shares = done.shares.fetch_add(1, Relaxed) + 1;
            if shares.is_power_of_two() {
                workspace::look_over(&login).await?;
            }
            Ok(deals)
        }
    })
    .await?;
    Ok((deals, done.progress(world)))
}

impl<T> Done<T> {
    fn progress(&self, world: &World) -> Progress {
        Progress {
            deals: self.deals.load(Relaxed),
            of: world.wish.deals,
            events: self.events.load(Relaxed),
        }
    }
}

/// How many connections write at once: what they wait for is the processor, mostly the database's.
fn workers() -> usize {
    available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8))
}

fn shares(world: &World) -> Vec<Share> {
    let (deals, owners) = (twins::played(&world.wish), world.owners.len());
    let mut shares = Vec::new();
    for owner in 0..owners {
        let (mut first, end) = (deals * owner / owners, deals * (owner + 1) / owners);
        while first < end {
            let most = if shares.len() < workers() { FEW } else { MOST };
            let count = most.min(end - first);
            shares.push(Share {
                owner,
                first,
                count,
            });
            first += count;
        }
    }
    shares
}

async fn write(db: &Database, world: &World, share: &Share) -> Result<(Vec<OpportunityId>, i64)> {
    let accounts = customers(world, share);
    let mut tx = store::begin(db, world, world.founded, true).await?;
    store::add_customers(&mut tx, &accounts).await?;
    tx.commit().await?;

    let tales: Vec<(OpportunityId, Vec<Act>)> = (share.first..share.first + share.count)
        .map(|number| {
            let account = &accounts[(number - share.first) * accounts.len() / share.count];
            tale::tell(world, number, world.owners[share.owner], account)
        })
        .collect();
    let rounds = tales.iter().map(|(_, acts)| acts.len().div_ceil(ROUND));
    for round in 0..rounds.max().unwrap_or_default() {
        let acts: Vec<&Act> = tales
            .iter()
            .flat_map(|(_, acts)| acts.chunks(ROUND).nth(round).unwrap_or_default())
            .collect();
        let mut tx = store::begin(db, world, world.founded, false).await?;
        store::perform(&mut tx, &acts)
            .await
            .with_context(|| format!("round {round} of the deals from {}", share.first))?;
        tx.commit().await?;
    }
    let deals: Vec<OpportunityId> = tales.into_iter().map(|(id, _)| id).collect();
    let mut tx = store::begin(db, world, world.now, false).await?;
    let events = store::events_of(&mut tx, &deals).await?;
    Ok((deals, events))
}

/// Six accounts for ten deals.
fn customers(world: &World, share: &Share) -> Vec<Account> {
    // One more for each owner before, so that the fewest deals have an account, too, that is no other's.
    let number = |deal: usize| deal * 6 / 10 + share.owner;
    let from = number(share.first);
    let until = number(share.first + share.count).max(from + 1);
    (from..until)
        .map(|number| customers::account(number, &mut world.wish.dice((number as u64) << 32)))
        .collect()
}

/// Does one thing for each item, several at once, and gives what came of them. The first that fails ends it.
pub async fn side_by_side<T, R, F, D>(
    db: &Database,
    world: &Arc<World>,
    items: Vec<T>,
    act: D,
) -> Result<Vec<R>>
where
    T: Send + 'static,
    R: Send + 'static,
    F: Future<Output = Result<R>> + Send + 'static,
    D: Fn(Database, Arc<World>, T) -> F + Clone + Send + 'static,
{
    let queue = Arc::new(Mutex::new(items.into_iter()));
    let mut crew = JoinSet::new();
    for _ in 0..workers() {
        let (db, world, queue, act) = (db.clone(), world.clone(), queue.clone(), act.clone());
        crew.spawn(async move {
            let mut made = Vec::new();
            let next = || queue.lock().ok().and_then(|mut queue| queue.next());
            while let Some(item) = next() {
                made.push(act(db.clone(), world.clone(), item).await?);
            }
            anyhow::Ok(made)
        });
    }
    let mut all = Vec::new();
    while let Some(made) = crew.join_next().await {
        all.extend(made??);
    }
    Ok(all)
}
