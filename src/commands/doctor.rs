//! `saidso doctor`: checks what Saidso needs, a line for each, with the mend.

use super::open::Opened;
use crate::{
    config::Config,
    database::{Database, migrate},
    error::in_one_line,
};
use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::{path::Path, process::ExitCode};
use tokio::process::Command;

/// How far the machine's clock and the database's may be apart before freshness and sign-in links are judged wrongly.
const CLOCKS_APART: i64 = 5;

/// How many megabytes the data folder should have left.
const ROOM: u64 = 500;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let mut all_well = true;
    let mut tell = |what: &str, finding: anyhow::Result<String>| match finding {
        Ok(words) => println!("✓ {what:<11} {words}"),
        Err(error) => {
            all_well = false;
            println!("✗ {what:<11} {}", in_one_line(&error));
        }
    };
    tell("disk", disk(&config.data).await);
    tell("mail", mail(&config).await);
    match database(&config).await {
        Ok((opened, database)) => {
            tell(
                "database",
                Ok("the server's role cannot go round the guard".into()),
            );
            tell("migrations", migrations(&database).await);
            tell("clock", clock(&database).await);
            database.pool.close().await;
            opened.close().await?;
        }
        Err(error) => tell("database", Err(error)),
    }
    Ok(if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn disk(data: &Path) -> anyhow::Result<String> {
    let probe = data.join(".doctor");
    let written = async {
        tokio::fs::create_dir_all(data).await?;
        tokio::fs::write(&probe, "a line").await?;
        tokio::fs::remove_file(&probe).await
    };
    written.await.with_context(|| {
        format!(
            "{} cannot be written: choose another folder with --data",
            data.display()
        )
    })?;
    let free = free_megabytes(data).await?;
    ensure!(
        free >= ROOM,
        "{} has only {free} MB left: make room, for the database stops when there is none",
        data.display()
    );
    Ok(format!(
        "{} can be written, {free} MB are free",
        data.display()
    ))
}

/// What `df` says, which every system has.
async fn free_megabytes(folder: &Path) -> anyhow::Result<u64> {
    let asked = Command::new("df").arg("-Pk").arg(folder).output().await;
    let told = String::from_utf8_lossy(&asked.context("df cannot be asked for free room")?.stdout)
        .into_owned();
    let kilobytes = told.lines().nth(1).and_then(|line| {
        let mut columns = line.split_whitespace().rev();
        // From the right: where it is mounted, how full, what is free.
        columns.nth(2)?.parse::<u64>().ok()
    });
    Ok(kilobytes.context("df does not tell the free room")? / 1024)
}

async fn mail(config: &Config) -> anyhow::Result<String> {
    let Some(mail) = &config.mail else {
        return Ok(
            "none set: invitations are shown to be copied, nothing is mailed (--smtp-url and --mail-from set it)"
                .into(),
        );
    };
    let transport: AsyncSmtpTransport<Tokio1Executor> =
        AsyncSmtpTransport::<Tokio1Executor>::from_url(mail.smtp_url.expose())?.build();
    let answers = transport
        .test_connection()
        .await
        .context("the mail server does not answer: look at --smtp-url")?;
    ensure!(
        answers,
        "the mail server answers, but refuses: look at --smtp-url"
    );
    Ok("the mail server answers".into())
}

async fn database(config: &Config) -> anyhow::Result<(Opened, Database)> {
    let opened = Opened::beside(config).await?;
    match Database::connect(opened.options.clone(), 1).await {
        Ok(database) => Ok((opened, database)),
        Err(unfit) => {
            opened.close().await?;
            Err(unfit.into())
        }
    }
}

async fn migrations(database: &Database) -> anyhow::Result<String> {
    let lacking = migrate::pending(&mut *database.pool.acquire().await?).await?;
    ensure!(lacking == 0, "{lacking} are missing: run `saidso migrate`");
    Ok("all are there".into())
}

async fn clock(database: &Database) -> anyhow::Result<String> {
    let theirs: DateTime<Utc> = sqlx::query_scalar!(r#"select clock_timestamp() as "now!""#)
        .fetch_one(&database.pool)
        .await?;
    let apart = (Utc::now() - theirs).num_seconds().abs();
    ensure!(
        apart <= CLOCKS_APART,
        "this machine and the database are {apart} seconds apart: let both keep time by NTP"
    );
    Ok("this machine and the database agree".into())
}
