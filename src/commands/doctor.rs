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

/// How far the machine's clock and the database's may be apart before freshness and sign-in links are judged wrongly.
const CLOCKS_APART: i64 = 5;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let mut all_well = true;
    let mut tell = |what: &str, finding: anyhow::Result<String>| match finding {
        Ok(words) => println!("ok    {what:<11} {words}"),
        Err(error) => {
            all_well = false;
            println!("mend  {what:<11} {}", in_one_line(&error));
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
    Ok(format!("{} can be written", data.display()))
}

async fn mail(config: &Config) -> anyhow::Result<String> {
    let Some(mail) = &config.mail else {
        return Ok("not set up: links are shown to be copied".into());
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
