//! Whoever records evidence meanwhile, by the form.

use crate::{ground::Ground, wire};
use anyhow::Result;
use chrono::{DateTime, Utc};
use std::time::{Duration, Instant};
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

pub struct Written {
    pub since: DateTime<Utc>,
    pub took: Duration,
    pub recorded: usize,
    pub refused: usize,
}

/// So many changes a second, on one deal after the other.
pub async fn write(ground: &Ground, a_second: u32, how_long: Duration) -> Result<Written> {
    let (since, began) = (Utc::now(), Instant::now());
    let mut ticks = interval(Duration::from_secs(1) / a_second);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut tasks = JoinSet::new();
    for (number, deal) in ground.deals().iter().cycle().enumerate() {
        ticks.tick().await;
        if began.elapsed() >= how_long {
            break;
        }
        let form = deal.evidence(&format!("contact={}", deal.contact));
        let cookie = ground.people[number % ground.people.len()].clone();
        let (address, path) = (ground.address.clone(), deal.path());
        tasks.spawn(async move {
            wire::ask(&address, &path, &cookie, Some(&form))
                .await
                .map(|a| a.status)
        });
    }
    let took = began.elapsed();
    let answers = tasks.join_all().await;
    let recorded = answers
        .iter()
        .filter(|answer| matches!(answer, Ok(303)))
        .count();
    Ok(Written {
        since,
        took,
        recorded,
        refused: answers.len() - recorded,
    })
}

impl Written {
    pub fn print(&self) {
        let rate = self.recorded as f64 / self.took.as_secs_f64();
        println!(
            "{} changes in {:.1?}, {rate:.1} a second; {} refused",
            self.recorded, self.took, self.refused
        );
    }
}
