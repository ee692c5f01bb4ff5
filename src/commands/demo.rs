//! `saidso demo`: a company with nearly two years of deals, and a link to sign in as each of three people there.

use super::{
    open::Opened,
    serve::{listen, serve_until_stopped, stop_on_signal},
};
use crate::{
    app::App,
    clock::Clock,
    config::Config,
    demo::{self, Progress, links::Link},
    ids::WorkspaceId,
};
use anyhow::Result;
use std::{
    io::{IsTerminal, Write, stdout},
    process::ExitCode,
    time::Instant,
};
use tokio_util::sync::CancellationToken;

pub async fn run(config: Config) -> Result<ExitCode> {
    let stopping = CancellationToken::new();
    stop_on_signal(stopping.clone())?;
    println!("Saidso, a demo. Opening the database …");
    let opened = tokio::select! {
        opened = Opened::of(&config) => opened?,
        () = stopping.cancelled() => return Ok(ExitCode::SUCCESS),
    };
    let shown = show(&opened, config, stopping).await;
    opened.close().await?;
    shown.map(|()| {
        println!("Saidso has stopped. What you did is kept: start it again to go on.");
        ExitCode::SUCCESS
    })
}

async fn show(opened: &Opened, config: Config, stopping: CancellationToken) -> Result<()> {
    // Before the work: whoever has the address in use would wait for nothing.
    let listener = listen(config.listen).await?;
    let database = opened.ready(config.max_connections).await?;
    let pool = database.pool.clone();
    let mut app = App::new(database, Clock::System, config);
    app.stopping = stopping;
    let shown = async {
        if let Some(workspace) = prepare(&app, opened).await? {
            invite(&app, &demo::links::make(&app.db, workspace).await?);
            serve_until_stopped(app, listener).await?;
        }
        Ok(())
    };
    let shown = shown.await;
    pool.close().await;
    shown
}

/// The demo's workspace, loaded where it is not there yet. None: told to stop meanwhile.
async fn prepare(app: &App, opened: &Opened) -> Result<Option<WorkspaceId>> {
    if let Some(workspace) = demo::find(&app.db, &opened.options).await? {
        println!("The demo is there, as you left it.");
        return Ok(Some(workspace));
    }
    println!("Playing nearly two years of a company’s deals, once …");
    let began = Instant::now();
    let loading = demo::load(&app.db, &opened.options, app.clock.now(), tell);
    let workspace = tokio::select! {
        loaded = loading => loaded?,
        () = app.stopping.cancelled() => {
            println!();
            // Puts away what is half told; the next start begins anew.
            demo::find(&app.db, &opened.options).await?;
            return Ok(None);
        }
    };
    println!("  … done in {:.1} seconds.", began.elapsed().as_secs_f32());
    Ok(Some(workspace))
}

/// One line that counts, on a terminal; elsewhere a line every tenth.
fn tell(progress: Progress) {
    let Progress { done, steps, deals } = progress;
    let percent = done * 100 / steps;
    let told = format!("  {done} of {steps} events in {deals} deals");
    if stdout().is_terminal() {
        print!("\r{told}{}", if done == steps { "\n" } else { "" });
        // A terminal that does not show it in time is no reason to fail.
        let _ = stdout().flush();
    } else if percent / 10 > (done - 1) * 100 / steps / 10 {
        println!("{told}");
    }
}

fn invite(app: &App, links: &[Link]) {
    println!("\nSaidso is open at {}\n", app.config.base_url);
    println!(
        "Be one of these people. Each link works once, for a day; every start makes new ones."
    );
    for link in links {
        println!("\n  {}, {}", link.name, link.role);
        println!("  {}", app.config.link(&link.path));
    }
    println!("\nCtrl-C stops it.");
}
