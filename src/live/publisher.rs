//! Tells every process what this one has written. A NOTIFY inside the writing transaction would make all commits of the
//! cluster wait for each other, so it goes out afterwards, and what changes within a moment goes out as one.

use super::store;
use crate::{
    app::App,
    database::hints::{Change, Place},
};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::sleep;

/// The least time between two messages of one process.
const PAUSE: Duration = Duration::from_millis(50);
/// How long to wait before trying again what could not be told.
const LATER: Duration = Duration::from_millis(500);
/// What stands for everything that a process may have left untold.
pub const EVERYTHING: &str = "*";
/// The most that Postgres passes on at once is 8,000 bytes.
const MOST: usize = 7_000;

pub async fn tell_hints(app: App) {
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = app.db.hints.some() => {}
        }
        if !tell_waiting(&app).await {
            sleep(LATER).await;
        }
        sleep(PAUSE).await;
    }
}

/// Tells what waits. Whether it could: if not, it goes on waiting.
pub async fn tell_waiting(app: &App) -> bool {
    let changes = app.db.hints.take();
    for message in messages(&changes) {
        if let Err(error) = store::notify(&app.db, &message).await {
            tracing::debug!(%error, "open pages hear of this later");
            for (place, change) in changes {
                app.db.hints.add(place, change);
            }
            return false;
        }
    }
    true
}

/// A line for each place, in messages that are short enough.
fn messages(changes: &BTreeMap<Place, Change>) -> Vec<String> {
    let mut messages = vec![String::new()];
    for (place, change) in changes {
        let line = written(*place, change);
        match messages.last_mut() {
            Some(last) if last.len() + line.len() <= MOST => last.push_str(&line),
            _ => messages.push(line),
        }
    }
    messages.retain(|message| !message.is_empty());
    messages
}

fn written(place: Place, change: &Change) -> String {
    let topics: Vec<&str> = change.topics.iter().map(String::as_str).collect();
    format!(
        "{} {} {} {}\n",
        place.workspace,
        place.stream,
        change.seq,
        topics.join(",")
    )
}

/// What a message says; a line that cannot be read comes from a newer version, and is passed over.
pub fn read(message: &str) -> impl Iterator<Item = (Place, Change)> {
    message.lines().filter_map(|line| {
        let mut parts = line.split(' ');
        let place = Place {
            workspace: parts.next()?.parse().ok()?,
            stream: parts.next()?.parse().ok()?,
        };
        let seq = parts.next()?.parse().ok()?;
        let topics = parts.next()?.split(',').map(str::to_owned).collect();
        Some((place, Change { seq, topics }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn much_is_told_in_several_messages_and_read_again_whole() {
        let changes: BTreeMap<_, _> = (0..500)
            .map(|number| {
                let place = Place {
                    workspace: Uuid::from_u128(1),
                    stream: Uuid::from_u128(number),
                };
                let topics = BTreeSet::from(["bearing".to_owned(), "evidence".to_owned()]);
                (place, Change { seq: 7, topics })
            })
            .collect();
        let messages = messages(&changes);
        assert!(messages.len() > 1 && messages.iter().all(|message| message.len() < 8_000));
        let again: BTreeMap<_, _> = messages.iter().flat_map(|message| read(message)).collect();
        assert_eq!(again, changes);
    }
}
