//! A mail a day for those who asked for it: what is meant for them, and what customers said and did on their deals.
//!
//! The row in `digest_sent` comes first and the mail after it: of several processes one sends. A mail server that says no
//! is asked again later that day. Where nobody can know whether it took the mail, it is not sent again: the next day's
//! tells of both.

mod hour;
mod letter;
pub mod wish;

use super::store;
use crate::{
    app::App,
    database::{Scope, Tx},
    ids::{MemberId, WorkspaceId},
    mail::{self, Mailer},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use hour::{Plan, plan};
use letter::Letter;

/// How many readers one round looks at.
const BATCH: i64 = 500;

/// How long to wait before asking a mail server again that said no.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Sends every mail that is due, in every workspace. How many went out.
pub async fn send_due(app: &App) -> sqlx::Result<usize> {
    let mut tx = app.db.begin_unscoped().await?;
    let due = store::digests_due(&mut tx, app.clock.now(), BATCH).await?;
    drop(tx);
    if due.is_empty() {
        return Ok(0);
    }
    let mailer = match Mailer::of(&app.config) {
        Ok(Some(mailer)) => mailer,
        Ok(None) => return Ok(0),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "no mail can be sent");
            return Ok(0);
        }
    };
    let mut sent = 0;
    for (workspace, member) in due {
        if app.stopping.is_cancelled() {
            break;
        }
        match send(app, &mailer, workspace, member).await {
            Ok(went_out) => sent += usize::from(went_out),
            Err(error) => tracing::warn!(%error, %member, "a mail of the day was not sent"),
        }
    }
    Ok(sent)
}

async fn send(
    app: &App,
    mailer: &Mailer,
    workspace: WorkspaceId,
    member: MemberId,
) -> sqlx::Result<bool> {
    let now = app.clock.now();
    let scope = Scope {
        workspace,
        member: Some(member),
    };
    let Some((day, letter)) = claim(app, app.db.begin(scope).await?, now).await? else {
        return Ok(false);
    };
    let sending = letter.send(mailer).await;
    let mut tx = app.db.begin(scope).await?;
    match &sending {
        Ok(()) => store::knows_until(&mut tx, now).await?,
        Err(error) if mail::was_refused(error) => {
            store::take_back_sent(&mut tx, day).await?;
            store::look_again(&mut tx, now + AGAIN).await?;
        }
        Err(_) => {}
    }
    tx.commit().await?;
    if let Err(error) = &sending {
        tracing::warn!(error = format!("{error:#}"), %member, "a mail of the day did not go out");
    }
    Ok(sending.is_ok())
}

/// The letter that is due, and the day it is for, once no other process can send it too; none: there is none to send.
async fn claim(
    app: &App,
    mut tx: Tx,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(NaiveDate, Letter)>> {
    let Some(reader) = store::take_reader(&mut tx, now).await? else {
        return Ok(None);
    };
    let (day, next) = match plan(reader.hour, reader.zone, reader.knows_until, now) {
        Plan::Later(next) => (None, next),
        Plan::Now(day, next) => (Some(day).filter(|_| reader.is_active), next),
    };
    store::look_again(&mut tx, next).await?;
    let mut claimed = None;
    if let Some(day) = day {
        let letter = Letter::gather(app, &mut tx, reader, now).await?;
        if letter.is_empty() {
            store::knows_until(&mut tx, now).await?;
        } else if store::note_sent(&mut tx, day).await? {
            claimed = Some((day, letter));
        }
    }
    tx.commit().await?;
    Ok(claimed)
}
