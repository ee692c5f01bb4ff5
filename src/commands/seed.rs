//! `saidso seed`: a workspace of a given size, with a proof that the guard held.

use super::{open::Opened, serve::stop_on_signal};
use crate::{
    clock::Clock,
    config::Config,
    seed::{self, Progress, Seeded, Wish},
};
use anyhow::Result;
use std::{
    io::{IsTerminal, Write, stdout},
    process::ExitCode,
    sync::Mutex,
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;

pub async fn run(config: Config, wish: Wish) -> Result<ExitCode> {
    let stopping = CancellationToken::new();
    stop_on_signal(stopping.clone())?;
    let opened = tokio::select! {
        opened = Opened::beside(&config) => opened?,
        () = stopping.cancelled() => return Ok(ExitCode::SUCCESS),
    };
    let made = make(&opened, &config, wish, stopping).await;
    opened.close().await?;
    made
}

async fn make(
    opened: &Opened,
    config: &Config,
    wish: Wish,
    stopping: CancellationToken,
) -> Result<ExitCode> {
    let db = opened.ready(config.max_connections).await?;
    println!("Making “{}” with {} deals …", wish.name, wish.deals);
    let began = Instant::now();
    let teller = Teller::new(began);
    let seeding = seed::seed(
        &db,
        &opened.options,
        wish.clone(),
        Clock::System.now(),
        move |p| teller.tell(p),
    );
    let seeded = tokio::select! {
        seeded = seeding => seeded.map(Some),
        () = stopping.cancelled() => {
            println!("\nStopped half way. What is there of it is put away.");
            seed::put_away(&db, &opened.options, &wish).await.map(|()| None)
        }
    };
    db.pool.close().await;
    let Some(seeded) = seeded? else {
        return Ok(ExitCode::FAILURE);
    };
    sum_up(&seeded, config, began.elapsed());
    Ok(ExitCode::SUCCESS)
}

/// Tells how far the work is: on a terminal one line that changes, elsewhere a line now and then.
struct Teller {
    began: Instant,
    told: Mutex<Option<Instant>>,
}

impl Teller {
    fn new(began: Instant) -> Self {
        Self {
            began,
            told: Mutex::new(None),
        }
    }

    fn tell(&self, progress: Progress) {
        let is_terminal = stdout().is_terminal();
        let pause = Duration::from_secs(if is_terminal { 1 } else { 15 });
        let Ok(mut told) = self.told.lock() else {
            return;
        };
        let is_last = progress.deals == progress.of;
        if !is_last && told.is_some_and(|told| told.elapsed() < pause) {
            return;
        }
        *told = Some(Instant::now());
        let line = line(progress, self.began.elapsed());
        if is_terminal {
            print!("\r\u{1b}[K{line}{}", if is_last { "\n" } else { "" });
            // A terminal that does not show it in time is no reason to fail.
            let _ = stdout().flush();
        } else {
            println!("{line}");
        }
    }
}

fn line(progress: Progress, passed: Duration) -> String {
    let Progress { deals, of, events } = progress;
    let seconds = passed.as_secs_f64().max(0.001);
    let left = seconds / deals.max(1) as f64 * (of - deals) as f64;
    let rate = events as f64 / seconds;
    let left = match deals == of {
        true => format!("{seconds:.0} s; looking whether the guard held"),
        false => format!("about {} left", time(left)),
    };
    format!("  {deals} of {of} deals, {events} events, {rate:.0} a second, {left}")
}

fn time(seconds: f64) -> String {
    match seconds {
        ..90.0 => format!("{seconds:.0} s"),
        _ => format!("{:.0} min", seconds / 60.0),
    }
}

fn sum_up(seeded: &Seeded, config: &Config, passed: Duration) {
    let sum = &seeded.sum;
    let open: i64 = sum.open.iter().map(|(_, deals)| deals).sum();
    let closed: i64 = sum.closed.iter().map(|(_, deals)| deals).sum();
    println!("The guard holds: every deal stands where its evidence does.");
    if seeded.played < seeded.deals {
        println!(
            "{} of them were played through it; the others are their twins, written at once and judged by it as well.",
            seeded.played
        );
    }
    println!();
    println!("  {open} open deals");
    for (phase, deals) in &sum.open {
        println!("    {deals:>8}  {}", phase.heading());
    }
    println!("  {closed} closed deals");
    for (kind, deals) in &sum.closed {
        println!("    {deals:>8}  {}", kind.label());
    }
    println!(
        "  {} accounts, {} people there, {} pieces of evidence, {} fall-backs, {} events",
        sum.accounts, sum.contacts, sum.evidence, sum.fall_backs, sum.events
    );
    println!("  {:.0} seconds", passed.as_secs_f64());
    println!("\nSign in by one of these links, once the server runs. Each works once, for a day.");
    for link in &seeded.links {
        println!("\n  {}, {}", link.name, link.role);
        println!("  {}", config.link(&link.path));
    }
    println!("\n`saidso verify` reckons the ledger’s chain anew.");
}
